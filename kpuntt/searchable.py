"""What can be found in every area: the documents of the search index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from budget.checks import AREA as BUDGET
from budget.search import search_documents as budget_documents
from kpuntt.caching.services import generation_lock
from kpuntt.datasets import CATALOGUE
from kpuntt.exports.dataset import Dataset
from kpuntt.formatting import format_integer
from kpuntt.glossary import terms
from kpuntt.regions.models import Region, RegionLevel
from kpuntt.search.documents import SearchDocument, SearchKind
from kpuntt.search.services import entries_replace
from news.checks import AREA as NEWS
from news.search import search_documents as news_documents
from performance.checks import AREA as PERFORMANCE
from performance.search import search_documents as performance_documents
from voters.checks import AREA as VOTERS
from voters.search import search_documents as voters_documents

REGIONS = "regions"


def region_documents() -> Iterator[SearchDocument]:
    """Yield the province, regencies and cities, and districts as parts of their regency's page.

    Villages are left out: 3,442 names that mostly repeat, and no page of theirs.
    """
    pages = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    for region in pages.with_counts().select_related("work_unit").prefetch_related("aliases"):
        yield SearchDocument(
            key=region.code,
            kind=SearchKind.REGION,
            title=region.full_name,
            summary=_region_summary(region),
            address=reverse("region", args=[region.code]),
            text=" ".join([region.work_unit.name, *(alias.name for alias in region.aliases.all())]),
        )
    for district in Region.objects.at_level(RegionLevel.DISTRICT).select_related("parent"):
        yield SearchDocument(
            key=district.code,
            kind=SearchKind.REGION,
            title=district.full_name,
            summary=_("Kecamatan di %(regency)s, kode %(code)s.")
            % {"regency": district.parent, "code": district.code},
            address=reverse("region", args=[district.parent_id]),
            depth=1,
        )


def _region_summary(region: Region) -> str:
    parts = {
        "code": region.code,
        "seat": region.seat,
        "children": format_integer(region.child_count),
        "grandchildren": format_integer(region.grandchild_count),
    }
    if region.level == RegionLevel.PROVINCE:
        return _("Kode %(code)s; %(children)s kabupaten/kota, %(grandchildren)s kecamatan.") % parts
    return (
        _(
            "Kode %(code)s, ibu kota %(seat)s; %(children)s kecamatan, "
            "%(grandchildren)s desa/kelurahan."
        )
        % parts
    )


def dataset_documents() -> Iterator[SearchDocument]:
    """Yield every dataset of the catalogue with its columns and filters."""
    for dataset in CATALOGUE.values():
        yield SearchDocument(
            key=dataset.name,
            kind=SearchKind.DATASET,
            title=str(dataset.title),
            summary=str(dataset.description),
            address=reverse("dataset", args=[dataset.name]),
            text=_dataset_text(dataset),
        )


def _dataset_text(dataset: Dataset) -> str:
    columns = (f"{item.name}: {item.label}. {item.description}" for item in dataset.columns)
    return " ".join([f"{dataset.name}.", *columns])


def term_documents() -> Iterator[SearchDocument]:
    """Yield every word of the glossary."""
    for term in terms():
        yield SearchDocument(
            key=term.slug,
            kind=SearchKind.TERM,
            title=term.name,
            summary=term.meaning,
            address=f"{reverse('glossary')}#{term.slug}",
            text=" ".join(term.aliases),
        )


SEARCHED_AREAS: Mapping[str, Callable[[], Iterable[SearchDocument]]] = {
    REGIONS: region_documents,
    "catalogue": dataset_documents,
    VOTERS: voters_documents,
    PERFORMANCE: performance_documents,
    BUDGET: budget_documents,
    NEWS: news_documents,
    "glossary": term_documents,
}


@transaction.atomic
def area_index(area: str) -> int:
    """Write the part of ``area`` in the index and return how many entries it has."""
    generation_lock(area=area)
    documents = list(SEARCHED_AREAS[area]())
    entries_replace(area=area, documents=documents)
    return len(documents)
