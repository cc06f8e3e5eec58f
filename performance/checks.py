"""From published performance reports to checks: the bridge between models and rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kpuntt.formatting import FigureError, parse_decimal
from kpuntt.quality.services import CheckedSubject
from kpuntt.reconciliation import Check, Figure
from performance import rules
from performance.models import (
    BuildingCondition,
    Indicator,
    Objective,
    PerformanceReport,
    PlanDocument,
    Position,
    Result,
    StaffCount,
    StaffGroup,
    Target,
    UnitKind,
)

AREA = "performance"

_GROUP_NAMES = {
    StaffGroup.ALL: "seluruh pegawai",
    StaffGroup.STRUCTURAL: "struktural",
    StaffGroup.SPECIAL: "fungsional khusus",
    StaffGroup.GENERAL: "fungsional umum",
    StaffGroup.CONTRACT: "PPNPN",
}


def scale_of(indicator: Indicator) -> rules.Scale:
    """Return the grades of an indicator from the top; empty if it has no scale."""
    bands = indicator.scale.bands.all() if indicator.scale else ()
    return {band.grade: band.lower for band in bands}


def measure(row: Target | Result | None) -> rules.Measure:
    """Return what a target or result means; nothing where there is no row."""
    if row is None:
        return rules.Measure()
    score = row.score if isinstance(row, Result) else None
    return rules.Measure(_plain(row.value), row.grade, score)


def target_in(indicator: Indicator, document: PlanDocument) -> Target | None:
    """Return the target that one document prints."""
    return next((row for row in indicator.targets.all() if row.document == document), None)


def result_in(indicator: Indicator, document: PlanDocument) -> Result | None:
    """Return the row of one of the tables of results."""
    return next((row for row in indicator.results.all() if row.document == document), None)


def achievement_by(indicator: Indicator, document: PlanDocument) -> Decimal | None:
    """Return the achievement of the reported result by the target that ``document`` prints."""
    result = result_in(indicator, PlanDocument.REPORT)
    return rules.achievement(
        indicator.method,
        measure(target_in(indicator, document)),
        measure(result),
        scale_of(indicator),
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """Drop the zeros that the database adds behind the comma."""
    if value is None or value != value.to_integral_value():
        return value
    return value.to_integral_value()


def _read(text: str) -> Figure | None:
    """Read a result that the text names: a number if it is one, else a grade."""
    try:
        return parse_decimal(text)
    except FigureError:
        return text


def indicator_checks(indicator: Indicator, year: int) -> list[Check]:
    """Return every check of an indicator fetched by ``for_page``."""
    return list(_indicator_checks(indicator, year))


def _indicator_checks(indicator: Indicator, year: int) -> Iterator[Check]:
    where = f"Indikator {indicator.number}, {indicator.short_name}"
    scale = scale_of(indicator)
    agreed = measure(target_in(indicator, PlanDocument.AGREEMENT)).figure
    yield from rules.check_targets(
        where,
        agreed,
        {
            document.label: measure(target_in(indicator, document)).figure
            for document in PlanDocument
            if document != PlanDocument.AGREEMENT
        },
    )
    yield from rules.check_result_tables(
        where, _cells(indicator, PlanDocument.SUMMARY), _cells(indicator, PlanDocument.REPORT)
    )
    result = result_in(indicator, PlanDocument.REPORT)
    reported = measure(result)
    yield rules.check_achievement(
        where,
        indicator.method,
        measure(target_in(indicator, PlanDocument.REPORT)),
        reported,
        printed=_plain(result.achievement) if result else None,
        scale=scale,
    )
    yield rules.check_year(
        rules.REFERENCE_YEAR, where, result.reference_year if result else None, year
    )
    if result and result.narrated:
        yield rules.check_narrated(where, reported.figure, _read(result.narrated))
    if reported.grade:
        yield rules.check_grade(where, reported.grade, reported.score, scale)
    if indicator.unit == UnitKind.PERCENT:
        yield rules.check_evidence(where, reported.value, indicator.measured, _counted(indicator))


def _cells(indicator: Indicator, document: PlanDocument) -> dict[str, Figure | None]:
    result = result_in(indicator, document)
    return {
        "target": measure(target_in(indicator, document)).figure,
        "realisasi": measure(result).figure,
        "capaian": _plain(result.achievement) if result else None,
    }


def _counted(indicator: Indicator) -> tuple[int, int] | None:
    """Return (good, all) buildings: the only evidence table that measures an indicator."""
    buildings = list(indicator.objective.offices.all())
    if not buildings:
        return None
    good = sum(building.repair == BuildingCondition.GOOD for building in buildings)
    return good, len(buildings)


def objective_checks(objective: Objective, year: int) -> list[Check]:
    """Return every check of the evidence tables of an objective fetched by ``for_page``."""
    return list(_objective_checks(objective, year))


def _objective_checks(objective: Objective, year: int) -> Iterator[Check]:
    staff = [_staff_row(row) for row in objective.staff.all()]
    rows = [row for row in staff if row.kind != Position.TOTAL]
    total = next((row for row in staff if row.kind == Position.TOTAL), None)
    yield from rules.check_staff_rows(rows, total)
    stated: dict[str, int | None] = {
        _GROUP_NAMES[StaffGroup(row.group)]: row.total for row in objective.staff_statements.all()
    }
    if stated:
        yield from rules.check_staff_statements(stated, rows, total)
    legal = list(objective.legal_documents.all())
    for row in legal:
        if row.is_total:
            yield from rules.check_legal_totals(
                {
                    item.name: {"fisik": item.physical, "web": item.web}
                    for item in legal
                    if not item.is_total
                },
                {"fisik": row.physical, "web": row.web},
            )
    for training in objective.trainings.all():
        for happened in sorted({training.starts_on.year, training.ends_on.year}):
            yield rules.check_year(
                rules.EVENT_YEAR, f"Pelatihan {training.order}, {happened}", happened, year
            )
    for award in objective.awards.all():
        where = f"Penghargaan {award.order}"
        yield rules.check_year(rules.EVENT_YEAR, where, award.date.year, year)
        yield rules.check_weekday(where, award.printed_weekday, award.date)


def _staff_row(row: StaffCount) -> rules.StaffRow:
    return rules.StaffRow(
        f"Baris {row.order}, {row.name}",
        row.position,
        {"jumlah": row.total, "PNS": row.civil_servants, "PPNPN": row.contract},
    )


def report_checks(report: PerformanceReport) -> list[Check]:
    """Return every check of a report fetched by ``for_page``, without a query."""
    return [
        check
        for objective in report.objectives.all()
        for checks in (
            *(indicator_checks(item, report.year) for item in objective.indicators.all()),
            objective_checks(objective, report.year),
        )
        for check in checks
    ]


def checked_subjects() -> list[CheckedSubject]:
    """Return every published report with its checks, for the register."""
    return [
        CheckedSubject(report.slug, report.title, report.get_absolute_url(), report_checks(report))
        for report in PerformanceReport.objects.published().for_page()
    ]
