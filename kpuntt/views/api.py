"""The interface for programs: its description, its reference page, and the catalogue as data."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kpuntt.caching.pages import public_page
from kpuntt.catalogue import holdings
from kpuntt.datasets import ALL_AREAS, CATALOGUE
from kpuntt.exports.dataset import CC_BY
from kpuntt.exports.query import DEFAULT_SIZE, MAX_SIZE
from kpuntt.metadata import linked_data, openapi
from kpuntt.views.machines import for_machines, json_response


@for_machines
@public_page(*ALL_AREAS)
def description(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The OpenAPI description."""
    document = openapi.description(
        list(CATALOGUE.values()), origin=settings.SITE_ORIGIN, licence=CC_BY.identifier
    )
    return json_response(document)


@for_machines
@public_page(*ALL_AREAS)
def linked_catalogue(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The catalogue in DCAT 3 as JSON-LD."""
    facts = [holding.facts for holding in holdings(*CATALOGUE.values())]
    document = linked_data.catalogue(facts, origin=settings.SITE_ORIGIN)
    return json_response(document, content_type="application/ld+json")


@public_page(*ALL_AREAS)
def reference(request: HttpRequest) -> HttpResponse:
    """The same description for people."""
    context = {
        "datasets": CATALOGUE.values(),
        "default_size": DEFAULT_SIZE,
        "max_size": MAX_SIZE,
    }
    return render(request, "portal/api.html", context)
