"""The catalogue and the page of each dataset."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kpuntt import catalogue_search
from kpuntt.caching.pages import public_page
from kpuntt.catalogue import findings, holdings, latest_moment, sources, versions
from kpuntt.datasets import ALL_AREAS, CATALOGUE
from kpuntt.exports.dataset import Dataset
from kpuntt.exports.query import ALL, AT, PAGE, Query, QueryRefused, format_moment, parse_query
from kpuntt.exports.tables import CaptionedTable, dataset_table
from kpuntt.formatting import format_integer
from kpuntt.metadata.linked_data import schema_org
from kpuntt.publishing.selectors import single_person_units
from kpuntt.reports.pages import shows_figures
from kpuntt.sentences import citation, dataset_sentence
from kpuntt.sharing import Share
from kpuntt.templatetags.addresses import linked_data
from kpuntt.views.files import dataset_named, file_sizes, page_address

PER_PAGE = 50


@public_page(
    *ALL_AREAS,
    params=(catalogue_search.AREA, catalogue_search.PLACE),
    free_text=(catalogue_search.WORDS,),
)
def catalogue(request: HttpRequest) -> HttpResponse:
    """All datasets, or those that answer a search."""
    found = catalogue_search.find(holdings(*CATALOGUE.values()), request.GET.dict())
    context = {"page": found, "max_words": catalogue_search.MAX_WORDS, "all": len(CATALOGUE)}
    return render(request, "portal/catalogue.html", context)


@shows_figures("data")
@public_page(*ALL_AREAS, params=("*",))
def dataset_page(request: HttpRequest, name: str) -> HttpResponse:
    """One dataset: its table with filters, its dictionary, licence, source and files."""
    dataset = dataset_named(name)
    query = parse_query(dataset, request.GET, paged=(PAGE,), size=PER_PAGE)
    holding = holdings(dataset)[0]
    facts, moment = holding.facts, query.span.at or latest_moment(dataset)
    parameters = query.parameters()
    kept = parameters | {AT: format_moment(moment)} if moment else parameters
    context = {
        "dataset": dataset,
        "facts": facts,
        "rows": holding.rows,
        "query": query,
        "parameters": parameters,
        "filters": _filter_fields(dataset, query),
        "sources": sources(dataset, query.criteria, query.span),
        "alone": single_person_units(dataset.areas),
        "sizes": {} if parameters else file_sizes(holding),
        "versions": versions(dataset),
        "findings": findings(dataset),
        "citation": citation(facts, moment=moment, address=page_address(dataset, kept)),
        "kept": kept if moment else None,
        "linked_data": linked_data(schema_org(facts)),
        "share": Share(
            dataset_sentence(dataset, rows=holding.rows, as_of=facts.as_of), request.path
        ),
        **_table(dataset, query),
    }
    return render(request, "portal/dataset.html", context)


def _table(dataset: Dataset, query: Query) -> dict[str, Any]:
    """Return one page of the rows and their table."""
    queryset = dataset.queryset(query.criteria, query.order, query.span)
    paginator = Paginator(queryset, PER_PAGE)
    if query.page > paginator.num_pages:
        raise QueryRefused(
            _("Halaman %(page)s tidak ada; halaman terakhir %(pages)s.")
            % {"page": query.page, "pages": paginator.num_pages}
        )
    page = paginator.page(query.page)
    table: CaptionedTable = dataset_table(
        dataset, [dataset.finish(row) for row in page.object_list], query
    )
    table.caption = _("%(title)s: %(rows)s baris, halaman %(page)s dari %(pages)s") % {
        "title": dataset.title,
        "rows": format_integer(paginator.count),
        "page": page.number,
        "pages": paginator.num_pages,
    }
    return {"page": page, "table": table}


def _filter_fields(dataset: Dataset, query: Query) -> list[dict[str, Any]]:
    return [
        {
            "name": item.name,
            "label": item.label,
            "description": item.description,
            "choices": item.choices(),
            "value": query.criteria.get(item.name, ALL),
        }
        for item in dataset.filters
    ]
