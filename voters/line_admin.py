"""Single lines of rolls in the admin: what an operator of a regency edits is its own line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpuntt.editing.fields import CountField
from kpuntt.editing.trail import UnitHistory
from kpuntt.publishing.desk import SHORTEST_REASON
from kpuntt.publishing.drafts import DraftClosed, draft_check, draft_save
from kpuntt.publishing.models import PublicationState
from kpuntt.staff.scope import RegionScopedAdmin
from voters.models import Roll, RollLine

if TYPE_CHECKING:
    LineModelForm = forms.ModelForm[RollLine]
    LineModelAdmin = admin.ModelAdmin[RollLine]
else:
    LineModelForm = forms.ModelForm
    LineModelAdmin = admin.ModelAdmin

FIGURES = (
    "polling_stations",
    "special_stations",
    "male",
    "female",
    "total",
    "previous",
    "new",
    "ineligible",
    "corrected",
)


def _seen(line: RollLine) -> str:
    """Write the figures of a line as whoever opens the form sees them."""
    return json.dumps([getattr(line, name) for name in (*FIGURES, "note")])


def _label(name: str) -> str:
    return str(getattr(RollLine._meta.get_field(name), "verbose_name", name))


class RollLineForm(LineModelForm):
    """The figures of one region; whoever saves second is shown what the first one wrote."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    change_reason = forms.CharField(
        label=gettext_lazy("Alasan perubahan"),
        min_length=SHORTEST_REASON,
        max_length=1000,
        help_text=gettext_lazy("Satu kalimat untuk riwayat: apa yang diubah dan mengapa."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = _seen(self.instance)
        for name in FIGURES:
            self.fields[name] = CountField(label=_label(name).capitalize())

    def clean(self) -> dict[str, Any] | None:
        """Lock the draft and compare the line with what was on the screen."""
        cleaned = super().clean()
        roll = Roll.objects.select_for_update().get(pk=self.instance.roll_id)
        try:
            draft_check(unit=roll, edits=roll.edits)
        except DraftClosed as error:
            raise forms.ValidationError(str(error)) from error
        stored = RollLine.objects.get(pk=self.instance.pk)
        if self.cleaned_data.get("seen") != _seen(stored):
            # The next save is made against what is shown now.
            self.data = {**self.data.dict(), self.add_prefix("seen"): _seen(stored)}  # type: ignore[attr-defined]
            raise forms.ValidationError(_difference(stored, self.cleaned_data))
        return cleaned


def _difference(stored: RollLine, typed: dict[str, Any]) -> str:
    """Say field by field what is stored now and what was typed."""
    parts = [
        _("%(field)s: sekarang %(stored)s, Anda menulis %(typed)s")
        % {
            "field": _label(name),
            "stored": "—" if getattr(stored, name) is None else getattr(stored, name),
            "typed": "—" if typed.get(name) is None else typed[name],
        }
        for name in (*FIGURES, "note")
        if typed.get(name) != getattr(stored, name)
    ]
    what = "; ".join(parts) if parts else _("isinya sama dengan yang Anda tulis")
    return _(
        "Sementara Anda menyunting, orang lain menyimpan baris ini: %(what)s. Perbaiki bila perlu, "
        "lalu simpan lagi; yang Anda tulis masih ada di bawah."
    ) % {"what": what}


@admin.register(RollLine)
class RollLineAdmin(RegionScopedAdmin, LineModelAdmin):
    """The figures of all rolls by region; those of drafts are edited, one's own region only."""

    public_rows = Q(roll__state__in=[PublicationState.PUBLISHED, PublicationState.SUPERSEDED])
    editable_rows = Q(roll__state=PublicationState.DRAFT)
    form = RollLineForm
    fields = ["roll", "region", *FIGURES, "note", "change_reason", "seen"]
    readonly_fields = ["roll", "region"]
    list_display = ["roll", "region", "male", "female", "total", "polling_stations"]
    list_filter = ["roll"]
    list_select_related = ["roll", "region"]
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Lines come with their roll."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nothing is deleted."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Ask why only where something can be changed."""
        if obj is not None and self.has_change_permission(request, obj):
            return self.fields
        return [name for name in self.fields if name not in {"change_reason", "seen"}]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who changed this line, when and why, with old → new."""
        line = self.get_object(request, object_id)
        if line is None or not self.has_view_or_change_permission(request, line):
            raise PermissionDenied
        steps: Any = UnitHistory.of_row(line)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Riwayat: %(line)s") % {"line": line},
            "opts": self.opts,
            "unit": line,
            "page": Paginator(steps, 20).get_page(request.GET.get("p")),
            "back": reverse("admin:voters_rollline_change", args=[line.pk]),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/editing/history.html", context)

    def save_model(
        self,
        request: HttpRequest,
        obj: RollLine,
        form: Any,
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        """Save the line as an edit of its draft, with its reason."""
        roll = Roll.objects.get(pk=obj.roll_id)
        draft_save(
            unit=roll,
            edits=roll.edits,
            actor=request.user,  # type: ignore[arg-type]
            reason=form.cleaned_data["change_reason"],
            write=lambda: super(RollLineAdmin, self).save_model(request, obj, form, change),
        )
