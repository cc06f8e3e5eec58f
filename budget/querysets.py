"""Reads of the budget area, as chainable queryset methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q

from kpuntt.publishing.models import PublicationQuerySet, PublicationState

if TYPE_CHECKING:
    from budget.models import (  # noqa: F401 - named in bases below
        BudgetLine,
        BudgetSnapshot,
        GrantLine,
        GrantReport,
    )

_TOTAL_LINE = Q(lines__level="total", lines__kind="tercetak")
_TOTAL_ROW = Q(lines__is_total=True)


class BudgetSnapshotQuerySet(PublicationQuerySet["BudgetSnapshot"]):
    """Reads of budget snapshots."""

    def newest_first(self) -> Self:
        """Order by the month that the figures reach; the first of a year is what its page shows."""
        return self.order_by("-year", "-month", "basis", "slug", "-version")

    def with_total(self) -> Self:
        """Annotate the printed figures of the total line, decimals with their printed places."""
        names = ("ceiling", "realisation", "remaining", "percent")
        joined = self.annotate(total=FilteredRelation("lines", condition=_TOTAL_LINE))
        return joined.annotate(**{f"total_{name}": F(f"total__{name}") for name in names})

    def for_page(self) -> Self:
        """Fetch all that the page of a snapshot shows, in a constant number of queries."""
        # Joined rather than prefetched: a snapshot down to the item has ten thousand lines, and
        # SQLite refuses to look that many citations and parents up by a list of keys.
        lines = self.model.lines.rel.related_model._default_manager
        return self.select_related("citation__document").prefetch_related(
            models.Prefetch("lines", lines.select_related("citation__document", "parent")),
            "restatements__citation__document",
        )


class BudgetLineQuerySet(models.QuerySet["BudgetLine"]):
    """Reads of budget lines."""

    def published(self) -> Self:
        """Return the lines of current versions."""
        return self.filter(snapshot__state=PublicationState.PUBLISHED)

    def as_printed(self) -> Self:
        """Order as printed, newest month first, each balancing line after what it completes."""
        return self.order_by(
            "-snapshot__year",
            "-snapshot__month",
            "snapshot__basis",
            "snapshot__slug",
            "order",
            "suborder",
        )


class GrantReportQuerySet(PublicationQuerySet["GrantReport"]):
    """Reads of grant reports."""

    def with_total(self) -> Self:
        """Annotate the printed totals."""
        return self.annotate(
            total_regent=models.Max("lines__regent", filter=_TOTAL_ROW),
            total_governor=models.Max("lines__governor", filter=_TOTAL_ROW),
        )

    def for_page(self) -> Self:
        """Fetch all that the page of a grant report shows, in a constant number of queries."""
        return self.prefetch_related("lines__region", "lines__citation__document")


class GrantLineQuerySet(models.QuerySet["GrantLine"]):
    """Reads of grant lines."""

    def published(self) -> Self:
        """Return the rows of current versions."""
        return self.filter(report__state=PublicationState.PUBLISHED)
