"""Writing what the portal computes beside the printed figures."""

from __future__ import annotations

from django.db import transaction

from performance.checks import achievement_by
from performance.models import Indicator, PerformanceReport, PlanDocument, Result


@transaction.atomic
def achievements_compute(report: PerformanceReport) -> None:
    """Store the computed achievements of a report, so that they are columns of its dataset.

    Runs whenever a report is published or loaded (see ``performance.apps``).
    """
    indicators = Indicator.objects.filter(objective__report=report)
    for indicator in indicators.select_related("scale").prefetch_related(
        "scale__bands", "targets", "results"
    ):
        Result.objects.filter(indicator=indicator, document=PlanDocument.REPORT).update(
            computed=achievement_by(indicator, PlanDocument.REPORT),
            computed_agreed=achievement_by(indicator, PlanDocument.AGREEMENT),
        )


@transaction.atomic
def structure_copy(*, source: PerformanceReport, report: PerformanceReport) -> None:
    """Give a new report the objectives and indicators of another one, without any figure."""
    for objective in source.objectives.prefetch_related("indicators"):
        indicators = list(objective.indicators.all())
        objective.pk, objective.report = None, report
        objective.save(force_insert=True)
        for indicator in indicators:
            indicator.pk, indicator.objective = None, objective
            indicator.save(force_insert=True)
