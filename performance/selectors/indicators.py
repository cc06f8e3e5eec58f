"""Indicators: their rows in the table of a year, and the page of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from kpuntt.language import gettext as _
from kpuntt.provenance.models import Document
from kpuntt.publishing.models import PublicationState
from kpuntt.quality.models import Finding
from kpuntt.quality.selectors import CheckSummary
from kpuntt.reconciliation import Check, Outcome
from performance.charts import Bullet, bullet
from performance.checks import (
    AREA,
    achievement_by,
    indicator_checks,
    measure,
    objective_checks,
    result_in,
    scale_of,
    target_in,
)
from performance.models import (
    AchievementBand,
    AnalysisSlot,
    BuildingCondition,
    Indicator,
    Mitigation,
    Objective,
    PerformanceReport,
    PlanDocument,
    Result,
    SlotKind,
    Target,
)
from performance.rules import band_of
from performance.selectors.records import PortalRecord, portal_record


class Bands:
    """The configured categories of achievement, read once for a page."""

    def __init__(self) -> None:
        self._bands = [
            (band.name, band.lower, band.includes_lower) for band in AchievementBand.objects.all()
        ]

    def name(self, percentage: Decimal | None) -> str:
        """Return the category of an achievement, or nothing if there is none."""
        return band_of(percentage, self._bands)


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as the year's table shows it.

    ``computed`` follows from the target printed beside the result, ``computed_agreed`` from the
    target of the performance agreement, which also decides the category.
    """

    indicator: Indicator
    address: str
    agreed: Target | None
    reported: Target | None
    result: Result | None
    computed: Decimal | None
    computed_agreed: Decimal | None
    band: str
    bullet: Bullet | None
    checks: Sequence[Check]

    @property
    def finding(self) -> str:
        """What the bar shows, in one line: the category, the result and the agreed target."""
        if self.result is None or self.agreed is None:
            return ""
        words = _("realisasi %(result)s, target %(target)s") % {
            "result": self.result.printed,
            "target": self.agreed.printed,
        }
        return f"{_(self.band).capitalize()}: {words}" if self.band else words

    @property
    def targets_differ(self) -> bool:
        """Whether the agreement and the table of results print different targets."""
        return measure(self.agreed).figure != measure(self.reported).figure

    @property
    def findings(self) -> int:
        """How many checks of the indicator found a difference."""
        return sum(check.outcome is Outcome.DIFFERS for check in self.checks)

    @property
    def reached(self) -> bool:
        """Whether the agreed target was reached, by the computed achievement."""
        return self.computed_agreed is not None and self.computed_agreed >= 100


def indicator_row(report: PerformanceReport, indicator: Indicator, bands: Bands) -> IndicatorRow:
    """Return the row of an indicator of a report fetched by ``for_page``."""
    computed = achievement_by(indicator, PlanDocument.REPORT)
    agreed = achievement_by(indicator, PlanDocument.AGREEMENT)
    return IndicatorRow(
        indicator=indicator,
        address=_address(report, indicator.slug),
        agreed=target_in(indicator, PlanDocument.AGREEMENT),
        reported=target_in(indicator, PlanDocument.REPORT),
        result=result_in(indicator, PlanDocument.REPORT),
        computed=computed,
        computed_agreed=agreed,
        band=bands.name(agreed),
        bullet=_bullet(indicator),
        checks=indicator_checks(indicator, report.year),
    )


def _address(report: PerformanceReport, slug: str) -> str:
    """Return the address of an indicator in the version of the report that is being read."""
    if report.state == PublicationState.PUBLISHED:
        return reverse("performance:indicator", args=[report.year, slug])
    return reverse("performance:indicator-version", args=[report.year, report.version, slug])


@dataclass(frozen=True, slots=True)
class Slot:
    """One of the seven analyses; ``given`` is nothing if the report does not make it."""

    label: str
    given: AnalysisSlot | None


@dataclass(frozen=True, slots=True)
class BuildingShare:
    """How many of the listed buildings are in good condition."""

    good: int
    total: int


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything on the page of one indicator."""

    report: PerformanceReport
    row: IndicatorRow
    targets: Sequence[Target]
    slots: Sequence[Slot]
    buildings: BuildingShare | None
    others: Sequence[IndicatorRow]
    checks: CheckSummary
    documents: Sequence[Document]
    record: PortalRecord | None

    @property
    def parent(self) -> str:
        """The address of the version of the report that is being read."""
        if self.report.state == PublicationState.PUBLISHED:
            return self.report.get_absolute_url()
        args = [self.report.year, self.report.version]
        return reverse("performance:report-version", args=args)

    @property
    def current(self) -> str:
        """The address of the indicator in the current version."""
        return reverse("performance:indicator", args=[self.report.year, self.indicator.slug])

    @property
    def mitigations(self) -> Sequence[Mitigation]:
        """The measures against the risks of this indicator."""
        of_objective = self.objective.mitigations.all()
        return [item for item in of_objective if item.indicator_id == self.indicator.pk]

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.row.indicator

    @property
    def objective(self) -> Objective:
        """The objective that the indicator belongs to."""
        return self.row.indicator.objective


def indicator_page(report: PerformanceReport, slug: str) -> IndicatorPage | None:
    """Gather the page of an indicator of a report fetched by ``for_page``; ``None`` if unknown."""
    bands = Bands()
    rows = [
        indicator_row(report, indicator, bands)
        for objective in report.objectives.all()
        for indicator in objective.indicators.all()
    ]
    row = next((item for item in rows if item.indicator.slug == slug), None)
    if row is None:
        return None
    indicator, objective = row.indicator, row.indicator.objective
    given = {item.slot: item for item in indicator.slots.all()}
    offices = list(objective.offices.all())
    good = sum(office.repair == BuildingCondition.GOOD for office in offices)
    checks = [*row.checks, *objective_checks(objective, report.year)]
    return IndicatorPage(
        report=report,
        row=row,
        targets=list(indicator.targets.all()),
        slots=[Slot(kind.label, given.get(kind)) for kind in SlotKind],
        buildings=BuildingShare(good, len(offices)) if offices else None,
        others=[item for item in rows if item is not row],
        checks=CheckSummary.of(checks, Finding.objects.about(AREA, report.slug)),
        documents=[report.document],
        record=portal_record(indicator.slug, report.year),
    )


def _bullet(indicator: Indicator) -> Bullet | None:
    """Return the bar of an indicator; a grade stands at its lower bound, a result at its score."""
    scale = scale_of(indicator)
    result = measure(result_in(indicator, PlanDocument.REPORT))
    targets = [measure(target) for target in indicator.targets.all()]
    return bullet(
        result.score if result.grade else result.value,
        [scale.get(target.grade) if target.grade else target.value for target in targets],
        [(grade, lower) for grade, lower in scale.items() if lower is not None],
    )
