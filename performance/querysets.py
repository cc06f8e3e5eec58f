"""Reads of the performance area, as chainable queryset methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import Q

from kpuntt.publishing.models import PublicationQuerySet, PublicationState

if TYPE_CHECKING:
    from performance.models import PerformanceReport  # noqa: F401 - named in a base below

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class PerformanceReportQuerySet(PublicationQuerySet["PerformanceReport"]):
    """Reads of performance reports."""

    def with_reached(self) -> Self:
        """Annotate how many indicators a report has, and how many reached their agreed target."""
        reached = Q(objectives__indicators__results__computed_agreed__gte=100)
        indicators = "objectives__indicators"
        return self.annotate(
            indicator_count=models.Count(indicators, distinct=True),
            reached_count=models.Count(indicators, filter=reached, distinct=True),
        )

    def for_page(self) -> Self:
        """Fetch all that the pages of a report show, in a constant number of queries."""
        return self.select_related("document", "region").prefetch_related(
            "objectives__citation__document",
            "objectives__mitigations__citation__document",
            "objectives__indicators__scale__bands",
            "objectives__indicators__targets__citation__document",
            "objectives__indicators__results__citation__document",
            "objectives__indicators__results__narrative_citation__document",
            "objectives__indicators__slots",
            "objectives__offices__region",
            "objectives__offices__citation__document",
            "objectives__legal_documents__region",
            "objectives__legal_documents__citation__document",
            "objectives__staff__citation__document",
            "objectives__staff_statements__citation__document",
            "objectives__trainings__citation__document",
            "objectives__awards__citation__document",
        )


class EvidenceQuerySet(models.QuerySet[Row_co]):
    """Reads of the rows of evidence tables."""

    def published(self) -> Self:
        """Return the rows of current versions, as printed."""
        return self.filter(objective__report__state=PublicationState.PUBLISHED).as_printed()

    def as_printed(self) -> Self:
        """Order by report, the newest first, and in it as the source does."""
        return self.order_by("-objective__report__year", "order", "pk")

    def about(self, code: str) -> Self:
        """Keep the rows about one region."""
        return self.filter(region_id=code)
