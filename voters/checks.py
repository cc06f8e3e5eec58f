"""From published rolls and election reports to checks: the bridge between models and rules."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kpuntt.quality.services import CheckedSubject
from kpuntt.reconciliation import Check
from kpuntt.regions.models import RegionLevel
from voters import rules
from voters.models import (
    DisabilityKind,
    ElectionReport,
    ReasonDirection,
    Roll,
    RollKind,
    RollLine,
)

AREA = "voters"

_FIGURES = (
    "polling_stations",
    "special_stations",
    "male",
    "female",
    "total",
    "previous",
    "new",
    "new_male",
    "new_female",
    "ineligible",
    "ineligible_male",
    "ineligible_female",
    "corrected",
    "corrected_male",
    "corrected_female",
)


def roll_figures(line: RollLine) -> rules.RollFigures:
    """Return what the rules need to know of a line (fetched with its region and reasons)."""
    reasons: dict[str, dict[str, int | None]] = {
        ReasonDirection.NEW.value: {},
        ReasonDirection.INELIGIBLE.value: {},
    }
    for reason in line.reasons.all():
        if reason.kind.changes_roll:
            reasons[reason.kind.direction][reason.kind.name] = reason.total
    return rules.RollFigures(
        region_code=line.region_id,
        region_name=line.region.full_name,
        figures={name: getattr(line, name) for name in _FIGURES},
        new_reasons=reasons[ReasonDirection.NEW],
        ineligible_reasons=reasons[ReasonDirection.INELIGIBLE],
    )


def roll_checks(roll: Roll) -> list[Check]:
    """Return every check of a roll fetched by ``for_page``; costs at most one further query."""
    return list(_roll_checks(roll))


def _roll_checks(roll: Roll) -> Iterator[Check]:
    baseline = {}
    if roll.baseline_id is not None and roll.kind == RollKind.PDPB:
        baseline = dict(
            RollLine.objects.filter(roll_id=roll.baseline_id).values_list("region_id", "total")
        )
    rows = {line.region_id: (line, roll_figures(line)) for line in roll.lines.all()}
    for line, row in rows.values():
        yield from rules.check_row(row)
        if roll.kind == RollKind.PDPB and roll.baseline_id is not None:
            yield from rules.check_continuity(row, baseline.get(line.region_id))
        if line.region.level == RegionLevel.PROVINCE or _children(line, rows):
            yield from rules.check_children(row, _children(line, rows))
    counts = list(roll.disability_counts.all())
    if counts:
        yield from rules.check_disability(
            "Provinsi",
            next((c.total for c in counts if _is_printed_total(c.region.level, c.kind)), None),
            {c.region.full_name: c.total for c in counts if c.region.level == RegionLevel.REGENCY},
            {
                str(DisabilityKind(c.kind).label): c.total
                for c in counts
                if c.region.level == RegionLevel.PROVINCE and c.kind != DisabilityKind.ALL
            },
        )


def _is_printed_total(level: str, kind: str) -> bool:
    return level == RegionLevel.PROVINCE and kind == DisabilityKind.ALL


def _children(
    line: RollLine, rows: dict[str, tuple[RollLine, rules.RollFigures]]
) -> list[rules.RollFigures]:
    return [row for child, row in rows.values() if child.region.parent_id == line.region_id]


def report_checks(report: ElectionReport) -> list[Check]:
    """Return every check of an election report fetched by ``for_page``, without a query."""
    checks: list[Check] = []
    for contest in report.contests.all():
        by_region: dict[str, list[tuple[str, int | None, Decimal | None]]] = {}
        for candidate in contest.candidates.all():
            for vote in candidate.votes.all():
                by_region.setdefault(vote.region.full_name, []).append(
                    (candidate.name, vote.votes, vote.percent)
                )
        for region, votes in by_region.items():
            checks.extend(rules.check_vote_shares(f"{contest.name}, {region}", votes))
    return checks


def checked_subjects() -> list[CheckedSubject]:
    """Return every published unit of the area with its checks, for the register."""
    rolls = [
        CheckedSubject(roll.slug, roll.title, roll.get_absolute_url(), roll_checks(roll))
        for roll in Roll.objects.published().for_page()
    ]
    reports = [
        CheckedSubject(report.slug, str(report), report.get_absolute_url(), report_checks(report))
        for report in ElectionReport.objects.published().select_related("election").for_page()
    ]
    return rolls + reports
