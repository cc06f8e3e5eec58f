"""The plenaries of regencies in the admin: one by one, a whole period at once, and their files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.regions.models import Region, RegionLevel
from kpuntt.staff.scope import RegionScopedAdmin
from voters.forms import EntryForm, PeriodForm, SubmissionForm, period_of
from voters.models import Submission, SubmissionDeadline, period_title
from voters.reporting import last_period, period_slug
from voters.services import (
    AREA,
    PeriodKey,
    StaleError,
    deadline_save,
    submission_save,
    submissions_save,
)

if TYPE_CHECKING:
    SubmissionModelAdmin = admin.ModelAdmin[Submission]
    DeadlineModelAdmin = admin.ModelAdmin[SubmissionDeadline]
else:
    SubmissionModelAdmin = DeadlineModelAdmin = admin.ModelAdmin

#: A file somebody sent us is never rendered in our origin, whatever a browser makes of it.
SANDBOX = "default-src 'none'; sandbox"


@admin.register(Submission)
class SubmissionAdmin(RegionScopedAdmin, SubmissionModelAdmin):
    """What each regency and city handed in for each period."""

    region_path = "region"
    form = SubmissionForm
    change_list_template = "admin/voters/submission/change_list.html"
    list_display = ["region", "period", "plenary_date", "received_date", "minutes_number"]
    list_filter = ["year", "period_kind", "period_number"]
    list_select_related = ["region"]
    list_per_page = 50
    search_fields = ["region__name", "minutes_number"]
    show_full_result_count = False
    actions = None
    fieldsets = [
        (None, {"fields": ["period_kind", "period_number", "year", "region"]}),
        (
            gettext_lazy("Pleno"),
            {"fields": ["plenary_date", "received_date", "minutes_number", "minutes"]},
        ),
        (gettext_lazy("Asal"), {"fields": ["document", "note", "seen"]}),
    ]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nothing is deleted; a wrong row is corrected."""
        return False

    @admin.display(description=gettext_lazy("periode"), ordering="year")
    def period(self, submission: Submission) -> str:
        """Return the name of the period."""
        return submission.period_title

    def save_model(self, request: HttpRequest, obj: Submission, form: Any, change: bool) -> None:  # noqa: ARG002, FBT001
        """Save with who recorded it."""
        submission_save(submission=obj, actor=request.user)  # type: ignore[arg-type]

    def regencies(self, request: HttpRequest) -> Sequence[Region]:
        """Return the regencies and cities whose reports this member of staff may enter.

        They are the choices of the form, so that whatever narrows those narrows these.
        """
        region: Any = Submission._meta.get_field("region")
        choices: Any = self.formfield_for_foreignkey(region, request)
        rows = choices.queryset.filter(level=RegionLevel.REGENCY)
        return list(rows.order_by("code"))

    def get_urls(self) -> list[URLPattern]:
        """Add the entry of a whole period and the files."""
        wrap = self.admin_site.admin_view
        return [
            path("isi/", wrap(self.period_view), name="voters_submission_period"),
            path("isi/<slug:period>/", wrap(self.entry_view), name="voters_submission_entry"),
            path(
                "berita-acara/<str:name>/",
                wrap(self.minutes_view),
                name="voters_submission_minutes",
            ),
            *super().get_urls(),
        ]

    def period_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a period and lead to its page."""
        self._insist_on_writing(request)
        last = last_period()
        initial = dict(zip(("jenis", "nomor", "tahun"), last, strict=True)) if last else {}
        form = PeriodForm(request.GET if "jenis" in request.GET else None, initial=initial)
        if form.is_bound and form.is_valid():
            return redirect("admin:voters_submission_entry", form.slug)
        context = self._context(request, _("Pilih periode"), form=form)
        return TemplateResponse(request, "admin/voters/submission/period.html", context)

    def entry_view(self, request: HttpRequest, period: str) -> HttpResponse:
        """All regencies of one period in one form; saves every changed row, or none."""
        self._insist_on_writing(request)
        key = period_of(period)
        if key is None:
            raise Http404
        forms = self._entries(request, key, request.POST if request.method == "POST" else None)
        status = 200
        if request.method == "POST":
            if self._save(request, key, forms):
                return redirect("admin:voters_submission_entry", period_slug(key))
            status = 422
        context = self._context(
            request,
            _("Pleno kabupaten/kota: %s") % period_title(*key),
            forms=forms,
            faulty=[form for form in forms if form.is_bound and form.errors],
            deadline=SubmissionDeadline.objects.filter(
                period_kind=key[0], period_number=key[1], year=key[2]
            ).first(),
        )
        template = "admin/voters/submission/entry.html"
        return TemplateResponse(request, template, context, status=status)

    def _entries(self, request: HttpRequest, period: PeriodKey, data: Any) -> list[EntryForm]:
        rows = self.get_queryset(request).for_period(*period)  # type: ignore[attr-defined]
        current = {row.region_id: row for row in rows.select_related("recorded_by")}
        return [
            EntryForm(region, current.get(region.code), data) for region in self.regencies(request)
        ]

    def _save(self, request: HttpRequest, period: PeriodKey, forms: Sequence[EntryForm]) -> bool:
        touched = [form for form in forms if form.touched]
        # Every row is looked at, so that all errors are said at once.
        if [form for form in touched if not form.is_valid()]:
            return False
        if not touched:
            messages.info(request, _("Tidak ada yang berubah."))
            return True
        try:
            count = submissions_save(
                period=period,
                entries=[form.entry() for form in touched],
                actor=request.user,  # type: ignore[arg-type]
            )
        except StaleError as error:
            for form in touched:
                if form.region.code in error.regions:
                    form.add_error(None, self._stale(form.current))
            return False
        messages.success(request, _("%d baris disimpan.") % count)
        return True

    @staticmethod
    def _stale(current: Submission | None) -> str:
        if current is None:
            return _("Baris ini baru saja diisi orang lain. Muat ulang halaman lalu periksa.")
        return _(
            "Baris ini baru saja diubah oleh %(who)s: pleno %(plenary)s, diterima %(received)s, "
            "nomor %(number)s. Muat ulang halaman, lalu ubah lagi bila perlu."
        ) % {
            "who": current.recorded_by or _("orang lain"),
            "plenary": current.plenary_date or "—",
            "received": current.received_date or "—",
            "number": current.minutes_number or "—",
        }

    def minutes_view(self, request: HttpRequest, name: str) -> HttpResponseBase:
        """Hand the file to staff as a download, never as a page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        submission = get_object_or_404(self.get_queryset(request), minutes=name)
        try:
            file = submission.minutes.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        shown = f"berita-acara-{submission.region_id}-{submission.year}.pdf"
        if request.method == "GET":
            activity_add(
                action=Action.EXPORT,
                actor=request.user,  # type: ignore[arg-type]
                area=AREA,
                model=submission._meta.label_lower,
                slug=f"{submission.region_id} {submission.period_title}",
                version=submission.version,
                note=shown,
            )
        response = FileResponse(
            file, as_attachment=True, filename=shown, content_type="application/pdf"
        )
        response.headers["Content-Security-Policy"] = SANDBOX
        return response

    def _insist_on_writing(self, request: HttpRequest) -> None:
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied

    def _context(self, request: HttpRequest, title: str, **further: Any) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "media": self.media,
            "list_address": reverse("admin:voters_submission_changelist"),
            **further,
        }


@admin.register(SubmissionDeadline)
class SubmissionDeadlineAdmin(DeadlineModelAdmin):
    """Until when the plenaries of a period have to be held, and by which rule."""

    list_display = ["period", "last_day", "source"]
    list_filter = ["year"]
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nothing is deleted; a wrong deadline is corrected."""
        return False

    @admin.display(description=gettext_lazy("periode"), ordering="year")
    def period(self, deadline: SubmissionDeadline) -> str:
        """Return the name of the period."""
        return deadline.period_title

    def save_model(
        self,
        request: HttpRequest,
        obj: SubmissionDeadline,
        form: Any,  # noqa: ARG002
        change: bool,  # noqa: ARG002, FBT001
    ) -> None:
        """Save, and let the page of the indicator be made anew."""
        deadline_save(deadline=obj, actor=request.user)  # type: ignore[arg-type]
