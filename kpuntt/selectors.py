"""What the pages that cross areas show, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone

from budget.models import BudgetLine, BudgetSnapshot, GrantLine, GrantReport
from budget.selectors import budget_headline, region_grant
from kpuntt.charts.circles import Circle, Place, circles, circles_title
from kpuntt.charts.coast import COAST_NEIGHBOUR, COAST_NTT, VIEWBOX_HEIGHT, VIEWBOX_WIDTH
from kpuntt.charts.multiples import Multiples
from kpuntt.charts.trend import Trend
from kpuntt.formatting import percent_of, round_half_up
from kpuntt.provenance.models import Document
from kpuntt.publishing.models import PublicationUnit
from kpuntt.quality.models import CheckTally, Finding, FindingStatus
from kpuntt.regions.models import Region, RegionLevel
from news.models import Post
from news.selectors import latest_posts
from performance.models import LegalDocumentCount, OfficeBuilding, PerformanceReport
from performance.selectors import (
    ReportSummary,
    performance_headline,
    region_legal_documents,
    region_offices,
)
from voters.charts import voters_multiples
from voters.models import DisabilityCount, ElectionReport, Roll, RollLine
from voters.selectors import (
    established,
    latest_with_regencies,
    regency_totals,
    region_disability,
    region_lines,
    rolls_overview,
    rolls_trend,
)


@dataclass(frozen=True, slots=True)
class VoterMap:
    """The proportional-circle map of one roll, and the list that carries the same figures."""

    roll: Roll
    circles: Sequence[Circle]
    width: int = VIEWBOX_WIDTH
    height: int = VIEWBOX_HEIGHT
    coast: str = COAST_NTT
    neighbour: str = COAST_NEIGHBOUR

    @property
    def title(self) -> str:
        """What the map shows, in one sentence."""
        return circles_title(self.circles)


def voter_map(roll: Roll) -> VoterMap:
    """Return the map of a roll's regencies and cities at their seats of government."""
    lines = regency_totals(roll)
    places = [
        Place(
            region.code,
            region.full_name,
            float(region.longitude or 0),
            float(region.latitude or 0),
            line.total,
        )
        for region in Region.objects.filter(code__in=lines, latitude__isnull=False)
        if (line := lines[region.code]).total is not None
    ]
    return VoterMap(roll, circles(places))


@dataclass(frozen=True, slots=True)
class QualitySummary:
    """How the printed figures fared when they were checked."""

    holds: int
    differs: int
    not_checkable: int
    open_findings: int


def quality_summary() -> QualitySummary:
    """Return the tally over all areas and the number of findings nobody has explained."""
    sums = CheckTally.objects.aggregate(
        holds=Sum("holds", default=0),
        differs=Sum("differs", default=0),
        not_checkable=Sum("not_checkable", default=0),
    )
    return QualitySummary(
        **sums, open_findings=Finding.objects.filter(status=FindingStatus.OPEN).count()
    )


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything on the first page."""

    latest: Roll | None
    source: Document | None
    change: int | None
    trend: Trend | None
    map: VoterMap | None
    budget: BudgetLine | None
    performance: ReportSummary | None
    quality: QualitySummary
    roll_findings: int
    budget_findings: int
    posts: Sequence[Post]
    published: Sequence[PublicationUnit]


def findings_about(unit: PublicationUnit | None) -> int:
    """Count what is found to differ in a published unit; nothing in one that is not there."""
    return Finding.objects.about(unit.area, unit.slug).count() if unit else 0


def home_page() -> HomePage:
    """Gather the first page."""
    rolls = rolls_overview()
    latest = next((r for r in established(rolls) if r.province_total is not None), None)
    with_regencies = latest_with_regencies()
    line = (
        RollLine.objects.filter(roll=latest, region_id=settings.PROVINCE_CODE)
        .select_related("citation__document")
        .first()
        if latest
        else None
    )
    change = None
    if latest and latest.baseline:
        slug = latest.baseline.slug
        baseline = next((roll for roll in rolls if roll.slug == slug), None)
        if baseline and baseline.province_total and latest.province_total:
            change = latest.province_total - baseline.province_total
    published: list[PublicationUnit] = [
        *rolls,
        *ElectionReport.objects.published().select_related("election"),
        *PerformanceReport.objects.published(),
        *BudgetSnapshot.objects.published(),
        *GrantReport.objects.published(),
    ]
    published.sort(key=lambda unit: (unit.published_at or timezone.now(), unit.pk), reverse=True)
    budget = budget_headline()
    return HomePage(
        latest=latest,
        source=line.citation.document if line else None,
        change=change,
        trend=rolls_trend(rolls),
        map=voter_map(with_regencies) if with_regencies else None,
        budget=budget,
        performance=performance_headline(),
        quality=quality_summary(),
        roll_findings=findings_about(latest),
        budget_findings=findings_about(budget.snapshot if budget else None),
        posts=latest_posts(3),
        published=published[:6],
    )


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A regency or city in the list of regions."""

    region: Region
    districts: int
    villages: int
    line: RollLine | None


