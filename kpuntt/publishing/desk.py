"""The desk at which units of publication are edited and moved from state to state.

Only a draft can be edited; everything else happens by steps, each a page with one button that says
what will follow. Nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kpuntt.publishing.drafts import step_check
from kpuntt.publishing.models import PublicationState, PublicationUnit
from kpuntt.publishing.services import (
    PublicationError,
    publication_amend,
    publication_publish,
    publication_return,
    publication_schedule,
    publication_submit,
    publication_verify,
    publication_withdraw,
)

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


#: A reason shorter than this says nothing.
SHORTEST_REASON = 10


class ConfirmForm(forms.Form):
    """A step that needs no more than a click."""


class ReasonForm(forms.Form):
    """A step that needs a sentence."""

    reason = forms.CharField(
        label=_("Alasan"),
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )


class TimeForm(forms.Form):
    """A step that needs a time to come."""

    at = forms.DateTimeField(
        label=_("Waktu terbit (WITA)"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one state to the next, as a button at the desk.

    ``permission`` is the verb of the permission it needs ("publish" for ``news.publish_post``);
    ``run`` takes the unit, the member of staff and the cleaned fields of ``form``.
    """

    name: str
    label: str | Promise
    consequence: str | Promise
    states: Sequence[PublicationState]
    permission: str
    run: Callable[..., PublicationUnit]
    form: type[forms.Form] = ConfirmForm


def _amend(*, unit: Any, actor: Any, reason: str) -> Any:
    return publication_amend(unit=unit, actor=actor, public_note=reason)


STEPS = (
    Step(
        "ajukan",
        _("Ajukan"),
        _("Konsep ini dikirim kepada pemeriksa dan tidak dapat diubah lagi."),
        [PublicationState.DRAFT],
        "change",
        publication_submit,
    ),
    Step(
        "periksa",
        _("Nyatakan sesuai sumber"),
        _("Isinya Anda nyatakan sesuai dengan sumbernya dan siap terbit."),
        [PublicationState.SUBMITTED],
        "verify",
        publication_verify,
    ),
    Step(
        "terbitkan",
        _("Terbitkan"),
        _("Semua orang langsung dapat membacanya."),
        [PublicationState.VERIFIED],
        "publish",
        publication_publish,
    ),
    Step(
        "jadwalkan",
        _("Jadwalkan"),
        _("Terbit sendiri pada waktu yang Anda pilih."),
        [PublicationState.VERIFIED],
        "publish",
        publication_schedule,
        TimeForm,
    ),
    Step(
        "kembalikan",
        _("Kembalikan ke penyusun"),
        _("Menjadi konsep lagi; alasannya dibaca penyusun."),
        [PublicationState.SUBMITTED, PublicationState.VERIFIED],
        "verify",
        publication_return,
        ReasonForm,
    ),
    Step(
        "perbaiki",
        _("Buat versi perbaikan"),
        _("Membuka konsep versi baru. Alasannya dibaca publik."),
        [PublicationState.PUBLISHED, PublicationState.WITHDRAWN],
        "change",
        _amend,
        ReasonForm,
    ),
    Step(
        "tarik",
        _("Tarik dari publik"),
        _("Halamannya hilang dari publik; yang tampil hanya alasan ini."),
        [PublicationState.PUBLISHED],
        "publish",
        publication_withdraw,
        ReasonForm,
    ),
)


class PublicationAdmin(ModelAdmin):
    """Lists, edits and moves the versions of a kind of unit."""

    change_form_template = "admin/publishing/change_form.html"
    steps: Sequence[Step] = STEPS
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only a draft can be edited."""
        editable = obj is None or obj.state == PublicationState.DRAFT
        return editable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nothing is deleted; what was published can be withdrawn."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Remember who made a unit."""
        if not change:
            obj.made_by = request.user
        super().save_model(request, obj, form, change)

    def open_steps(self, request: HttpRequest, unit: PublicationUnit) -> list[Step]:
        """Return the steps that this member of staff may take with ``unit`` now."""
        return [
            step
            for step in self.steps
            if unit.state in step.states and self._may(request, step.permission)
        ]

    def _may(self, request: HttpRequest, verb: str) -> bool:
        codename = f"{self.opts.app_label}.{verb}_{self.opts.model_name}"
        return request.user.has_perm(codename)

    def get_urls(self) -> list[URLPattern]:
        """Add the page of a step."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<int:pk>/langkah/<slug:step>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the open steps above the form."""
        unit = kwargs.get("obj")
        if unit is not None:
            context["steps"] = self.open_steps(request, unit)
        return super().render_change_form(request, context, *args, **kwargs)

    def step_view(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Ask for what a step needs, then take it; a refusal is said in its own words.

        The count of saves that the page of the unit showed travels along: who saw other figures
        than those that stand there now is led back to read them.
        """
        unit = self.get_queryset(request).filter(pk=pk).first()
        taken = next((item for item in self.steps if item.name == step), None)
        if unit is None or taken is None:
            raise Http404
        if not self._may(request, taken.permission):
            raise PermissionDenied
        sent = request.method == "POST"
        shown = request.POST if sent else {"edits": unit.edits, **request.GET.dict()}
        edits = self._edits(shown)
        form = taken.form(request.POST if sent else None)
        if sent and form.is_valid():
            try:
                with transaction.atomic():
                    step_check(unit=unit, edits=edits)
                    unit = taken.run(unit=unit, actor=request.user, **form.cleaned_data)
            except PublicationError as error:
                messages.error(request, str(error))
            else:
                message = _("%(unit)s: sekarang “%(state)s”.")
                state = PublicationState(unit.state).label
                messages.success(request, message % {"unit": unit, "state": state})
            return redirect(reverse(self._name("change"), args=[unit.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"{taken.label}: {unit}",
            "opts": self.opts,
            "unit": unit,
            "step": taken,
            "form": form,
            "edits": edits,
            "open": taken in self.open_steps(request, unit),
            "back": reverse(self._name("change"), args=[unit.pk]),
            "media": self.media,
        }
        return TemplateResponse(request, "admin/publishing/step.html", context)

    @staticmethod
    def _edits(data: Mapping[str, Any]) -> int:
        """Return how often the unit had been saved when it was shown; -1 if ``data`` hides it."""
        sent = str(data.get("edits", ""))
        return int(sent) if sent.isdecimal() and len(sent) < 10 else -1

    def _name(self, page: str) -> str:
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{page}"
