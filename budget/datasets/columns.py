"""Columns that both datasets of the budget area share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpuntt.exports.dataset import Column, ColumnType, Text
from kpuntt.provenance.models import DocumentKind

TEXT, INTEGER, DECIMAL, YEAR, BOOLEAN = (
    ColumnType.TEXT,
    ColumnType.INTEGER,
    ColumnType.DECIMAL,
    ColumnType.YEAR,
    ColumnType.BOOLEAN,
)

SOURCE_COLUMNS = (
    Column("sumber", _("Sumber"), TEXT, "citation__document__title", _("Judul dokumen sumber.")),
    Column(
        "jenis_sumber",
        _("Jenis sumber"),
        TEXT,
        "citation__document__kind",
        _("Pers dan kompilasi adalah sumber sekunder."),
        labels=dict(DocumentKind.choices),
    ),
    Column("tempat", _("Letak"), TEXT, "citation__place", _("Letak angka di dalam dokumen.")),
)
NOTE = Column("catatan", _("Catatan"), TEXT, "note", _("Catatan tentang baris ini."))


def rupiah(name: str, label: Text, source: str, description: Text) -> Column:
    """Return a column of whole rupiah."""
    return Column(name, label, INTEGER, source, description, "rupiah")
