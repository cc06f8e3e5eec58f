"""Reasons for entering or leaving a roll, for one region or several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kpuntt.imports.kinds import Accepted, Draft, ImportColumn, ImportKind, Record, Sum, ValueType
from kpuntt.reconciliation import Check
from kpuntt.regions.models import Region
from voters import rules
from voters.checks import AREA, place_name
from voters.imports.columns import (
    FEMALE,
    MALE,
    PROVINCE,
    REGION,
    REGION_ALIASES,
    TOTAL,
    regions_of,
)
from voters.models import ReasonDirection, ReasonKind


def _reasons() -> dict[str, str]:
    kinds = list(ReasonKind.objects.order_by("direction", "code"))
    return {kind.name: kind.code for kind in kinds}


def _check_reasons(table: Accepted) -> Sequence[Check]:
    return list(_reason_checks(table.records, table.printed if table.complete else None))


def _reason_checks(records: Sequence[Record], printed: Mapping[str, Any] | None) -> Iterator[Check]:
    kinds = {kind.code: kind for kind in ReasonKind.objects.all()}
    regions = regions_of(records)
    listed: dict[str, dict[str, dict[str, int | None]]] = {}
    for record in records:
        region, kind = regions[record.values[REGION]], kinds[record.values["alasan"]]
        sexes = {"male": "laki_laki", "female": "perempuan", "total": "jumlah"}
        figures = {figure: record.values.get(column) for figure, column in sexes.items()}
        if figures["male"] is not None or figures["female"] is not None:
            where = f"{place_name(region)}, {kind.name}"
            yield from rules.check_row(rules.RollFigures(region.code, where, figures))
        if kind.changes_roll:
            by_region = listed.setdefault(kind.direction, {}).setdefault(region.code, {})
            by_region[kind.name] = figures["total"]
    if printed is None or len(listed) != 1:
        return
    ((direction, by_region_code),) = listed.items()
    total = printed.get("jumlah")
    if len(by_region_code) == 1:
        ((code, reasons),) = by_region_code.items()
        yield from _check_listed(regions[code], direction, reasons, total)
        return
    name = "new" if direction == ReasonDirection.NEW else "ineligible"
    parent = Region.objects.get(code=PROVINCE)
    rows = [
        rules.RollFigures(code, place_name(regions[code]), {name: _sum(reasons)})
        for code, reasons in by_region_code.items()
    ]
    yield from rules.check_children(
        rules.RollFigures(parent.code, place_name(parent), {name: total}), rows
    )


def _check_listed(
    region: Region, direction: str, reasons: Mapping[str, int | None], total: int | None
) -> Iterator[Check]:
    """Compare the printed sum of a list of reasons with the reasons themselves."""
    if direction == ReasonDirection.NEW:
        row = rules.RollFigures(
            region.code, place_name(region), {"new": total}, new_reasons=reasons
        )
    else:
        row = rules.RollFigures(
            region.code, place_name(region), {"ineligible": total}, ineligible_reasons=reasons
        )
    yield from (check for check in rules.check_row(row) if check.rule is rules.REASONS)


def _sum(reasons: Mapping[str, int | None]) -> int | None:
    known = [value for value in reasons.values() if value is not None]
    return sum(known) if len(known) == len(reasons) else None


def _arrange_reasons(drafts: Sequence[Draft], within: str) -> None:
    """A table without a column of regions is about the region that was chosen, or all."""
    for draft in drafts:
        draft.values.setdefault(REGION, within or PROVINCE)


REASONS = ImportKind(
    name="alasan-tms",
    title="Alasan pemilih TMS dan pemilih baru",
    area=AREA,
    key=(REGION, "alasan"),
    columns=(
        ImportColumn(
            REGION,
            "Wilayah",
            ValueType.REGION,
            REGION_ALIASES,
            spans=True,
            help="Boleh tidak ada bila tabelnya untuk seluruh provinsi.",
        ),
        ImportColumn(
            "alasan",
            "Alasan",
            ValueType.CHOICE,
            ("Alasan TMS", "Jenis TMS", "Kategori TMS", "Keterangan TMS", "Uraian", "Kategori"),
            required=True,
            choices=_reasons,
            help="Nama alasan menurut peraturan yang berlaku.",
        ),
        ImportColumn("laki_laki", "Laki-laki", ValueType.COUNT, MALE),
        ImportColumn("perempuan", "Perempuan", ValueType.COUNT, FEMALE),
        ImportColumn(
            "jumlah",
            "Jumlah",
            ValueType.COUNT,
            (*TOTAL, "Jumlah Pemilih", "Jumlah TMS"),
            required=True,
        ),
    ),
    groups=("Jenis Kelamin", "Jumlah Pemilih", "Pemilih TMS", "Jumlah"),
    sums=(Sum("jumlah", ("laki_laki", "perempuan"), "L+P"),),
    arrange=_arrange_reasons,
    check=_check_reasons,
    examples=(
        {REGION: "Nusa Tenggara Timur", "alasan": "Pindah keluar", "jumlah": "3994"},
        {REGION: "Nusa Tenggara Timur", "alasan": "Meninggal", "jumlah": "9936"},
    ),
)
