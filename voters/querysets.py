"""Reads of the voters' area, as chainable queryset methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from kpuntt.publishing.models import PublicationQuerySet, PublicationState
from kpuntt.regions.models import RegionLevel

if TYPE_CHECKING:
    from voters.models import ElectionReport, Roll, RollLine  # noqa: F401 - named in bases below

_PROVINCE_ROW = Q(lines__region__level=RegionLevel.PROVINCE)


class RollQuerySet(PublicationQuerySet["Roll"]):
    """Reads of rolls."""

    def with_province_figures(self) -> Self:
        """Annotate the printed figures of the province row and the kind of their source."""
        names = ("total", "male", "female", "polling_stations")
        figures = {
            f"province_{name}": models.Max(f"lines__{name}", filter=_PROVINCE_ROW) for name in names
        }
        return self.annotate(
            **figures,
            source_kind=models.Max("lines__citation__document__kind", filter=_PROVINCE_ROW),
        )

    def for_page(self) -> Self:
        """Fetch all that the page of a roll shows, in a constant number of queries."""
        return self.select_related("election", "baseline").prefetch_related(
            "lines__region",
            "lines__citation__document",
            "lines__reasons__kind",
            "lines__reasons__citation__document",
            "lines__figure_citations__citation__document",
            "disability_counts__region",
            "disability_counts__citation__document",
        )


class RollLineQuerySet(models.QuerySet["RollLine"]):
    """Reads of roll lines."""

    def published(self) -> Self:
        """Return the lines of current versions."""
        return self.filter(roll__state=PublicationState.PUBLISHED)

    def as_printed(self) -> Self:
        """Order as the printed tables do: newest roll first, regions by code, province last."""
        return self.order_by(
            F("roll__as_of").desc(),
            F("roll_id").desc(),
            F("region__parent").asc(nulls_last=True),
            "region_id",
        )


class ElectionReportQuerySet(PublicationQuerySet["ElectionReport"]):
    """Reads of election reports."""

    def for_page(self) -> Self:
        """Fetch all that the page of an election shows, in a constant number of queries."""
        return self.prefetch_related(
            "contests__candidates__votes__citation__document",
            "contests__candidates__votes__region",
            "logistics__citation__document",
            "stages__citation__document",
        )
