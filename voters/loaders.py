"""Loading rolls and election reports as transcribed in ``fixtures/voters/``.

A unit that is already there is left alone, whatever its version: corrections go through people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from kpuntt.caching.services import generation_bump_on_change
from kpuntt.fixture_files import read_rows, read_tables
from kpuntt.formatting import FigureError, parse_count, parse_decimal
from kpuntt.provenance.models import Citation, Document
from kpuntt.provenance.services import citation_get
from kpuntt.publishing.history import unrecorded
from kpuntt.publishing.services import publication_load
from voters.models import (
    Candidate,
    Contest,
    DisabilityCount,
    Election,
    ElectionReport,
    ElectionStage,
    FigureCitation,
    LogisticsItem,
    ReasonKind,
    Roll,
    RollLine,
    RollReason,
    Vote,
)

FIGURES = {
    "kecamatan": "districts",
    "desa_kelurahan": "villages",
    "tps": "polling_stations",
    "tps_lokasi_khusus": "special_stations",
    "laki_laki": "male",
    "perempuan": "female",
    "jumlah": "total",
    "sebelumnya": "previous",
    "baru": "new",
    "tms": "ineligible",
    "perbaikan": "corrected",
}
NOTE = "Dimuat dari salinan dokumen sumber oleh perintah load_voters."

Row = dict[str, str]


@transaction.atomic
@unrecorded()
def voters_load() -> tuple[int, int]:
    """Load what is not there yet; return how many rolls and election reports were added."""
    with generation_bump_on_change(area="voters", read=_reference):
        _reference_load()
    return _rolls_load(), _reports_load()


def _reference() -> object:
    return [
        list(model._default_manager.order_by("pk").values_list())
        for model in (Election, ReasonKind)
    ]


def _reference_load() -> None:
    for table in read_tables("voters/elections.toml", "election"):
        values = dict(table)
        parent = values.pop("parent", None)
        values["parent"] = Election.objects.get(slug=parent) if parent else None
        Election.objects.update_or_create(slug=values.pop("slug"), defaults=values)
    for row in read_rows("voters/reason_kinds.csv"):
        ReasonKind.objects.update_or_create(
            code=row["kode"],
            defaults={
                "name": row["alasan"],
                "direction": row["arah"],
                "changes_roll": row["mengubah_daftar"] == "ya",
                "regulation": row["dasar_hukum"],
            },
        )


def _rolls_load() -> int:
    lines = _grouped("roll_lines.csv", "daftar")
    reasons = _grouped("roll_reasons.csv", "daftar")
    citations = _grouped("figure_citations.csv", "daftar")
    disability = _grouped("disability.csv", "daftar")
    added = 0
    for table in read_tables("voters/rolls.toml", "roll"):
        if Roll.objects.filter(slug=table["slug"]).exists():
            continue
        roll = _roll(dict(table))
        for row in lines[roll.slug]:
            _line(roll, row, reasons[roll.slug], citations[roll.slug])
        for row in disability[roll.slug]:
            DisabilityCount.objects.create(
                roll=roll,
                region_id=row["kode_wilayah"],
                kind=row["ragam"],
                total=_required("disability.csv", row, "jumlah"),
                citation=_citation(row),
            )
        publication_load(unit=roll, note=NOTE)
        added += 1
    return added


def _roll(values: dict[str, Any]) -> Roll:
    election, baseline = values.pop("election", None), values.pop("baseline", None)
    return Roll.objects.create(
        **values,
        election=Election.objects.get(slug=election) if election else None,
        baseline=Roll.objects.published().get(slug=baseline) if baseline else None,
    )


def _line(roll: Roll, row: Row, reasons: list[Row], citations: list[Row]) -> None:
    code = row["kode_wilayah"]
    line = RollLine.objects.create(
        roll=roll,
        region_id=code,
        citation=_citation(row),
        note=row["catatan"],
        **{field: _count("roll_lines.csv", row, name) for name, field in FIGURES.items()},
    )
    listed = (item for item in reasons if item["kode_wilayah"] == code)
    for order, item in enumerate(listed, start=1):
        RollReason.objects.create(
            line=line,
            kind=ReasonKind.objects.get(code=item["alasan"]),
            order=order,
            total=_required("roll_reasons.csv", item, "jumlah"),
            citation=_citation(item),
        )
    for item in citations:
        if item["kode_wilayah"] == code:
            FigureCitation.objects.create(
                line=line, figure=FIGURES[item["angka"]], citation=_citation(item)
            )


def _reports_load() -> int:
    parts: list[tuple[str, Callable[[ElectionReport, Row], object]]] = [
        ("votes.csv", _vote),
        ("logistics.csv", _logistics),
        ("stages.csv", _stage),
    ]
    rows = {name: _grouped(name, "pemilihan") for name, _create in parts}
    slugs = sorted({slug for groups in rows.values() for slug in groups})
    added = 0
    for slug in slugs:
        if ElectionReport.objects.filter(slug=slug).exists():
            continue
        report = ElectionReport.objects.create(slug=slug, election=Election.objects.get(slug=slug))
        for name, create in parts:
            for row in rows[name][slug]:
                create(report, row)
        publication_load(unit=report, note=NOTE)
        added += 1
    return added


def _vote(report: ElectionReport, row: Row) -> Vote:
    contest, _ = Contest.objects.get_or_create(
        report=report, name=row["kontes"], status=row["status"]
    )
    candidate, _ = Candidate.objects.get_or_create(
        contest=contest,
        order=int(row["urutan"]),
        defaults={"name": row["calon"], "running_mate": row["wakil"]},
    )
    return Vote.objects.create(
        candidate=candidate,
        region_id=row["kode_wilayah"],
        votes=_required("votes.csv", row, "suara"),
        percent=parse_decimal(row["persen"]),
        citation=_citation(row),
    )


def _logistics(report: ElectionReport, row: Row) -> LogisticsItem:
    return LogisticsItem.objects.create(
        report=report,
        order=int(row["urutan"]),
        name=row["barang"],
        quantity=_required("logistics.csv", row, "jumlah"),
        citation=_citation(row),
    )


def _stage(report: ElectionReport, row: Row) -> ElectionStage:
    return ElectionStage.objects.create(
        report=report,
        order=int(row["urutan"]),
        name=row["tahapan"],
        starts_on=date.fromisoformat(row["mulai"]),
        ends_on=date.fromisoformat(row["selesai"]),
        printed_period=row["waktu_tercetak"],
        output=row["keluaran"],
        citation=_citation(row),
        note=row["catatan"],
    )


def _grouped(name: str, key: str) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in read_rows(f"voters/{name}"):
        groups[row[key]].append(row)
    return groups


def _required(name: str, row: Row, column: str) -> int:
    value = _count(name, row, column)
    if value is None:
        message = f"{name}, kolom {column}: sel kosong. Baris: {', '.join(row.values())}"
        raise ValueError(message)
    return value


def _count(name: str, row: Row, column: str) -> int | None:
    try:
        return parse_count(row[column])
    except FigureError as error:
        where = ", ".join(value for value in row.values() if value)
        message = f"{name}, kolom {column}: {error} Baris: {where}"
        raise FigureError(error.value, message) from error


def _citation(row: Row) -> Citation:
    return citation_get(
        document=Document.objects.get(slug=row["dokumen"]),
        page=row.get("halaman", ""),
        table=row.get("tabel", ""),
        row=row.get("baris", ""),
    )
