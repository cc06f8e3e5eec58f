"""The source of a draft: one document and place for all lines that have none of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
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

    def clean(self) -> dict[str, Any] | None:
        """Refuse what belongs to another unit of this kind, in whatever version: its address."""
        cleaned = super().clean() or self.cleaned_data
        units = type(self.instance)._default_manager
        kin = units.filter(pk=self.instance.pk).values("slug")
        for constraint in self.instance._meta.constraints:
            fields = getattr(constraint, "fields", ())
            names = [name for name in fields if name != "version"]
            if "version" not in fields or not set(names) <= set(cleaned):
                continue
            taken = {name: cleaned[name] for name in names}
            if units.filter(**taken).exclude(slug__in=kin).exists():
                label = str(self.fields[names[0]].label)
                message = gettext("%(label)s “%(value)s” sudah dipakai. Pilih %(name)s lain.")
                values = {"label": label, "value": taken[names[0]], "name": label.lower()}
                self.add_error(names[0], message % values)
        return cleaned

    def clean_public_note(self) -> str:
        """Insist on the note that readers of a correction are owed."""
        note: str = self.cleaned_data["public_note"].strip()
        if self.instance.version > 1 and not note:
            raise forms.ValidationError(
                _("Tulis catatan untuk publik: apa yang diperbaiki dan mengapa.")
            )
        return note


@dataclass(frozen=True, slots=True)
class Place:
    """What the lines of a table share of their citations; each of them names its own row."""

    document: int
    page: str
    table: str

    #: The columns of ``Citation`` in the same order.
    columns: ClassVar[tuple[str, ...]] = ("document", "page", "table")

    @classmethod
    def of(cls, citation: Citation) -> Place:
        """Return the place of a citation."""
        return cls(citation.document_id, citation.page, citation.table)


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

    def __init__(self, *args: Any, place: Place | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        #: The place that most stored lines share.
        self.place = place
        self._cited: dict[str, Citation] = {}
        if place is not None:
            self.initial = {
                **self.initial,
                "source_document": place.document,
                "source_page": place.page,
                "source_table": place.table,
            }

    @property
    def named(self) -> Place:
        """The place that was named."""
        given = self.cleaned_data
        return Place(given["source_document"].pk, given["source_page"], given["source_table"])

    def cite(self, row: str = "") -> Citation:
        """Return the citation of a row in the place that was named, making it if it is new."""
        if row not in self._cited:
            given = self.cleaned_data
            self._cited[row] = citation_get(
                document=given["source_document"],
                page=given["source_page"],
                table=given["source_table"],
                row=row,
            )
        return self._cited[row]

    def follow(self, own: Citation) -> Citation:
        """Return what a stored line cites from now on.

        A line of the former place keeps its row and gets the place that was named; a line with a
        source of its own keeps that.
        """
        if Place.of(own) != self.place or self.named == self.place:
            return own
        return self.cite(own.row)


def common_place(lines: Iterable[tuple[int, str, str]]) -> Place | None:
    """Return the place (document, page, table) that most lines share."""
    counted = Counter(lines).most_common(1)
    return Place(*counted[0][0]) if counted else None
