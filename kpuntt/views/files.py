"""The files of each dataset: its rows as CSV, XLSX and JSON, and what describes them."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils import translation
from django.utils.translation import gettext as _

from kpuntt.caching.models import Generation
from kpuntt.caching.pages import public_page
from kpuntt.caching.release import release_id
from kpuntt.catalogue import Holding, holdings, sources
from kpuntt.datasets import ALL_AREAS, CATALOGUE
from kpuntt.exports.database_csv import stream_csv
from kpuntt.exports.dataset import Dataset, Row
from kpuntt.exports.formats import FileFormat
from kpuntt.exports.query import PAGE, SIZE, NothingThere, Query, format_moment, parse_query
from kpuntt.exports.writers import Part, Provenance, write_json, write_xlsx
from kpuntt.language import INDONESIAN
from kpuntt.metadata import csvw, frictionless
from kpuntt.metadata.facts import PUBLISHER
from kpuntt.templatetags.addresses import absolute, query_string
from kpuntt.templatetags.languages import in_language
from kpuntt.views.machines import for_machines, json_response

#: Files of more rows than this are not measured for the page of their dataset.
MAX_MEASURED = 10_000


def dataset_named(name: str) -> Dataset:
    """Return the dataset of that name, or answer 404."""
    try:
        return CATALOGUE[name]
    except KeyError:
        raise Http404 from None


@for_machines
@public_page(*ALL_AREAS, params=("*",), stored=False)
def dataset_file(request: HttpRequest, name: str, extension: str) -> HttpResponseBase:
    """The rows of a dataset as a file; the same filters as its page."""
    dataset, extension = dataset_named(name), FileFormat(extension)
    paged = (PAGE, SIZE) if extension == FileFormat.JSON else ()
    query = parse_query(dataset, request.GET, paged=paged)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=extension.content_type)
    elif extension == FileFormat.XLSX:
        response = FileResponse(_workbook(dataset, query), content_type=extension.content_type)
    else:
        write = _json if extension == FileFormat.JSON else _csv
        response = StreamingHttpResponse(write(dataset, query), content_type=extension.content_type)
    if extension != FileFormat.JSON:
        # All values are plain ASCII codes, so the name needs no escaping.
        stem = "-".join([dataset.name, *query.criteria.values()])
        response.headers["Content-Disposition"] = f'attachment; filename="{stem}.{extension}"'
    return response


def _csv(dataset: Dataset, query: Query) -> Iterator[bytes]:
    return stream_csv(dataset, dataset.queryset(query.criteria, query.order, query.span))


def _workbook(dataset: Dataset, query: Query) -> BinaryIO:
    target = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - FileResponse closes it
    rows = dataset.iterate(query.criteria, query.order, query.span)
    write_xlsx(dataset, rows, _provenance(dataset, query, FileFormat.XLSX), target)
    target.seek(0)
    return target


def file_sizes(holding: Holding) -> dict[str, int]:
    """Return the size in bytes of each file of a whole dataset, by extension.

    They are measured once a generation, as they are served, in Indonesian; nothing is said of a
    dataset too large for that.
    """
    dataset, everything = holding.dataset, Query({})
    if holding.rows > MAX_MEASURED:
        return {}
    numbers = Generation.objects.filter(area__in=ALL_AREAS).order_by("area")
    key = f"sizes-{release_id()}-{dataset.name}-{list(numbers.values_list('number', flat=True))}"
    known: dict[str, int] | None = cache.get(digest := hashlib.sha256(key.encode()).hexdigest())
    if known is None:
        with translation.override(INDONESIAN), _workbook(dataset, everything) as workbook:
            known = {
                FileFormat.CSV: sum(map(len, _csv(dataset, everything))),
                FileFormat.XLSX: workbook.seek(0, os.SEEK_END),
                FileFormat.JSON: sum(map(len, _json(dataset, everything))),
            }
        cache.set(digest, known)
    return known


def _json(dataset: Dataset, query: Query) -> Iterator[bytes]:
    provenance = _provenance(dataset, query, FileFormat.JSON)
    if query.size is None:
        rows = dataset.iterate(query.criteria, query.order, query.span)
        return write_json(dataset, rows, provenance)
    page, part = _page(dataset, query)
    return write_json(dataset, page, provenance, part)


def _page(dataset: Dataset, query: Query) -> tuple[list[Row], Part]:
    """Return one page of the rows, and where its neighbours are."""
    queryset = dataset.queryset(query.criteria, query.order, query.span)
    paginator = Paginator(queryset, query.size or 1)
    if query.page > paginator.num_pages:
        raise NothingThere(
            _("Halaman %(page)s tidak ada; halaman terakhir %(pages)s.")
            % {"page": query.page, "pages": paginator.num_pages}
        )
    page = paginator.page(query.page)

    def neighbour(number: int) -> str:
        pages = {PAGE: str(number), SIZE: str(query.size)}
        return address(dataset, FileFormat.JSON, query.parameters() | pages)

    return [dataset.finish(row) for row in page.object_list], Part(
        total=paginator.count,
        page=query.page,
        pages=paginator.num_pages,
        previous=neighbour(query.page - 1) if page.has_previous() else None,
        following=neighbour(query.page + 1) if page.has_next() else None,
    )


def address(dataset: Dataset, extension: FileFormat, parameters: Mapping[str, str]) -> str:
    """Return the permanent address of a file: what was understood, in a fixed order."""
    return absolute(f"/data/{dataset.name}.{extension}{_query_string(parameters)}")


def page_address(dataset: Dataset, parameters: Mapping[str, str]) -> str:
    """Return the permanent address of a dataset's page, in its language, with these parameters."""
    return absolute(in_language(f"/data/{dataset.name}/{_query_string(parameters)}"))


def _query_string(parameters: Mapping[str, str]) -> str:
    return f"?{query_string(parameters)}" if parameters else ""


def _provenance(dataset: Dataset, query: Query, extension: FileFormat) -> Provenance:
    as_of = holdings(dataset)[0].facts.as_of
    return Provenance(
        address=address(dataset, extension, query.parameters()),
        as_of=as_of.isoformat() if as_of else "",
        publisher=PUBLISHER,
        sources=tuple(sources(dataset, query.criteria, query.span)),
        criteria=query.criteria,
        moment=format_moment(query.span.at) if query.span.at else "",
    )


def holding_named(name: str) -> Holding:
    """Return the holding of the dataset of that name, or answer 404."""
    return holdings(dataset_named(name))[0]


@for_machines
@public_page(*ALL_AREAS)
def dataset_package(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001
    """The data package of one dataset."""
    facts = holding_named(name).facts.citing(sources(dataset_named(name)))
    return json_response(frictionless.dataset_package(facts))


@for_machines
@public_page(*ALL_AREAS)
def catalogue_package(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The data package of all datasets."""
    facts = [
        holding.facts.citing(sources(holding.dataset)) for holding in holdings(*CATALOGUE.values())
    ]
    return json_response(frictionless.package(facts))


@for_machines
@public_page(*ALL_AREAS)
def csv_metadata(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001
    """The CSVW metadata of a dataset's CSV file."""
    table = csvw.table(holding_named(name).facts)
    return json_response(table, content_type="application/csvm+json")
