"""What the catalogue knows of each dataset: its rows, period, versions, and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Min
from django.utils import timezone

from kpuntt.caching.models import Generation
from kpuntt.exports.dataset import NOW, Dataset, Span
from kpuntt.metadata.facts import Facts, Period
from kpuntt.publishing.models import PublicationUnit
from kpuntt.quality.models import Finding

#: So many versions are listed on the page of a dataset.
VERSIONS = 10


@dataclass(frozen=True, slots=True)
class Holding:
    """A dataset with its facts and the number of its published rows."""

    facts: Facts
    rows: int

    @property
    def dataset(self) -> Dataset:
        """The dataset itself."""
        return self.facts.dataset


def holdings(*datasets: Dataset) -> list[Holding]:
    """Return the holdings of ``datasets``: one query for all, and one for each."""
    changed = dict(Generation.objects.values_list("area", "changed_at"))
    found: list[Holding] = []
    for dataset in datasets:
        moments = [changed[area] for area in dataset.areas if area in changed]
        as_of = timezone.localtime(max(moments)).date() if moments else None
        wanted: dict[str, Any] = {"rows": Count("pk")}
        if dataset.covers:
            wanted |= {"first": Min(dataset.covers), "last": Max(dataset.covers)}
        counted = dataset.published().order_by().aggregate(**wanted)
        period = _period(counted.get("first"), counted.get("last"))
        facts = Facts(dataset, settings.SITE_ORIGIN, as_of, period)
        found.append(Holding(facts, counted["rows"]))
    return found


def _period(first: date | int | None, last: date | int | None) -> Period | None:
    """Return the years from the first to the last; a date counts by its year."""
    if first is None or last is None:
        return None
    years = [value.year if isinstance(value, date) else value for value in (first, last)]
    return Period(*years)


def sources(
    dataset: Dataset, criteria: Mapping[str, str] | None = None, span: Span = NOW
) -> list[str]:
    """Return the distinct source documents of the rows that meet ``criteria``."""
    if "sumber" not in {column.name for column in dataset.columns}:
        return []
    return dataset.distinct("sumber", criteria or {}, span)


def latest_moment(dataset: Dataset) -> datetime | None:
    """Return when the newest published unit of the dataset came out: the moment a link keeps."""
    if dataset.unit_model is None:
        return None
    published = f"{dataset.unit}__published_at" if dataset.unit else "published_at"
    moment: datetime | None = dataset.published().aggregate(moment=Max(published))["moment"]
    return moment


def versions(dataset: Dataset) -> Sequence[PublicationUnit]:
    """Return the newest versions, current and former, that rows of it were published in."""
    if dataset.unit_model is None:
        return []
    units = dataset.unit_model._default_manager.readable()  # type: ignore[attr-defined]
    rows = dataset.rows().order_by().values(dataset.unit or "pk")
    return list(units.filter(pk__in=rows).order_by("-published_at", "-pk")[:VERSIONS])


def findings(dataset: Dataset) -> Sequence[Finding]:
    """Return the current findings about the units that the dataset's rows were published in."""
    if dataset.unit_model is None:
        return []
    slug = f"{dataset.unit}__slug" if dataset.unit else "slug"
    subjects = dataset.published().order_by().values(slug)
    area = dataset.unit_model.area
    return list(Finding.objects.current().filter(area=area, subject__in=subjects))
