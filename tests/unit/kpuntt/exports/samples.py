from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet

from kpuntt.exports.dataset import Column, ColumnType, Dataset, Filter
from kpuntt.exports.writers import Provenance
from kpuntt.regions.models import Region, RegionKind, RegionLevel

REGENCY_COUNT = 22

PROVENANCE = Provenance(
    address="https://portal.example/data/kabupaten.csv",
    as_of="2024-09-22",
    publisher="KPU Provinsi Nusa Tenggara Timur",
    sources=("Laporan Kinerja 2024", "=Keputusan"),
    criteria={"bentuk": "kota"},
)


def _rows() -> QuerySet[Any]:
    return (
        Region.objects.at_level(RegionLevel.REGENCY)
        .annotate(districts=Count("children"))
        .order_by("code")
    )


def _kinds() -> Sequence[tuple[str, str]]:
    return [(kind.value, str(kind.label)) for kind in (RegionKind.REGENCY, RegionKind.CITY)]


def _of_kind(queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
    return queryset.filter(kind=value)


REGENCIES = Dataset(
    name="kabupaten",
    title="Kabupaten dan kota",
    description="Kabupaten dan kota di Nusa Tenggara Timur.",
    columns=(
        Column("kode_wilayah", "Kode wilayah", ColumnType.TEXT, "code", "Kode Kemendagri."),
        Column("nama_wilayah", "Nama", ColumnType.TEXT, "name", "Nama tanpa bentuk."),
        Column(
            "bentuk",
            "Bentuk",
            ColumnType.TEXT,
            "kind",
            "Kabupaten atau kota.",
            labels={kind.value: str(kind.label) for kind in RegionKind},
        ),
        Column(
            "kecamatan",
            "Kecamatan",
            ColumnType.INTEGER,
            "districts",
            "Jumlahnya.",
            unit="kecamatan",
        ),
        Column(
            "lintang", "Lintang", ColumnType.DECIMAL, "latitude", "Lintang ibu kota.", "derajat"
        ),
        Column("berlaku", "Berlaku sejak", ColumnType.DATE, "valid_from", "Tanggal berlaku."),
    ),
    rows=_rows,
    areas=("regions",),
    key=("kode_wilayah",),
    filters=(Filter("bentuk", "Bentuk", "Kabupaten atau kota.", _kinds, _of_kind),),
    attribution="Data wilayah: contoh atribusi.",
)

CELLS = Dataset(
    name="sel",
    title="Sel",
    description="Teks dan bilangan.",
    columns=(
        Column("teks", "Teks", ColumnType.TEXT, "name", "Teks bebas."),
        Column("bilangan", "Bilangan", ColumnType.INTEGER, "pk", "Bilangan bulat."),
    ),
    rows=_rows,
    areas=("regions",),
    key=("bilangan",),
)
