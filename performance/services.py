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
