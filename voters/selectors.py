"""What the pages of the voters' area show, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from kpuntt.charts.bars import shares
from kpuntt.charts.dots import Dots
from kpuntt.charts.pyramid import Pyramid
from kpuntt.charts.trend import Observation, Trend, trend
from kpuntt.provenance.models import Citation, Document
from kpuntt.provenance.selectors import documents_of
from kpuntt.quality.models import Finding
from kpuntt.quality.selectors import CheckSummary
from kpuntt.regions.models import Region, RegionLevel
from voters.charts import (
    ESTABLISHED,
    ESTABLISHED_STAGES,
    Before,
    roll_before,
    voters_dots,
    voters_pyramid,
)
from voters.checks import AREA, report_checks, roll_checks, roll_figures
from voters.models import (
    Candidate,
    Contest,
    DisabilityCount,
    DisabilityKind,
    Election,
    ElectionReport,
    Roll,
    RollKind,
    RollLine,
    RollReason,
    Vote,
)


@dataclass(frozen=True, slots=True)
class Balance:
    """The terms of a roll's balance; a term that is not printed is the sum of its reasons."""

    new: int | None
    ineligible: int | None
    computed: int | None

    @classmethod
    def of(cls, line: RollLine) -> Balance:
        """Compute the balance of a line fetched with its reasons."""
        figures = roll_figures(line)
        new, ineligible = figures.new_or_listed(), figures.ineligible_or_listed()
        if line.previous is None or new is None or ineligible is None:
            return cls(new, ineligible, None)
        return cls(new, ineligible, line.previous + new - ineligible)


@dataclass(frozen=True, slots=True)
class RollPage:
    """Everything on the page of one roll."""

    roll: Roll
    province: RollLine | None
    regencies: Sequence[RollLine]
    regencies_missing: int
    pyramid: Pyramid | None
    dots: Dots | None
    before: Before | None
    baseline_total: int | None
    balance: Balance | None
    new_reasons: Sequence[RollReason]
    ineligible_reasons: Sequence[RollReason]
    disability_by_region: Sequence[DisabilityCount]
    disability_by_kind: Sequence[DisabilityCount]
    disability_total: DisabilityCount | None
    checks: CheckSummary
    documents: Sequence[Document]
    versions: Sequence[Roll]

    @property
    def change(self) -> int | None:
        """Voters now minus voters in the baseline, if both are published."""
        if self.province is None or self.province.total is None or self.baseline_total is None:
            return None
        return self.province.total - self.baseline_total


def roll_page(roll: Roll) -> RollPage:
    """Gather the page of a roll that was fetched by ``for_page``."""
    lines = list(roll.lines.all())
    province = next((line for line in lines if line.region.level == RegionLevel.PROVINCE), None)
    regencies = [line for line in lines if line.region.level == RegionLevel.REGENCY]
    reasons = list(province.reasons.all()) if province else []
    disability = list(roll.disability_counts.all())
    before = roll_before(roll) if regencies else None
    by_region = [item for item in disability if item.region.level == RegionLevel.REGENCY]
    of_province = [item for item in disability if item.region.level == RegionLevel.PROVINCE]
    return RollPage(
        roll=roll,
        province=province,
        regencies=regencies,
        regencies_missing=(
            Region.objects.at_level(RegionLevel.REGENCY).count() - len(regencies)
            if regencies
            else 0
        ),
        pyramid=voters_pyramid(regencies),
        dots=voters_dots(regencies, before),
        before=before,
        baseline_total=_baseline_total(roll),
        balance=Balance.of(province) if province else None,
        new_reasons=[item for item in reasons if item.kind.direction == "baru"],
        ineligible_reasons=[item for item in reasons if item.kind.direction == "tms"],
        disability_by_region=by_region,
        disability_by_kind=sorted(
            (item for item in of_province if item.kind != DisabilityKind.ALL),
            key=lambda item: -item.total,
        ),
        disability_total=next(
            (item for item in of_province if item.kind == DisabilityKind.ALL), None
        ),
        checks=CheckSummary.of(roll_checks(roll), Finding.objects.about(AREA, roll.slug)),
        documents=documents_of(
            [line.citation for line in lines]
            + [item.citation for line in lines for item in line.figure_citations.all()]
            + [item.citation for item in reasons]
            + [item.citation for item in disability]
        ),
        versions=list(
            Roll.objects.readable()
            .filter(slug=roll.slug)
            .order_by("-version")
            .only("slug", "version", "state", "public_note", "published_at")
        ),
    )


