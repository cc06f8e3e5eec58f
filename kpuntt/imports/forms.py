"""Forms of the import desk: the file, its source, and what a step needs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpuntt.imports.targets import ImportTarget
from kpuntt.imports.words import SHORTEST_REASON, explains
from kpuntt.provenance.models import Document, DocumentKind
from kpuntt.regions.models import Region, RegionLevel

_NEW_SOURCE = ("source_title", "source_kind", "source_publisher")


def _explaining(text: str) -> None:
    """Refuse a text that says nothing, as “.” does."""
    if not explains(text):
        message = _("Jelaskan dengan kata-kata, paling sedikit %(count)s huruf.")
        raise ValidationError(message % {"count": SHORTEST_REASON})


class UploadForm(forms.Form):
    """A file, the unit that it corrects, and the document that it was made from.

    ``scope`` is the region that the member of staff is limited to, or ``None``.
    """

    required_css_class = "required"

    unit: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Terbitan yang diperbaiki"), queryset=None, to_field_name="slug"
    )
    public_note = forms.CharField(
        label=gettext_lazy("Catatan untuk publik"),
        max_length=1000,
        validators=[_explaining],
        widget=forms.Textarea({"rows": 3, "cols": 60}),
        help_text=gettext_lazy("Apa yang diperbaiki dan mengapa; terbit bersama versi baru."),
    )
    file = forms.FileField(
        label=gettext_lazy("Berkas XLSX atau CSV"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        help_text=gettext_lazy("Paling besar 10 MB. Berkas berisi NIK atau nomor KK ditolak."),
    )
    sheet = forms.CharField(
        label=gettext_lazy("Nama lembar"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Isi bila beberapa lembar memuat tabel yang cocok."),
    )
    region: forms.ModelChoiceField[Region] = forms.ModelChoiceField(
        label=gettext_lazy("Wilayah yang dirinci"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Provinsi (per kabupaten/kota)"),
        help_text=gettext_lazy("Pilih kabupaten/kota bila tabelnya mendaftar kecamatannya."),
    )
    document: forms.ModelChoiceField[Document] = forms.ModelChoiceField(
        label=gettext_lazy("Dokumen sumber"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Dokumen baru, diisi di bawah"),
    )
    source_title = forms.CharField(
        label=gettext_lazy("Judul dokumen baru"), max_length=250, required=False
    )
    source_kind = forms.ChoiceField(
        label=gettext_lazy("Jenis dokumen"), choices=DocumentKind.choices, required=False
    )
    source_number = forms.CharField(
        label=gettext_lazy("Nomor dokumen"), max_length=120, required=False
    )
    source_date = forms.DateField(
        label=gettext_lazy("Tanggal dokumen"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    source_publisher = forms.CharField(
        label=gettext_lazy("Penerbit dokumen"), max_length=160, required=False
    )

    def __init__(
        self, *args: Any, target: ImportTarget, is_new: bool, scope: str | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["document"].queryset = Document.objects.order_by("title")
        fields["unit"].queryset = target.units()
        if is_new:
            del self.fields["unit"], self.fields["public_note"]
        if not target.regional or is_new:
            del self.fields["region"]
            return
        regions = Region.objects.filter(level=RegionLevel.REGENCY).order_by("code")
        if scope is not None:
            regions = regions.filter(code=scope)
            fields["region"].required, fields["region"].empty_label = True, None
            fields["region"].initial = scope
        fields["region"].queryset = regions

    def clean(self) -> dict[str, Any]:
        """A source is chosen or described."""
        values = super().clean() or self.cleaned_data
        if values.get("document") is None:
            for name in _NEW_SOURCE:
                if not values.get(name) and name not in self.errors:
                    message = _("Pilih dokumen sumber, atau isi bagian ini untuk dokumen baru.")
                    self.add_error(name, ValidationError(message))
        return values

    def about(self) -> dict[str, Any]:
        """Return what ``batch_upload`` wants to know beside the file and the new unit."""
        values = self.cleaned_data
        document = values["document"]
        about: dict[str, Any] = {
            "sheet": values["sheet"],
            "document": document,
            "region": values.get("region"),
            "public_note": values.get("public_note", ""),
        }
        if document is None:
            names = ("title", "kind", "number", "publisher")
            about["document_values"] = {name: values[f"source_{name}"] for name in names}
            if values["source_date"]:
                about["document_values"]["date"] = values["source_date"].isoformat()
        return about


class ConfirmForm(forms.Form):
    """A step that needs no more than a click."""


class ReasonForm(forms.Form):
    """A step that needs a sentence."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=1000,
        validators=[_explaining],
        widget=forms.Textarea({"rows": 3, "cols": 60}),
    )
