"""The source of a draft: one document and place for all lines that have none of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpuntt.provenance.models import Citation, Document
from kpuntt.provenance.services import citation_get
from kpuntt.publishing.desk import SHORTEST_REASON

if TYPE_CHECKING:
    UnitModelForm = forms.ModelForm[Any]
else:
    UnitModelForm = forms.ModelForm


class EditingForm(UnitModelForm):
    """The form of a draft; why it is changed is asked if others have seen it before."""

    change_reason = forms.CharField(
        label=_("Alasan perubahan"),
        max_length=1000,
        required=False,
        widget=forms.TextInput({"size": 80}),
        min_length=SHORTEST_REASON,
        help_text=_("Satu kalimat untuk riwayat: apa yang diubah dan mengapa."),
    )

    def clean_slug(self) -> str:
        """Refuse an address that belongs to another unit of this kind."""
        slug: str = self.cleaned_data["slug"]
        others = type(self.instance)._default_manager.filter(slug=slug)
        if self.instance.pk is not None:
            kin = type(self.instance)._default_manager.get(pk=self.instance.pk).slug
            others = others.exclude(slug=kin)
        if others.exists():
            raise forms.ValidationError(
                _("Alamat “%(slug)s” sudah dipakai. Pilih alamat lain.") % {"slug": slug}
            )
        return slug

    def clean_public_note(self) -> str:
        """Insist on the note that readers of a correction are owed."""
        note: str = self.cleaned_data["public_note"].strip()
        if self.instance.version > 1 and not note:
            raise forms.ValidationError(
                _("Tulis catatan untuk publik: apa yang diperbaiki dan mengapa.")
            )
        return note


class SourcedForm(EditingForm):
    """A draft whose lines are transcribed from one document, with exceptions."""

    source_document = forms.ModelChoiceField(
        label=_("Dokumen sumber"), queryset=Document.objects.order_by("title")
    )
    source_page = forms.CharField(label=_("Halaman atau bagian"), max_length=120, required=False)
    source_table = forms.CharField(
        label=_("Tabel"),
        max_length=160,
        required=False,
        help_text=_("Berlaku bagi semua baris yang tidak mempunyai rujukan sendiri."),
    )

    def __init__(self, *args: Any, citation: Citation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.citation = citation
        if citation is not None:
            self.initial = {
                **self.initial,
                "source_document": citation.document_id,
                "source_page": citation.page,
                "source_table": citation.table,
            }

    def save_citation(self) -> Citation:
        """Return the place that was named, making it if it is new."""
        given = self.cleaned_data
        return citation_get(
            document=given["source_document"],
            page=given["source_page"],
            table=given["source_table"],
            row=self._row(given),
        )

    def _row(self, given: dict[str, Any]) -> str:
        old = self.citation
        same = old is not None and (old.document, old.page, old.table) == (
            given["source_document"],
            given["source_page"],
            given["source_table"],
        )
        return old.row if same and old is not None else ""


def common_citation(ids: Iterable[int]) -> Citation | None:
    """Return the citation that most lines share."""
    counted = Counter(ids).most_common(1)
    if not counted:
        return None
    return Citation.objects.select_related("document").get(pk=counted[0][0])
