"""Loading budget snapshots and grants as transcribed in ``fixtures/budget/``.

A unit that is already there is left alone, whatever its version: corrections go through people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from django.db import transaction

from budget.codes import DEPTHS, placed
from budget.models import (
    AbsorptionTarget,
    BudgetLine,
    BudgetSnapshot,
    GrantLine,
    GrantReport,
    RestatedFigure,
    Restatement,
)
from kpuntt.caching.services import generation_bump_on_change
from kpuntt.fixture_files import read_rows, read_tables
from kpuntt.formatting import FigureError, parse_count, parse_decimal
from kpuntt.provenance.models import Citation, Document
from kpuntt.provenance.services import citation_get
from kpuntt.publishing.history import unrecorded
from kpuntt.publishing.services import publication_load
from kpuntt.regions.models import Region
from kpuntt.regions.selectors import region_resolve

NOTE = "Dimuat dari salinan dokumen sumber oleh perintah load_budget."
UNITS = "budget/snapshots.toml"
AMOUNTS = {"pagu": "ceiling", "realisasi": "realisation", "sisa": "remaining"}

Row = dict[str, str]
Value = TypeVar("Value", int, Decimal)


@transaction.atomic
@unrecorded()
def budget_load() -> tuple[int, int]:
    """Load what is not there yet; return how many snapshots and grant reports were added."""
    with generation_bump_on_change(area=BudgetSnapshot.area, read=_targets):
        _targets_load()
    return _snapshots_load(), _grants_load()


def _targets() -> object:
    return list(AbsorptionTarget.objects.order_by("pk").values_list())


def _targets_load() -> None:
    for row in read_rows("budget/absorption_targets.csv"):
        AbsorptionTarget.objects.update_or_create(
            expenditure_type=row["kode"],
            quarter=int(row["triwulan"]),
            defaults={
                "name": row["jenis_belanja"],
                "percent": _required("absorption_targets.csv", row, "persen", parse_decimal),
                "source": row["sumber"],
            },
        )


def _snapshots_load() -> int:
    lines = _grouped("budget_lines.csv", "realisasi_anggaran")
    restatements = _grouped("restatements.csv", "realisasi_anggaran")
    added = 0
    for table in read_tables(UNITS, "snapshot"):
        if BudgetSnapshot.objects.filter(slug=table["slug"]).exists():
            continue
        snapshot = _snapshot(dict(table))
        _lines(snapshot, lines[snapshot.slug])
        for row in restatements[snapshot.slug]:
            _restatement(snapshot, row)
        publication_load(unit=snapshot, note=NOTE)
        added += 1
    return added


def _snapshot(values: dict[str, Any]) -> BudgetSnapshot:
    place = {name: values.pop(name) for name in ("dokumen", "halaman", "tabel")}
    return BudgetSnapshot.objects.create(**values, citation=_citation(place))


def _lines(snapshot: BudgetSnapshot, rows: list[Row]) -> None:
    for row in rows:
        if row["tingkat"] not in DEPTHS:
            message = f"budget_lines.csv: tingkat “{row['tingkat']}” tidak dikenal. {_where(row)}"
            raise ValueError(message)
    places = placed([(row["kode_tercetak"], row["tingkat"]) for row in rows])
    lines: dict[str, BudgetLine] = {}
    for row, (code, _parent) in zip(rows, places, strict=True):
        lines[code] = BudgetLine.objects.create(
            snapshot=snapshot,
            order=int(row["urutan"]),
            level=row["tingkat"],
            printed_code=row["kode_tercetak"],
            code=code,
            name=row["uraian"],
            percent=_read("budget_lines.csv", row, "persen", parse_decimal),
            citation=_citation(row),
            note=row["catatan"],
            **{
                field: _read("budget_lines.csv", row, name, parse_count)
                for name, field in AMOUNTS.items()
            },
        )
    # The total may be printed below its programmes, so a parent may come after its parts.
    for code, parent in places:
        if parent is not None:
            lines[code].parent = lines[parent]
            lines[code].save(update_fields=["parent"])


def _restatement(snapshot: BudgetSnapshot, row: Row) -> None:
    is_percent = row["angka"] == RestatedFigure.PERCENT
    name = "restatements.csv"
    Restatement.objects.create(
        snapshot=snapshot,
        order=int(row["urutan"]),
        figure=row["angka"],
        amount=None if is_percent else _required(name, row, "nilai", parse_count),
        percent=_required(name, row, "nilai", parse_decimal) if is_percent else None,
        citation=_citation(row),
    )


def _grants_load() -> int:
    rows = _grouped("grants.csv", "hibah")
    added = 0
    for table in read_tables(UNITS, "grants"):
        if GrantReport.objects.filter(slug=table["slug"]).exists():
            continue
        report = GrantReport.objects.create(**table)
        for row in rows[report.slug]:
            is_total = row["baris_jumlah"] == "ya"
            GrantLine.objects.create(
                report=report,
                order=int(row["urutan"]),
                is_total=is_total,
                region=None if is_total else _region(row),
                printed_name=row["nama_tercetak"],
                regent=_read("grants.csv", row, "pilbup", parse_count),
                governor=_read("grants.csv", row, "pilgub", parse_count),
                citation=_citation(row),
                note=row["catatan"],
            )
        publication_load(unit=report, note=NOTE)
        added += 1
    return added


def _region(row: Row) -> Region:
    region = region_resolve(row["nama_tercetak"])
    if region is None:
        message = f"grants.csv: wilayah “{row['nama_tercetak']}” tidak dikenal. {_where(row)}"
        raise LookupError(message)
    return region


def _grouped(name: str, key: str) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in read_rows(f"budget/{name}"):
        groups[row[key]].append(row)
    return groups


def _required(name: str, row: Row, column: str, parse: Callable[[str], Value | None]) -> Value:
    value = _read(name, row, column, parse)
    if value is None:
        message = f"{name}, kolom {column}: sel kosong. {_where(row)}"
        raise ValueError(message)
    return value


def _read(name: str, row: Row, column: str, parse: Callable[[str], Value | None]) -> Value | None:
    try:
        return parse(row[column])
    except FigureError as error:
        raise FigureError(error.value, f"{name}, kolom {column}: {error} {_where(row)}") from error


def _where(row: Row) -> str:
    return "Baris: " + ", ".join(value for value in row.values() if value)


def _citation(row: Row) -> Citation:
    return citation_get(
        document=Document.objects.get(slug=row["dokumen"]),
        page=row["halaman"],
        table=row.get("tabel", ""),
        row=row.get("baris", ""),
    )
