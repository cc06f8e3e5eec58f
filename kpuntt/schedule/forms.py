"""What staff fill in to announce a release and to change its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpuntt.schedule.models import DatePrecision, PlannedRelease
from kpuntt.schedule.services import SHORTEST_REASON

if TYPE_CHECKING:
    PlanModelForm = forms.ModelForm[PlannedRelease]
else:
    PlanModelForm = forms.ModelForm

_MONTH_ALONE = _("Bila baru bulannya yang diketahui, pilih hari mana pun dalam bulan itu.")


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


def _precision() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Yang diketahui"), choices=DatePrecision.choices)


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Alasan"),
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
        help_text=_("Dibaca semua orang di halaman jadwal."),
    )


class PlanForm(PlanModelForm):
    """A new plan; it is provisional until its day is confirmed."""

    date = _day(_("Tanggal"), _MONTH_ALONE)

    class Meta:
        model = PlannedRelease
        fields = ["title", "slug", "area", "date", "precision", "note"]
        help_texts = {
            "slug": _("Huruf kecil, angka, dan tanda hubung; tidak dapat diubah lagi."),
            "note": _("Misalnya aturan yang mendasarinya."),
        }


class StepForm(forms.Form):
    """A step; ``seen`` is the change that whoever opened the form had in front of them."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class MoveForm(StepForm):
    """Another date, and why."""

    day = _day(_("Tanggal baru"), _MONTH_ALONE)
    precision = _precision()
    reason = _reason()


class ConfirmForm(StepForm):
    """The day that is promised."""

    day = _day(_("Tanggal pasti"))


class CancelForm(StepForm):
    """Why it will not come out."""

    reason = _reason()


class PublishedForm(StepForm):
    """When it came out, and where it is."""

    day = _day(_("Tanggal terbit"))
    path = forms.CharField(
        label=_("Alamat di portal ini"),
        max_length=200,
        help_text=_("Misalnya /pemilih/pdpb-2025-semester-1/"),
    )


class WordsForm(StepForm):
    """The words of a plan."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    note = forms.CharField(
        label=_("Catatan untuk publik"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )
