"""Columns and filters that datasets of all areas share: region, source, note."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kpuntt.exports.dataset import Column, ColumnType, Filter
from kpuntt.provenance.models import DocumentKind
from kpuntt.regions.expressions import full_name
from kpuntt.regions.models import Region, RegionLevel

#: The register that codes of regions are taken from.
KEMENDAGRI = _("Kode wilayah administrasi pemerintahan (Kepmendagri 300.2.2-2138 Tahun 2025)")
TEXT = ColumnType.TEXT
INTEGER = ColumnType.INTEGER
DECIMAL = ColumnType.DECIMAL
DATE = ColumnType.DATE
BOOLEAN = ColumnType.BOOLEAN


def region_choices() -> Sequence[tuple[str, str]]:
    """Return the codes and names of the province and its regencies and cities."""
    regions = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    return [(region.code, region.full_name) for region in regions.order_by("code")]


def region_filter(path: str = "") -> Filter:
    """Return the filter for the row's own region, found at ``path``; not those that lie in it."""
    return Filter(
        "wilayah",
        _("Wilayah"),
        _("kode wilayah Kemendagri, misalnya 53.07"),
        region_choices,
        lambda queryset, code: queryset.filter(**{f"{path}region_id": code}),
    )


def region_columns(path: str = "") -> tuple[Column, Column]:
    """Return the columns that name the region of a row, found at ``path``."""
    return (
        Column(
            "kode_wilayah",
            _("Kode"),
            TEXT,
            f"{path}region_id",
            _("Kode wilayah Kemendagri bertitik."),
            classification=KEMENDAGRI,
        ),
        Column(
            "nama_wilayah",
            _("Wilayah"),
            TEXT,
            full_name(f"{path}region__"),
            _("Nama resmi wilayah."),
        ),
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