@dataclass(frozen=True, slots=True)
class RegionList:
    """All regencies and cities with the newest roll that has figures for them."""

    province: Region
    roll: Roll | None
    rows: Sequence[RegionRow]
    map: VoterMap | None
    multiples: Multiples | None


def region_list() -> RegionList:
    """Gather the list of regions."""
    roll = latest_with_regencies()
    lines = regency_totals(roll) if roll else {}
    regions = Region.objects.at_level(RegionLevel.REGENCY).with_counts()
    return RegionList(
        province=Region.objects.get(code=settings.PROVINCE_CODE),
        roll=roll,
        rows=[
            RegionRow(region, region.child_count, region.grandchild_count, lines.get(region.code))
            for region in regions
        ],
        map=voter_map(roll) if roll else None,
        multiples=voters_multiples(),
    )


@dataclass(frozen=True, slots=True)
class RegionProfile:
    """Everything on the page of one region."""

    region: Region
    line: RollLine | None
    rank: int | None
    of: int
    share: Decimal | None
    voters_per_station: Decimal | None
    lines: Sequence[RollLine]
    unpublished: Roll | None
    disability: Sequence[DisabilityCount]
    grant: GrantLine | None
    offices: Sequence[OfficeBuilding]
    legal_documents: Sequence[LegalDocumentCount]
    parts: Sequence[Region]
    aliases: Sequence[str]
    findings: Sequence[Finding]
    posts: Sequence[Post]
    others: Sequence[Region]

    @property
    def grant_per_voter(self) -> Decimal | None:
        """Election grant of the region per voter of the roll shown, in whole rupiah."""
        if self.grant is None or self.grant.total is None or not (self.line and self.line.total):
            return None
        return round_half_up(Decimal(self.grant.total) / self.line.total, 0)

    @property
    def village_count(self) -> int:
        """Villages in all districts of a regency or city."""
        return sum(district.child_count for district in self.parts)


def region_profile(region: Region) -> RegionProfile:
    """Gather the profile of the province, a regency or a city."""
    lines = region_lines(region.code)
    line = next((item for item in lines if item.roll in established([item.roll])), None)
    compared = latest_with_regencies()
    totals: list[int] = []
    if line is not None and line.roll == compared and region.level == RegionLevel.REGENCY:
        totals = [item.total or 0 for item in regency_totals(compared).values()]
    newest = Roll.objects.published().order_by("-as_of").first()
    total = line.total if line else None
    return RegionProfile(
        region=region,
        line=line,
        rank=1 + sum(other > total for other in totals) if total is not None and totals else None,
        of=len(totals),
        share=percent_of(total, sum(totals)) if total is not None and totals else None,
        voters_per_station=(
            Decimal(total) / line.polling_stations
            if line and total is not None and line.polling_stations
            else None
        ),
        lines=lines,
        unpublished=(
            newest if newest and newest.pk not in {item.roll_id for item in lines} else None
        ),
        disability=region_disability(region.code),
        grant=region_grant(region.code),
        offices=region_offices(region.code),
        legal_documents=region_legal_documents(region.code),
        parts=list(Region.objects.filter(parent=region).with_counts().order_by("code")),
        aliases=[alias.name for alias in region.aliases.all()],
        findings=list(Finding.objects.current().filter(region=region)),
        posts=latest_posts(5, region.code),
        others=(
            list(Region.objects.at_level(RegionLevel.REGENCY).exclude(pk=region.pk))
            if region.level == RegionLevel.REGENCY
            else []
        ),
    )


@dataclass(frozen=True, slots=True)
class FindingRegister:
    """The register page: findings, and the checks behind them."""

    findings: Sequence[Finding]
    tallies: Sequence[CheckTally]


def finding_register(area: str, status: str) -> FindingRegister:
    """Gather the register, narrowed to an area and a status ("" keeps all current ones)."""
    findings = Finding.objects.select_related("region")
    findings = findings.filter(status=status) if status else findings.current()
    tallies = CheckTally.objects.all()
    if area:
        findings, tallies = findings.filter(area=area), tallies.filter(area=area)
    return FindingRegister(list(findings), list(tallies))
