"""From published rolls and election reports to checks: the bridge between models and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kpuntt.quality.services import CheckedSubject
from kpuntt.reconciliation import Check
from kpuntt.regions.models import Region, RegionLevel
from voters import rules
from voters.models import (
    ContestStatus,
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
        region_name=place_name(line.region),
        figures={name: getattr(line, name) for name in _FIGURES},
        new_reasons=reasons[ReasonDirection.NEW],
        ineligible_reasons=reasons[ReasonDirection.INELIGIBLE],
    )


def roll_checks(roll: Roll) -> list[Check]:
    """Return every check of a roll fetched by ``for_page``; costs at most one further query."""
    return list(_roll_checks(roll))


def _roll_checks(roll: Roll) -> Iterator[Check]:
    baseline = {}
    if roll.baseline is not None and roll.kind == RollKind.PDPB:
        lines = RollLine.objects.published().filter(roll__slug=roll.baseline.slug)
        baseline = dict(lines.values_list("region_id", "total"))
    rows = {line.region_id: (line, roll_figures(line)) for line in roll.lines.all()}
    counts = list(roll.disability_counts.all())
    by_regency = {
        c.region_id: c.total
        for c in counts
        if c.region.level == RegionLevel.REGENCY and c.kind == DisabilityKind.ALL
    }
    below = _regions_below(
        {line.region.parent_id for line, _row in rows.values()} & rows.keys()
        | {c.region.parent_id for c in counts if c.region_id in by_regency}
    )
    for line, row in rows.values():
        yield from rules.check_row(row)
        if roll.kind == RollKind.PDPB and roll.baseline_id is not None:
            yield from rules.check_continuity(row, baseline.get(line.region_id))
        children = [
            rows[region.code][1]
            if region.code in rows
            else rules.RollFigures(region.code, place_name(region), {})
            for region in below.get(line.region_id, ())
        ]
        if not any(child.region_code in rows for child in children):
            children = []
        if line.region.level == RegionLevel.PROVINCE or children:
            yield from rules.check_children(row, children)
    if counts:
        yield from rules.check_disability(
            "Provinsi",
            next((c.total for c in counts if _is_printed_total(c.region.level, c.kind)), None),
            {
                region.full_name: by_regency.get(region.code)
                for regions in below.values()
                for region in regions
                if by_regency and region.level == RegionLevel.REGENCY
            },
            {
                str(DisabilityKind(c.kind).label): c.total
                for c in counts
                if c.region.level == RegionLevel.PROVINCE and c.kind != DisabilityKind.ALL
            },
        )


def _is_printed_total(level: str, kind: str) -> bool:
    return level == RegionLevel.PROVINCE and kind == DisabilityKind.ALL


def place_name(region: Region) -> str:
    """Name a region so that no other place in the province is meant: village names repeat."""
    if region.level in {RegionLevel.PROVINCE, RegionLevel.REGENCY}:
        return region.full_name
    return f"{region.full_name} ({region.code})"


def _regions_below(parents: Iterable[str | None]) -> dict[str | None, list[Region]]:
    """Return the regions that a complete table lists below each parent."""
    below: dict[str | None, list[Region]] = {}
    for region in Region.objects.filter(parent_id__in=list(parents)).order_by("code"):
        below.setdefault(region.parent_id, []).append(region)
    return below


def report_checks(report: ElectionReport) -> list[Check]:
    """Return every check of an election report fetched by ``for_page``, without a query."""
    checks: list[Check] = []
    for contest in report.contests.all():
        by_region: dict[str, list[tuple[str, int | None, Decimal | None]]] = {}
        places: dict[str, str] = {}
        for candidate in contest.candidates.all():
            for vote in candidate.votes.all():
                places[vote.region_id] = place_name(vote.region)
                by_region.setdefault(vote.region_id, []).append(
                    (candidate.name, vote.votes, vote.percent)
                )
        status = "" if contest.status == ContestStatus.OFFICIAL else f" ({contest.status})"
        for code, votes in by_region.items():
            where = f"{contest.name}{status}, {places[code]}"
            checks.extend(rules.check_vote_shares(where, votes, code))
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
