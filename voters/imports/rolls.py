"""Voter rolls by region: DPT tables and those of continuous updating."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from kpuntt.formatting import DASHES
from kpuntt.imports.kinds import Accepted, Draft, ImportColumn, ImportKind, Record, Sum, ValueType
from kpuntt.imports.words import plain_text
from kpuntt.reconciliation import Check
from kpuntt.regions.models import Region
from voters import rules
from voters.checks import AREA, place_name
from voters.imports.columns import (
    FEMALE,
    MALE,
    PLACE_ALIASES,
    PROVINCE,
    REGION,
    REGION_ALIASES,
    TOTAL,
    regions_of,
)

#: The figures of a roll by the name of their column.
FIGURES: Mapping[str, str] = {
    "kecamatan": "districts",
    "desa_kelurahan": "villages",
    "tps": "polling_stations",
    "tps_lokasi_khusus": "special_stations",
    "laki_laki": "male",
    "perempuan": "female",
    "jumlah": "total",
    "sebelumnya": "previous",
    "baru": "new",
    "baru_laki_laki": "new_male",
    "baru_perempuan": "new_female",
    "tms": "ineligible",
    "tms_laki_laki": "ineligible_male",
    "tms_perempuan": "ineligible_female",
    "perbaikan": "corrected",
    "perbaikan_laki_laki": "corrected_male",
    "perbaikan_perempuan": "corrected_female",
}
SECOND_REGION = "wilayah_kedua"
SPECIAL_STATIONS = re.compile(r"([0-9]+) TPS Lok(?:sus|asi Khusus)", re.IGNORECASE)
_NEW = ("Pemilih Baru", "Baru", "Jumlah Pemilih Baru")
_INELIGIBLE = (
    "Pemilih TMS",
    "TMS",
    "Tidak Memenuhi Syarat",
    "Pemilih Tidak Memenuhi Syarat",
    "Pemilih Tidak Memenuhi Syarat (TMS)",
    "Jumlah TMS",
)
_CORRECTED = (
    "Perbaikan Data",
    "Perbaikan Data Pemilih",
    "Perbaikan",
    "Pemilih Perbaikan Data",
    "Ubah Data",
    "Pemilih Ubah Data",
)
_PREVIOUS = (
    "Pemilih Sebelumnya",
    "Daftar Sebelumnya",
    "Daftar Asal",
    "Jumlah Sebelumnya",
    "DPB Sebelumnya",
    "PDPB Sebelumnya",
    "DPT Terakhir",
    "Jumlah Pemilih Sebelumnya",
    "Pemilih Periode Sebelumnya",
    "Jumlah Pemilih Periode Sebelumnya",
    "Pemilih Awal",
)


def _below(groups: tuple[str, ...], leaves: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" ".join(pair) for pair in product(groups, leaves))


def _count(name: str, label: str, *aliases: str, text: str = "") -> ImportColumn:
    return ImportColumn(name, label, ValueType.COUNT, aliases, help=text)


def _split(name: str, label: str, groups: tuple[str, ...]) -> tuple[ImportColumn, ...]:
    """Declare a figure of continuous updating with its two sexes."""
    return (
        _count(f"{name}_laki_laki", f"{label} laki-laki", *_below(groups, MALE)),
        _count(f"{name}_perempuan", f"{label} perempuan", *_below(groups, FEMALE)),
        _count(name, f"{label}", *groups, *_below(groups, TOTAL)),
    )


def _arrange_roll(drafts: Sequence[Draft], within: str) -> None:  # noqa: ARG001
    """Compare code and name where a row has both, and read the special polling stations."""
    for draft in drafts:
        second = draft.values.get(SECOND_REGION)
        if second is not None and draft.values.get(REGION) not in {None, second}:
            draft.refuse(
                SECOND_REGION,
                "Nama dan kode dalam baris ini menunjuk wilayah yang berbeda.",
                "Perbaiki salah satunya menurut dokumen asli.",
            )
    _read_special_stations(drafts)


def _read_special_stations(drafts: Sequence[Draft]) -> None:
    """Read special polling stations from the remarks, where a row of the table names any."""
    remarks = [plain_text(draft.printed.get("keterangan", "")) for draft in drafts]
    if not any(SPECIAL_STATIONS.fullmatch(remark) for remark in remarks):
        return
    for draft, remark in zip(drafts, remarks, strict=True):
        match = SPECIAL_STATIONS.fullmatch(remark)
        if draft.values.get("tps_lokasi_khusus") is not None:
            continue
        if match:
            draft.values["tps_lokasi_khusus"] = int(match[1])
        elif remark in DASHES:
            draft.values["tps_lokasi_khusus"] = 0


def _below_the_top(records: Sequence[Record]) -> Sequence[Record]:
    """Leave out the row of the province where its regencies are listed beside it."""
    below = [record for record in records if record.values[REGION] != PROVINCE]
    return below or records


def _roll_figures(region: Region, values: Mapping[str, Any]) -> rules.RollFigures:
    return rules.RollFigures(
        region.code,
        place_name(region),
        {figure: values.get(column) for column, figure in FIGURES.items()},
    )


def _check_roll(table: Accepted) -> Sequence[Check]:
    return list(_roll_checks(table.records, table.printed if table.complete else None))


def _roll_checks(records: Sequence[Record], printed: Mapping[str, Any] | None) -> Iterator[Check]:
    regions = regions_of(records)
    rows = {
        code: _roll_figures(regions[code], record.values)
        for record in records
        for code in [record.values[REGION]]
    }
    for row in rows.values():
        yield from rules.check_row(row)
        if row.get("previous") is not None:
            yield from rules.check_continuity(row, None)
    parents = {regions[record.values[REGION]].parent_id for record in _below_the_top(records)}
    if printed is None or len(parents) != 1 or None in parents:
        return
    (parent_code,) = parents
    parent = _roll_figures(Region.objects.get(code=parent_code), printed)
    parts = [
        rows.get(region.code) or rules.RollFigures(region.code, place_name(region), {})
        for region in Region.objects.filter(parent_id=parent_code).order_by("code")
    ]
    yield from rules.check_row(parent)
    yield from rules.check_children(parent, parts)


ROLL = ImportKind(
    name="daftar-pemilih",
    title="Daftar pemilih per wilayah",
    area=AREA,
    key=(REGION,),
    columns=(
        ImportColumn(
            REGION,
            "Wilayah",
            ValueType.REGION,
            REGION_ALIASES,
            required=True,
            help="Nama resmi atau kode Kemendagri bertitik. “Kupang” saja berarti kabupaten.",
        ),
        ImportColumn(
            SECOND_REGION,
            "Nama atau kode wilayah",
            ValueType.REGION,
            PLACE_ALIASES,
            alternative=True,
        ),
        _count("kecamatan", "Jumlah kecamatan", "Kec", "Jml Kec", "Jumlah Kec"),
        _count(
            "desa_kelurahan",
            "Jumlah desa/kelurahan",
            "Jumlah Desa/Kel",
            "Jml Desa/Kel",
            "Desa/Kel",
            "Kel/Desa",
            "Jumlah Kel/Desa",
        ),
        _count("tps", "Jumlah TPS", "TPS", "Jml TPS", text="Termasuk TPS lokasi khusus."),
        _count(
            "tps_lokasi_khusus",
            "TPS lokasi khusus",
            "TPS Loksus",
            "Loksus",
            "TPS Khusus",
            text="Bagian dari jumlah TPS.",
        ),
        _count("sebelumnya", "Pemilih sebelumnya", *_PREVIOUS, *_below(_PREVIOUS, TOTAL)),
        *_split("baru", "Pemilih baru", _NEW),
        *_split("tms", "Pemilih TMS", _INELIGIBLE),
        *_split("perbaikan", "Perbaikan data", _CORRECTED),
        ImportColumn("laki_laki", "Laki-laki", ValueType.COUNT, MALE),
        ImportColumn("perempuan", "Perempuan", ValueType.COUNT, FEMALE),
        ImportColumn(
            "jumlah",
            "L+P",
            ValueType.COUNT,
            (*TOTAL, "Jumlah Pemilih", "Jumlah Total", "Laki-laki + Perempuan", "Pemilih"),
            required=True,
            help="Jumlah pemilih seperti tercetak; portal membandingkannya dengan L+P.",
        ),
        ImportColumn("keterangan", "Keterangan", ValueType.TEXT, ("Ket", "Ket.", "Catatan")),
    ),
    groups=(
        "Daftar Pemilih Tetap",
        "Daftar Pemilih",
        "Daftar Pemilih Sementara",
        "DPT",
        "DPS",
        "DPSHP",
        "DPB",
        "PDPB",
        "DPTb",
        "Jumlah Pemilih",
        "Jumlah Pemilih Terkini",
        "Pemilih Terkini",
        "Rekapitulasi",
        "Jenis Kelamin",
        "Pemilih",
    ),
    sums=(
        Sum("jumlah", ("laki_laki", "perempuan"), "L+P"),
        Sum("baru", ("baru_laki_laki", "baru_perempuan"), "L+P"),
        Sum("tms", ("tms_laki_laki", "tms_perempuan"), "L+P"),
        Sum("perbaikan", ("perbaikan_laki_laki", "perbaikan_perempuan"), "L+P"),
    ),
    arrange=_arrange_roll,
    summed=_below_the_top,
    check=_check_roll,
    lists_regions=True,
    examples=(
        {
            REGION: "Kupang",
            "tps": "612",
            "tps_lokasi_khusus": "-",
            "laki_laki": "133451",
            "perempuan": "133895",
            "jumlah": "267346",
        },
        {
            REGION: "Timor Tengah Selatan",
            "tps": "770",
            "tps_lokasi_khusus": "1",
            "laki_laki": "171843",
            "perempuan": "179196",
            "jumlah": "351039",
        },
    ),
)