def _baseline_total(roll: Roll) -> int | None:
    """Return the printed total of the current version of the roll that this one starts from."""
    if roll.baseline is None:
        return None
    line = (
        RollLine.objects.published()
        .filter(roll__slug=roll.baseline.slug, region__level=RegionLevel.PROVINCE)
        .first()
    )
    return line.total if line else None


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A candidate pair with its votes in the province and the width of its bar in per cent."""

    candidate: Candidate
    vote: Vote
    bar: float | None


@dataclass(frozen=True, slots=True)
class ContestResult:
    """A contest in one region: candidate pairs, most votes first, and the sum of valid votes.

    ``complete`` says that the regions below have published their votes too.
    """

    contest: Contest
    region: Region
    rows: Sequence[ResultRow]
    total: int
    complete: bool


def contest_result(contest: Contest) -> ContestResult | None:
    """Return the result of a contest fetched by ``for_page`` in the largest region it covers."""
    votes = [
        (vote, candidate)
        for candidate in contest.candidates.all()
        for vote in candidate.votes.all()
    ]
    if not votes:
        return None
    regions = sorted(
        {vote.region_id for vote, _candidate in votes}, key=lambda code: (len(code), code)
    )
    largest = sorted(
        (pair for pair in votes if pair[0].region_id == regions[0]),
        key=lambda pair: (-pair[0].votes, pair[1].order),
    )
    bars = shares(vote.votes for vote, _candidate in largest)
    return ContestResult(
        contest,
        largest[0][0].region,
        [ResultRow(pair[1], pair[0], bar) for pair, bar in zip(largest, bars, strict=True)],
        sum(vote.votes for vote, _candidate in largest),
        complete=len(regions) > 1,
    )


@dataclass(frozen=True, slots=True)
class ElectionPage:
    """Everything on the page of one election."""

    election: Election
    report: ElectionReport | None
    results: Sequence[ContestResult]
    rolls: Sequence[Roll]
    related: Sequence[Election]
    checks: CheckSummary
    documents: Sequence[Document]
    versions: Sequence[ElectionReport]


def election_page(election: Election, report: ElectionReport | None) -> ElectionPage:
    """Gather the page of an election; ``report`` is ``None`` if nothing of it is published."""
    citations: list[Citation] = []
    if report is not None:
        citations = [
            *(
                vote.citation
                for contest in report.contests.all()
                for candidate in contest.candidates.all()
                for vote in candidate.votes.all()
            ),
            *(item.citation for item in report.logistics.all()),
            *(item.citation for item in report.stages.all()),
        ]
    of_round = [election.pk] + ([election.parent_id] if election.parent_id else [])
    return ElectionPage(
        election=election,
        report=report,
        results=[
            result
            for contest in (report.contests.all() if report else ())
            if (result := contest_result(contest)) is not None
        ],
        rolls=list(
            Roll.objects.published()
            .filter(election_id__in=of_round)
            .with_province_figures()
            .order_by("as_of")
        ),
        related=list(Election.objects.filter(Q(parts=election) | Q(parent=election))),
        checks=CheckSummary.of(
            report_checks(report) if report else [], Finding.objects.about(AREA, election.slug)
        ),
        documents=documents_of(citations),
        versions=list(
            ElectionReport.objects.readable().filter(slug=election.slug).order_by("-version")
        ),
    )


def rolls_overview() -> list[Roll]:
    """Return all current rolls, newest first, with the figures of their province row."""
    return list(
        Roll.objects.published()
        .select_related("election", "baseline")
        .with_province_figures()
        .order_by("-as_of", "-pk")  # aggregation drops the model's own ordering
    )


def established(rolls: Sequence[Roll]) -> list[Roll]:
    """Keep the rolls that a plenary established, which are comparable through time."""
    return [
        roll for roll in rolls if roll.kind == RollKind.PDPB or roll.stage in ESTABLISHED_STAGES
    ]


def rolls_trend(rolls: Sequence[Roll]) -> Trend | None:
    """Return the line through the established rolls among ``rolls`` (with province figures)."""
    return trend(
        [
            Observation(roll.as_of, roll.province_total, roll.title, roll.stage or roll.kind)
            for roll in established(rolls)
            if roll.province_total is not None
        ]
    )


def latest_with_regencies() -> Roll | None:
    """Return the newest established roll that has the voters of every regency and city."""
    return (
        Roll.objects.published()
        .filter(ESTABLISHED)
        .annotate(
            regencies=Count(
                "lines",
                filter=Q(lines__region__level=RegionLevel.REGENCY, lines__total__isnull=False),
            )
        )
        .filter(regencies=Region.objects.at_level(RegionLevel.REGENCY).count())
        .order_by("-as_of")
        .first()
    )


def region_lines(code: str) -> list[RollLine]:
    """Return the published lines of one region, newest first."""
    return list(
        RollLine.objects.published()
        .filter(region_id=code)
        .select_related("roll", "citation__document")
        .order_by("-roll__as_of", "-roll_id")
    )


def region_disability(code: str) -> list[DisabilityCount]:
    """Return the published numbers of voters with a disability in one region."""
    return list(
        DisabilityCount.objects.filter(region_id=code, roll__state="published")
        .select_related("roll", "citation__document")
        .order_by("-roll__as_of", "-total")
    )


def regency_totals(roll: Roll) -> Mapping[str, RollLine]:
    """Return the lines of regencies and cities in ``roll`` by region code."""
    return {
        line.region_id: line
        for line in roll.lines.select_related("region", "citation__document").filter(
            region__level=RegionLevel.REGENCY
        )
    }
