"""Loading the plan, the scales and the reports as transcribed in ``fixtures/performance/``.

A report that is already there is left alone, whatever its version: corrections go through people.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.db import transaction

from kpuntt.fixture_files import read_rows, read_tables
from kpuntt.formatting import FigureError, parse_count, parse_decimal
from kpuntt.provenance.models import Citation, Document
from kpuntt.provenance.services import citation_get
from kpuntt.publishing.history import unrecorded
from kpuntt.publishing.services import publication_load
from performance.loaders.evidence import EVIDENCE, Row
from performance.models import (
    AchievementBand,
    AnalysisSlot,
    GradeBand,
    GradeScale,
    Indicator,
    Mitigation,
    Objective,
    PerformanceReport,
    PlanStatement,
    Result,
    StatementKind,
    Target,
    UnitKind,
)

NOTE = "Dimuat dari salinan dokumen sumber oleh perintah load_performance."


@transaction.atomic
@unrecorded()
def performance_load() -> int:
    """Load what is not there yet; return how many reports were added."""
    _scales_load()
    _plan_load()
    added = 0
    for table in read_tables("performance/reports.toml", "report"):
        if PerformanceReport.objects.filter(slug=table["slug"]).exists():
            continue
        report = PerformanceReport.objects.create(
            slug=table["slug"],
            year=table["year"],
            title=table["title"],
            region_id=table["region"],
            document=Document.objects.get(slug=table["document"]),
        )
        _report_load(report)
        publication_load(unit=report, note=NOTE)
        added += 1
    return added


def _scales_load() -> None:
    for row in read_rows("performance/grade_scales.csv"):
        scale, _ = GradeScale.objects.update_or_create(
            slug=row["skala"], defaults={"name": row["nama"], "regulation": row["dasar_hukum"]}
        )
        GradeBand.objects.update_or_create(
            scale=scale,
            grade=row["predikat"],
            defaults={"lower": parse_decimal(row["batas_bawah"])},
        )
    for row in read_rows("performance/achievement_bands.csv"):
        AchievementBand.objects.get_or_create(
            order=int(row["urutan"]),
            defaults={
                "name": row["kategori"],
                "lower": parse_decimal(row["batas_bawah"]),
                "includes_lower": row["termasuk_batas"] == "ya",
            },
        )


def _plan_load() -> None:
    for row in read_rows("performance/plan.csv"):
        parent = row["induk"] and PlanStatement.objects.get(
            period=row["periode"], kind=StatementKind.GOAL, order=int(row["induk"])
        )
        PlanStatement.objects.update_or_create(
            period=row["periode"],
            kind=row["jenis"],
            order=int(row["urutan"]),
            defaults={
                "parent": parent or None,
                "text": row["teks"],
                "citation": _citation(Document.objects.get(slug=row["dokumen"]), row),
            },
        )


def _report_load(report: PerformanceReport) -> None:
    objectives: dict[str, Objective] = {}
    for row in _rows("objectives.csv", report):
        objectives[row["nomor"]] = Objective.objects.create(
            report=report,
            number=int(row["nomor"]),
            text=row["sasaran"],
            further_title=row["judul_tautan"],
            further_address=row["tautan"],
            citation=_citation(report.document, row),
        )
    indicators: dict[str, Indicator] = {}
    for row in _rows("indicators.csv", report):
        indicators[row["kode"]] = _indicator(objectives[row["sasaran"]], row)
    of_indicator: list[tuple[str, Callable[[Indicator, Row, Document], object]]] = [
        ("targets.csv", _target),
        ("results.csv", _result),
        ("analyses.csv", _analysis),
    ]
    for name, create in of_indicator:
        for row in _rows(name, report):
            create(indicators[row["indikator"]], row, report.document)
    for row in _rows("mitigations.csv", report):
        Mitigation.objects.create(
            objective=objectives[row["sasaran"]],
            indicator=indicators[row["indikator"]],
            order=int(row["urutan"]),
            text=row["tindakan"],
            note=row["catatan"],
            citation=_citation(report.document, row),
        )
    for name, create_evidence in EVIDENCE:
        for order, row in enumerate(_rows(name, report), start=1):
            try:
                create_evidence(objectives[row["sasaran"]], order, row)
            except FigureError as error:
                raise _named(error, name, row) from error


def _indicator(objective: Objective, row: Row) -> Indicator:
    return Indicator.objects.create(
        objective=objective,
        number=int(row["nomor"]),
        slug=row["kode"],
        short_name=row["nama_pendek"],
        name=row["indikator"],
        unit=row["satuan"],
        direction=row["arah"],
        method=row["metode"],
        scale=GradeScale.objects.get(slug=row["skala"]) if row["skala"] else None,
        measured=row["yang_dihitung"],
    )


def _target(indicator: Indicator, row: Row, document: Document) -> Target:
    value, grade = _measure(indicator, row, "targets.csv", "target")
    return Target.objects.create(
        indicator=indicator,
        document=row["rencana"],
        printed=row["target"],
        value=value,
        grade=grade,
        citation=_citation(document, row),
    )


def _result(indicator: Indicator, row: Row, document: Document) -> Result:
    value, grade = _measure(indicator, row, "results.csv", "realisasi")
    narrative = row["halaman_uraian"]
    return Result.objects.create(
        indicator=indicator,
        document=row["rencana"],
        printed=row["realisasi"],
        value=value,
        grade=grade,
        achievement_printed=row["capaian"],
        achievement=_decimal(row, "results.csv", "capaian"),
        narrated=row["nilai_uraian"],
        score=_decimal(row, "results.csv", "skor"),
        reference_year=parse_count(row["tahun_acuan"]),
        assessor=row["penilai"],
        provisional=row["sementara"] == "ya",
        note=row["catatan"],
        citation=_citation(document, row),
        narrative_citation=citation_get(document=document, page=narrative) if narrative else None,
    )


def _analysis(indicator: Indicator, row: Row, document: Document) -> AnalysisSlot:
    return AnalysisSlot.objects.create(
        indicator=indicator,
        slot=int(row["butir"]),
        text=row["uraian"],
        citation=_citation(document, row),
    )


def _measure(indicator: Indicator, row: Row, name: str, column: str) -> tuple[Decimal | None, str]:
    """Read a target or result: a grade where the indicator is graded, else a number."""
    if indicator.unit == UnitKind.GRADE:
        return None, row[column]
    return _decimal(row, name, column), ""


def _decimal(row: Row, name: str, column: str) -> Decimal | None:
    try:
        return parse_decimal(row[column])
    except FigureError as error:
        raise _named(error, name, row) from error


def _named(error: FigureError, name: str, row: Row) -> FigureError:
    """Say in which file and row a cell could not be read."""
    where = ", ".join(value for value in row.values() if value)
    return FigureError(error.value, f"{name}: {error.remedy} Baris: {where}")


def _rows(name: str, report: PerformanceReport) -> list[Row]:
    return [row for row in read_rows(f"performance/{name}") if row["laporan"] == report.slug]


def _citation(document: Document, row: Row) -> Citation:
    return citation_get(
        document=document,
        page=row.get("halaman", ""),
        table=row.get("tabel", ""),
        row=row.get("baris", ""),
    )
