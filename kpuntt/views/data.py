"""The catalogue and the files of each dataset."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.datasets import CATALOGUE
from kpuntt.exports.dataset import Dataset
from kpuntt.exports.query import ALL, ORDER, PAGE, Query, QueryRefused, parse_query
from kpuntt.exports.tables import dataset_table
from kpuntt.exports.writers import Provenance, write_csv, write_json, write_xlsx
from kpuntt.formatting import format_integer
from kpuntt.publishing.selectors import single_person_units
from kpuntt.reports.pages import shows_figures
from kpuntt.selectors import data_as_of
from kpuntt.sentences import dataset_sentence
from kpuntt.sharing import Share

PER_PAGE = 50
PUBLISHER = "KPU Provinsi Nusa Tenggara Timur"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _dataset(name: str) -> Dataset:
    try:
        return CATALOGUE[name]
    except KeyError:
        raise Http404 from None


ALL_AREAS = ("voters", "performance", "budget", "news", "regions", "provenance", "quality")


@public_page(*ALL_AREAS)
def catalogue(request: HttpRequest) -> HttpResponse:
    """All datasets."""
    as_of = data_as_of(*CATALOGUE.values())
    rows = [
        {"dataset": dataset, "rows": dataset.rows().count(), "as_of": as_of[dataset.name]}
        for dataset in CATALOGUE.values()
    ]
    return render(request, "portal/catalogue.html", {"rows": rows})


@shows_figures("data")
@public_page(*ALL_AREAS, params=("*",))
def dataset_page(request: HttpRequest, name: str) -> HttpResponse:
    """One dataset: its table with filters, its dictionary, licence, source and files."""
    dataset = _dataset(name)
    query = parse_query(dataset, request.GET, paged=True)
    paginator = Paginator(dataset.queryset(query.criteria, query.order), PER_PAGE)
    if query.page > paginator.num_pages:
        raise QueryRefused(
            _("Halaman %(page)s tidak ada; halaman terakhir %(pages)s.")
            % {"page": query.page, "pages": paginator.num_pages}
        )
    page = paginator.page(query.page)
    params = request.GET.copy()
    params.pop(PAGE, None)
    table = dataset_table(dataset, [dataset.finish(row) for row in page.object_list], query)
    table.caption = _("%(title)s: %(rows)s baris, halaman %(page)s dari %(pages)s") % {
        "title": dataset.title,
        "rows": format_integer(paginator.count),
        "page": page.number,
        "pages": paginator.num_pages,
    }
    as_of = data_as_of(dataset)[dataset.name]
    context = {
        "dataset": dataset,
        "table": table,
        "page": page,
        "filters": _filter_fields(dataset, query),
        "query": params.urlencode(),
        "as_of": as_of,
        "sources": _sources(dataset, query),
        "alone": single_person_units(dataset.areas),
        "share": Share(
            dataset_sentence(
                dataset,
                rows=dataset.rows().count() if query.criteria else paginator.count,
                as_of=timezone.localtime(as_of).date() if as_of else None,
            ),
            request.path,
        ),
    }
    return render(request, "portal/dataset.html", context)


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


def _sources(dataset: Dataset, query: Query) -> list[str]:
    """The distinct source documents of the rows asked for."""
    if "sumber" not in {column.name for column in dataset.columns}:
        return []
    return dataset.distinct("sumber", query.criteria)


@public_page(*ALL_AREAS, params=("*",), stored=False)
def dataset_file(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """The rows of a dataset as a file; the same filters as its page."""
    dataset = _dataset(name)
    query = parse_query(dataset, request.GET)
    if request.method == "HEAD":
        return _named(
            HttpResponse(content_type=CONTENT_TYPES[extension]), dataset, query, extension
        )
    respond: dict[str, Callable[[Dataset, Query, Provenance], HttpResponseBase]] = {
        "csv": _csv,
        "json": _json,
        "xlsx": _xlsx,
    }
    return respond[extension](dataset, query, _provenance(request, dataset, query))


def _provenance(request: HttpRequest, dataset: Dataset, query: Query) -> Provenance:
    as_of = data_as_of(dataset)[dataset.name]
    return Provenance(
        address=_address(request, query),
        as_of=timezone.localtime(as_of).date().isoformat() if as_of else "",
        publisher=PUBLISHER,
        sources=tuple(_sources(dataset, query)),
        criteria=query.criteria,
    )


def _address(request: HttpRequest, query: Query) -> str:
    """The permanent address of these rows: only what was understood, in a fixed order."""
    params = dict(sorted(query.criteria.items())) | ({ORDER: query.order} if query.order else {})
    query_string = f"?{urlencode(params)}" if params else ""
    return request.build_absolute_uri(request.path + query_string)


def _csv(dataset: Dataset, query: Query, _provenance: Provenance) -> HttpResponseBase:
    rows = dataset.iterate(query.criteria, query.order)
    response = StreamingHttpResponse(write_csv(dataset, rows), content_type=CONTENT_TYPES["csv"])
    return _named(response, dataset, query, "csv")


def _json(dataset: Dataset, query: Query, provenance: Provenance) -> HttpResponseBase:
    rows = dataset.iterate(query.criteria, query.order)
    return StreamingHttpResponse(
        write_json(dataset, rows, provenance), content_type=CONTENT_TYPES["json"]
    )


def _xlsx(dataset: Dataset, query: Query, provenance: Provenance) -> HttpResponseBase:
    target = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    write_xlsx(dataset, dataset.iterate(query.criteria, query.order), provenance, target)
    target.seek(0)
    return _named(FileResponse(target, content_type=CONTENT_TYPES["xlsx"]), dataset, query, "xlsx")


def _named(
    response: HttpResponseBase, dataset: Dataset, query: Query, extension: str
) -> HttpResponseBase:
    """Name the file after the dataset and its filters, all of which are plain ASCII codes."""
    stem = "-".join([dataset.name, *query.criteria.values()])
    response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{extension}"'
    return response
