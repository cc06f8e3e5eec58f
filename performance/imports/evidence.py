"""Evidence tables of a performance report: legal documents and office buildings."""

from __future__ import annotations

from collections.abc import Sequence

from kpuntt.formatting import DASHES
from kpuntt.imports.kinds import Accepted, Draft, ImportColumn, ImportKind, ValueType
from kpuntt.reconciliation import Check
from performance import rules
from performance.checks import AREA
from performance.models import BuildingCondition, Ownership

#: What a whole number of the database holds, in square metres.
_LARGEST_AREA = 2**31 - 1


def _check_legal(table: Accepted) -> Sequence[Check]:
    if table.printed is None or not table.complete:
        return ()
    columns = ("fisik", "web")
    return list(
        rules.check_legal_totals(
            {
                record.printed["kode_wilayah"]: {name: record.values.get(name) for name in columns}
                for record in table.records
            },
            {name: table.printed.get(name) for name in columns},
        )
    )


LEGAL_DOCUMENTS = ImportKind(
    name="produk-hukum",
    title="Produk hukum dalam JDIH",
    area=AREA,
    key=("kode_wilayah",),
    columns=(
        ImportColumn(
            "kode_wilayah",
            "Wilayah",
            ValueType.REGION,
            ("Jenis Dokumen", "Satker", "Kabupaten/Kota", "Kab/Kota", "Kode Wilayah"),
            required=True,
            prefixes=("Keputusan Komisi Pemilihan Umum ", "Keputusan KPU "),
            help="Nama wilayah, juga sesudah kata “Keputusan Komisi Pemilihan Umum”.",
        ),
        ImportColumn(
            "fisik", "Fisik", ValueType.COUNT, ("Fisik/Hardcopy", "Hardcopy"), required=True
        ),
        ImportColumn("web", "Web", ValueType.COUNT, ("Web/Softcopy", "Softcopy"), required=True),
    ),
    check=_check_legal,
    lists_regions=True,
    examples=({"kode_wilayah": "Kota Kupang", "fisik": "102", "web": "102"},),
)


def _no_checks(table: Accepted) -> Sequence[Check]:  # noqa: ARG001
    return ()


def _conditions() -> dict[str, str]:
    return {item.label: item.value for item in BuildingCondition}


def _arrange_offices(drafts: Sequence[Draft], within: str) -> None:  # noqa: ARG001
    """Keep each printed area beside the number that it means, if it can mean only one.

    A building has a condition: an area without one, or a row without a building, would be lost.
    """
    for draft in drafts:
        for ownership in Ownership:
            name = f"{ownership}_luas"
            printed = draft.values.get(name)
            if printed in DASHES:
                printed = draft.values[name] = None
            draft.values[f"{name}_m2"] = rules.parse_area(printed) if printed else None
        if draft.problems:
            continue
        buildings = [item for item in Ownership if draft.values.get(f"{item}_kondisi")]
        for ownership in Ownership:
            if draft.values.get(f"{ownership}_luas") and ownership not in buildings:
                problem = "Luas ini tidak mempunyai kondisi di sebelahnya."
                draft.refuse(f"{ownership}_luas", problem, "Isi kondisinya atau hapus luasnya.")
            elif (draft.values[f"{ownership}_luas_m2"] or 0) > _LARGEST_AREA:
                draft.refuse(f"{ownership}_luas", "Luas ini terlalu besar.", "Periksa luasnya.")
        if not buildings and not draft.problems:
            problem = "Baris ini tidak menyebut satu gedung pun."
            draft.refuse("kode_wilayah", problem, "Isi kondisi gedungnya atau hapus barisnya.")


def _building(ownership: Ownership, *groups: str) -> tuple[ImportColumn, ImportColumn]:
    names = (ownership.label, *groups)
    return (
        ImportColumn(
            f"{ownership}_kondisi",
            f"{ownership.label} kondisi",
            ValueType.CHOICE,
            tuple(f"{name} Kondisi" for name in names),
            choices=_conditions,
            figure=True,
        ),
        ImportColumn(
            f"{ownership}_luas",
            f"{ownership.label} luas",
            ValueType.TEXT,
            tuple(f"{name} Luas" for name in names),
            figure=True,
            help="Seperti tercetak, misalnya 584 m2.",
        ),
    )


OFFICES = ImportKind(
    name="gedung-kantor",
    title="Gedung kantor",
    area=AREA,
    key=("kode_wilayah",),
    columns=(
        ImportColumn(
            "kode_wilayah",
            "Satker",
            ValueType.REGION,
            ("Satuan Kerja", "Nama Satker", "Wilayah", "Kabupaten/Kota"),
            required=True,
        ),
        *_building(Ownership.OWNED, "Milik"),
        *_building(Ownership.RENTED),
        *_building(Ownership.BORROWED, "Pinjam"),
    ),
    groups=("Status Kepemilikan", "Kepemilikan", "Status"),
    needs_one_of=("milik_kondisi", "sewa_kondisi", "pinjam_kondisi"),
    arrange=_arrange_offices,
    check=_no_checks,
    lists_regions=True,
    examples=(
        {"kode_wilayah": "KPU Kupang", "milik_kondisi": "Baik", "milik_luas": "584 m2"},
        {
            "kode_wilayah": "KPU Timor Tengah Utara",
            "milik_kondisi": "Rusak berat",
            "milik_luas": "550 m2",
            "pinjam_kondisi": "Rusak ringan",
            "pinjam_luas": "300 m2",
        },
    ),
)
