"""The first page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kpuntt.caching.pages import public_page
from kpuntt.releases.shelf import public_shelf
from kpuntt.selectors import home_page
from kpuntt.sentences import home_sentence
from kpuntt.sharing import Share


@public_page(
    "voters", "performance", "budget", "news", "regions", "provenance", "quality", "releases"
)
def home(request: HttpRequest) -> HttpResponse:
    """Headline figures, map, trend, what is new and how the checks went."""
    page = home_page()
    share = Share(home_sentence(page), request.path)
    context = {"page": page, "share": share, "release": next(iter(public_shelf().months()), None)}
    return render(request, "portal/home.html", context)
