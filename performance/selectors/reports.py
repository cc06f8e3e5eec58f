"""Reports: the page of each year, the first page of the area, and the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse

from kpuntt.language import gettext as _
from kpuntt.provenance.models import Document
from kpuntt.publishing.models import PublicationState
from kpuntt.quality.models import Finding
from kpuntt.quality.selectors import CheckSummary
from performance.checks import AREA, report_checks
from performance.models import Indicator, Objective, PerformanceReport, PlanStatement, StatementKind
from performance.selectors.indicators import Bands, IndicatorRow, indicator_row


@dataclass(frozen=True, slots=True)
class ObjectiveRows:
    """An objective with the rows of its indicators."""

    objective: Objective
    rows: Sequence[IndicatorRow]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything on the page of one year."""

    report: PerformanceReport
    objectives: Sequence[ObjectiveRows]
    checks: CheckSummary
    documents: Sequence[Document]
    versions: Sequence[PerformanceReport]

    @property
    def rows(self) -> Sequence[IndicatorRow]:
        """All indicators in the order of their numbers."""
        return [row for item in self.objectives for row in item.rows]

    @property
    def reached(self) -> int:
        """How many indicators reached their target by the computed achievement."""
        return sum(row.reached for row in self.rows)

    @property
    def finding(self) -> str:
        """What the bars of all indicators show, in one line."""
        return _("%(reached)d dari %(all)d indikator mencapai target Perjanjian Kinerja") % {
            "reached": self.reached,
            "all": len(self.rows),
        }


def report_page(report: PerformanceReport) -> ReportPage:
    """Gather the page of a report that was fetched by ``for_page``."""
    bands = Bands()
    objectives = [
        ObjectiveRows(
            objective,
            [indicator_row(report, indicator, bands) for indicator in objective.indicators.all()],
        )
        for objective in report.objectives.all()
    ]
    return ReportPage(
        report=report,
        objectives=objectives,
        checks=CheckSummary.of(report_checks(report), Finding.objects.about(AREA, report.slug)),
        documents=[report.document],
        versions=_versions(report),
    )


def _versions(report: PerformanceReport) -> list[PerformanceReport]:
    readable = PerformanceReport.objects.readable().filter(slug=report.slug)
    return list(readable.order_by("-version"))


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the plan with its strategic objectives."""

    statement: PlanStatement
    objectives: Sequence[PlanStatement]


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """A published report in one line: indicators that reached their target, findings, source."""

    report: PerformanceReport
    findings: int

    @property
    def title(self) -> str:
        """What the report is called."""
        return self.report.title

    @property
    def year(self) -> int:
        """The year it reports on."""
        return self.report.year

    @property
    def address(self) -> str:
        """Its permanent address."""
        return self.report.get_absolute_url()

    @property
    def reached(self) -> int:
        """How many indicators reached their agreed target, by computed achievement."""
        return self.report.reached_count

    @property
    def total(self) -> int:
        """How many indicators there are."""
        return self.report.indicator_count


def report_summaries() -> list[ReportSummary]:
    """Return every published report in one line, newest first, in two queries."""
    findings = Finding.objects.current().filter(area=AREA).order_by()
    counts = dict(findings.values_list("subject").annotate(count=Count("pk")))
    reports = PerformanceReport.objects.published().with_reached().select_related("document")
    return [
        ReportSummary(report, counts.get(report.slug, 0)) for report in reports.order_by("-year")
    ]


def report_addresses() -> list[str]:
    """Return the address of every published report, each followed by those of its indicators."""
    indicators = Indicator.objects.filter(
        objective__report__state=PublicationState.PUBLISHED
    ).order_by("-objective__report__year", "number")
    by_year: dict[int, list[str]] = {}
    for year, slug in indicators.values_list("objective__report__year", "slug"):
        of_year = by_year.setdefault(year, [reverse("performance:report", args=[year])])
        of_year.append(reverse("performance:indicator", args=[year, slug]))
    return [address for addresses in by_year.values() for address in addresses]


def performance_headline() -> ReportSummary | None:
    """Return the newest published report in one line, or ``None`` without one."""
    return next(iter(report_summaries()), None)


@dataclass(frozen=True, slots=True)
class ReportsOverview:
    """Everything on the first page of the area."""

    reports: Sequence[ReportSummary]
    period: str
    vision: PlanStatement | None
    missions: Sequence[PlanStatement]
    goals: Sequence[Goal]


def reports_overview() -> ReportsOverview:
    """Gather the reports of all years and the newest strategic plan."""
    statements = list(PlanStatement.objects.select_related("citation__document").order_by("order"))
    period = max((item.period for item in statements), default="")
    plan = [item for item in statements if item.period == period]

    def of(kind: StatementKind) -> list[PlanStatement]:
        return [item for item in plan if item.kind == kind]

    return ReportsOverview(
        reports=report_summaries(),
        period=period,
        vision=next(iter(of(StatementKind.VISION)), None),
        missions=of(StatementKind.MISSION),
        goals=[
            Goal(goal, [item for item in of(StatementKind.OBJECTIVE) if item.parent_id == goal.pk])
            for goal in of(StatementKind.GOAL)
        ],
    )
