"""Search over all areas."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.regions.selectors import region_resolve, regions_named_like
from kpuntt.search.documents import SearchKind
from kpuntt.search.selectors import search
from kpuntt.search.services import AREA
from kpuntt.searchable import REGIONS

QUERY, KIND = "q", "jenis"
MIN_QUERY, MAX_QUERY = 2, 64
EXAMPLES = ("Malaka", "PDPB", "reformasi birokrasi", "CQ.6639", "hibah Pilkada")


@public_page(AREA, params=(KIND,), free_text=(QUERY,))
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer a query; a region that it names comes first. Without one, the form and examples."""
    query, kind = request.GET.get(QUERY, "").strip(), request.GET.get(KIND, "")
    if len(query) > MAX_QUERY:
        raise BadRequest(_("Pencarian terlalu panjang; paling banyak 64 huruf."))
    if kind not in {"", *SearchKind.values}:
        raise BadRequest(_("Jenis itu tidak dikenal."))
    context = {
        "query": query,
        "examples": EXAMPLES,
        "too_short": 0 < len(query) < MIN_QUERY,
        "results": None,
        "similar": (),
    }
    if len(query) >= MIN_QUERY:
        region = region_resolve(query)
        results = search(query, kind=kind, first=(REGIONS, region.code if region else ""))
        context["results"] = results
        if results.has_words and not results.total:
            context["similar"] = regions_named_like(query)
    return render(request, "portal/search.html", context)
