"""Forms of the plenaries of regencies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kpuntt.regions.models import Region
from voters.minutes import MAX_BYTES, MinutesRefusedError, check_minutes
from voters.models import PeriodKind, Submission
from voters.models.submission import check_dates
from voters.services import Entry, PeriodKey, StaleError, submission_lock

if TYPE_CHECKING:
    SubmissionModelForm = forms.ModelForm[Submission]
else:
    SubmissionModelForm = forms.ModelForm

PERIODS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.SEMESTER: 2}
_SLUG = re.compile(r"(bulan|triwulan|semester)-([1-9][0-9]?)-(20[0-9]{2})", re.ASCII)


def period_of(slug: str) -> PeriodKey | None:
    """Read a period from an address; ``None`` if there is no such period."""
    match = _SLUG.fullmatch(slug)
    if match is None or int(match[2]) > PERIODS[PeriodKind(match[1])]:
        return None
    return match[1], int(match[2]), int(match[3])


class PeriodForm(forms.Form):
    """The choice of a period."""

    jenis = forms.ChoiceField(label=_("Jenis periode"), choices=PeriodKind.choices)
    nomor = forms.IntegerField(label=_("Nomor periode"), min_value=1, max_value=12)
    tahun = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2099)

    def clean(self) -> dict[str, Any]:
        """Refuse a third semester."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            last = PERIODS[PeriodKind(values["jenis"])]
            if values["nomor"] > last:
                self.add_error("nomor", _("Nomor periode ini paling besar %d.") % last)
        return values

    @property
    def slug(self) -> str:
        """The chosen period in an address."""
        return "{jenis}-{nomor}-{tahun}".format(**self.cleaned_data)


class SubmissionForm(SubmissionModelForm):
    """One regency's report, with its file."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Submission
        fields = [
            "period_kind",
            "period_number",
            "year",
            "region",
            "received_date",
            "plenary_date",
            "minutes_number",
            "minutes",
            "document",
            "note",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.instance.version

    def clean_minutes(self) -> Any:
        """Keep only a PDF that shows pages and does nothing else."""
        file = self.cleaned_data["minutes"]
        if isinstance(file, UploadedFile):
            try:
                check_minutes(file.read(MAX_BYTES + 1))
            except MinutesRefusedError as error:
                raise forms.ValidationError(str(error)) from error
            file.seek(0)
        return file

    def clean(self) -> dict[str, Any]:
        """Hold back other writers; say so if one was faster."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            try:
                submission_lock(pk=self.instance.pk, seen=values.get("seen") or 0)
            except StaleError as error:
                raise forms.ValidationError(str(error)) from error
        return values


def _date(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        show_hidden_initial=True,
        error_messages={"invalid": _("Tulis tanggal sebagai tahun-bulan-hari: 2025-07-02.")},
    )


class EntryForm(forms.Form):
    """One regency's row on the page of a whole period; its prefix is the region's code.

    The values that were shown travel with the form, so that a row that nobody touched is neither
    saved nor in anybody's way.
    """

    plenary_date = _date(_("Tanggal pleno"))
    received_date = _date(_("Tanggal diterima"))
    minutes_number = forms.CharField(
        label=_("Nomor Berita Acara"), required=False, max_length=120, show_hidden_initial=True
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, region: Region, current: Submission | None, data: Any = None) -> None:
        self.region, self.current = region, current
        initial = {
            name: getattr(current, name, None)
            for name in ("plenary_date", "received_date", "minutes_number")
        }
        seen = current.version if current else 0
        super().__init__(data, prefix=region.code, initial={**initial, "seen": seen})
        for name in ("plenary_date", "received_date", "minutes_number"):
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label}, {region.full_name}"

    def clean(self) -> dict[str, Any]:
        """Refuse minutes that were received before their plenary."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        check_dates(
            Submission(
                plenary_date=values.get("plenary_date"), received_date=values.get("received_date")
            )
        )
        return values

    @property
    def touched(self) -> bool:
        """Whether one of the values shown was changed."""
        return bool(set(self.changed_data) - {"seen"})

    def entry(self) -> Entry:
        """Return what was typed."""
        values = self.cleaned_data
        return Entry(
            region_code=self.region.code,
            seen=values["seen"],
            received_date=values["received_date"],
            plenary_date=values["plenary_date"],
            minutes_number=values["minutes_number"],
        )
