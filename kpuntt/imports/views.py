"""The import desk: choose, upload, look, give reasons, submit, verify, publish."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpuntt.imports.access import may, may_enter, may_make_new, may_upload, visible_batches
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.error_workbook import error_workbook
from kpuntt.imports.files import BatchError, book_of
from kpuntt.imports.forms import UploadForm
from kpuntt.imports.models import LIVE, BatchState, ImportBatch
from kpuntt.imports.parsing import parse_book
from kpuntt.imports.services import batch_says, batch_submit, batch_taken, batch_upload
from kpuntt.imports.showing import rows_of_page, shown_comparison
from kpuntt.imports.steps import STEPS, Step, open_steps
from kpuntt.imports.targets import ImportTarget, all_targets, target_of
from kpuntt.imports.template_workbook import template_workbook
from kpuntt.imports.words import SHORTEST_REASON
from kpuntt.publishing.services import PublicationError
from kpuntt.staff.scope import region_scope

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CLOSED_SHOWN = 20
_REFUSALS = (BatchError, FileRefusedError, PublicationError)


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> TemplateResponse:
    whole = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/imports/{name}.html", whole)


def _somebody(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what can be imported, and the imports of one's rooms by state."""
    user = _somebody(request)
    if not may_enter(user):
        raise PermissionDenied
    tables = [
        {"kind": target.kind, "may_make_new": may_make_new(user, target)}
        for target in all_targets()
        if may_upload(user, target)
    ]
    batches = visible_batches(user).select_related("made_by", "region")
    groups = [
        {"label": BatchState(state).label, "batches": list(found), "state": state}
        for state in (*LIVE, BatchState.PUBLISHED, BatchState.DISCARDED)
        for found in [batches.filter(state=state)]
        for found in [found if state in LIVE else found[:_CLOSED_SHOWN]]
    ]
    return _page(request, "desk", _("Impor tabel"), tables=tables, groups=groups)


def _target(request: HttpRequest, kind: str) -> ImportTarget:
    try:
        target = target_of(kind)
    except KeyError as error:
        raise Http404 from error
    if not may_upload(_somebody(request), target):
        raise PermissionDenied
    return target


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Send the workbook to fill."""
    target = _target(request, kind)
    return _workbook(template_workbook(target.kind), f"templat-{kind}.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_XLSX, headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str, *, is_new: bool) -> HttpResponse:
    """Take a file for a published unit or a new one, and lead to its batch."""
    target, user = _target(request, kind), _somebody(request)
    if is_new and not may_make_new(user, target):
        raise PermissionDenied
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*data, target=target, is_new=is_new, scope=region_scope(user))
    unit_form = target.new_form(data[0]) if is_new and target.new_form else None
    if form.is_valid() and (unit_form is None or unit_form.is_valid()):
        file, about = form.cleaned_data["file"], form.about()
        if unit_form is None:
            slug = form.cleaned_data["unit"].slug
        else:
            slug = unit_form.cleaned_data["slug"]
            about["unit_values"] = {
                name: request.POST.get(name, "")
                for name in unit_form.fields
                if name in request.POST
            }
        try:
            batch, made = batch_upload(
                actor=user,
                kind=kind,
                content=file.read(),
                file_name=file.name[:200],
                target_slug=slug,
                is_new=is_new,
                **about,
            )
        except _REFUSALS as error:
            form.add_error("file", str(error))
        else:
            return _lead_to(request, batch, about, made=made)
    title = _("Terbitan baru: %(kind)s") if is_new else _("Perbaikan: %(kind)s")
    return _page(
        request,
        "upload",
        title % {"kind": target.kind.title},
        form=form,
        unit_form=unit_form,
        target=target,
    )


def _lead_to(
    request: HttpRequest, batch: ImportBatch, about: dict[str, Any], *, made: bool
) -> HttpResponse:
    if made:
        messages.success(request, _("Berkas diterima dan dibandingkan. Belum ada yang terbit."))
    else:
        text = _("Berkas yang sama sudah diunggah untuk terbitan ini; inilah impornya.")
        if batch.is_live and not batch_says(batch=batch, about=about):
            differs = _(
                "Catatan atau sumbernya berbeda; buang impor itu dahulu bila ingin menggantinya."
            )
            text = f"{text} {differs}"
        messages.warning(request, text)
        if not visible_batches(_somebody(request)).filter(pk=batch.pk).exists():
            return redirect("imports")
    return redirect(batch)


def _batch(request: HttpRequest, pk: int, *, with_content: bool = False) -> ImportBatch:
    batches = visible_batches(_somebody(request)).select_related(
        "made_by", "verified_by", "document", "region"
    )
    batch = (batches.defer(None) if with_content else batches).filter(pk=pk).first()
    if batch is None:
        raise Http404
    return batch


@require_safe
def batch_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a file says beside what is published, and the steps that are open."""
    return _show(request, _batch(request, pk))


def _show(request: HttpRequest, batch: ImportBatch, given: Any = None) -> HttpResponse:
    user = _somebody(request)
    shown, refusal = None, ""
    if batch.is_live:
        try:
            shown = shown_comparison(batch)
        except _REFUSALS as error:
            refusal = str(error)
    given = given or {}
    return _page(
        request,
        "batch",
        str(batch),
        batch=batch,
        kind=target_of(batch.kind).kind,
        shown=shown,
        refusal=refusal,
        asked=[
            {"caution": caution, "field": f"alasan-{caution.key}", "given": given.get(caution.key)}
            for caution in (shown.cautions if shown else ())
        ],
        shortest=SHORTEST_REASON,
        steps=open_steps(user, batch),
        may_submit=(
            batch.state == BatchState.PREVIEW
            and batch.made_by_id == user.pk
            and shown is not None
            and not shown.errors
            and may(user, "change", batch)
        ),
        **rows_of_page(shown, request.GET),
    )


@require_safe
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the refused rows with their problems and remedies as a workbook."""
    batch = _batch(request, pk, with_content=True)
    if not batch.is_live:
        raise Http404
    kind = target_of(batch.kind).kind
    try:
        book = book_of(bytes(batch.content), batch.file_name)
        parsed = parse_book(kind, book, sheet=batch.sheet, within=batch.region_id or "")
        found = shown_comparison(batch).errors
    except _REFUSALS as error:
        messages.error(request, str(error))
        return redirect(batch)
    places = {(error.sheet, error.row) for error in found}
    refused = [*parsed.refused, *parsed.records]
    refused = [record for record in refused if (record.sheet, record.row) in places]
    report = error_workbook(replace(parsed, errors=found, refused=refused))
    name = f"kesalahan-impor-{batch.pk}.xlsx"
    if request.method == "GET":
        batch_taken(batch=batch, actor=_somebody(request), what=name)
    return _workbook(report, name)


@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit with the typed reasons; what is missing is asked for again, nothing is lost."""
    batch, user = _batch(request, pk, with_content=True), _somebody(request)
    if not may(user, "change", batch):
        raise PermissionDenied
    given = {
        name.removeprefix("alasan-"): value
        for name, value in request.POST.items()
        if name.startswith("alasan-") and isinstance(value, str)
    }
    try:
        batch = batch_submit(batch=batch, actor=user, reasons=given)
    except _REFUSALS as error:
        messages.error(request, str(error))
        return _show(request, batch, given)
    messages.success(request, _("Diajukan kepada pemeriksa."))
    return redirect(batch)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Ask for what a step needs, then take it; a refusal is said in its own words."""
    taken = next((item for item in STEPS if item.name == step), None)
    if taken is None:
        raise Http404
    batch = _batch(request, pk, with_content=request.method == "POST")
    user = _somebody(request)
    if not may(user, taken.permission, batch):
        raise PermissionDenied
    form = taken.form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _take(request, taken, batch, form.cleaned_data)
    return _page(
        request,
        "step",
        f"{taken.label}: {batch}",
        batch=batch,
        step=taken,
        form=form,
        open=taken in open_steps(user, batch),
    )


def _take(
    request: HttpRequest, taken: Step, batch: ImportBatch, values: dict[str, Any]
) -> HttpResponse:
    run = partial(taken.run, batch=batch, actor=request.user)
    try:
        batch = run(**values)
    except _REFUSALS as error:
        messages.error(request, str(error))
    else:
        message = _("Impor ini sekarang “%(state)s”.")
        messages.success(request, message % {"state": BatchState(batch.state).label})
    return redirect(batch)
