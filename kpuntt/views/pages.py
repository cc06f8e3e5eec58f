"""Plain pages, health and errors."""

from __future__ import annotations

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kpuntt.caching.pages import public_page
from kpuntt.datasets import AREA_LABELS
from kpuntt.exports.dataset import CC_BY
from kpuntt.glossary import terms_by_letter
from kpuntt.language import INDONESIAN, path_in
from kpuntt.quality.models import CheckTally
from kpuntt.reports.selectors import report_summary
from kpuntt.selectors import quality_summary
from kpuntt.sitemaps import public_addresses
from kpuntt.suggestions import is_statistics_code, nearest, words_of
from voters.models import Roll


@public_page("voters", "quality")
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, how it computes, and under which licence the data are."""
    context = {
        "quality": quality_summary(),
        "reports": report_summary(),
        "rolls": Roll.objects.published().count(),
        "licence": CC_BY,
    }
    return render(request, "portal/about.html", context)


@public_page("quality")
def methods(request: HttpRequest) -> HttpResponse:
    """What the figures mean, how the portal computes and checks, and what it does not know."""
    tallies = CheckTally.objects.order_by("area", "rule")
    areas = [
        {"label": label, "tallies": [tally for tally in tallies if tally.area == area]}
        for area, label in AREA_LABELS.items()
    ]
    return render(request, "portal/methods.html", {"areas": areas})


@public_page()
def accessibility(request: HttpRequest) -> HttpResponse:
    """What readers with every kind of device and sense can rely on, and the known faults."""
    return render(request, "portal/accessibility.html")


@public_page()
def glossary(request: HttpRequest) -> HttpResponse:
    """What the words of the portal mean; only a new release changes it."""
    return render(request, "portal/glossary.html", {"letters": terms_by_letter()})


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say "ok" if the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Let robots read everything but the staff's rooms."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    text = f"User-agent: *\nDisallow: /admin/\nDisallow: /pola/\nSitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400 with the sentence of the refusal, if it is ours."""
    sentence = str(exception) if isinstance(exception, BadRequest) else ""
    if isinstance(exception, RequestDataTooBig):
        sentence = _("Isian itu terlalu besar; paling banyak 2,5 megabita.")
    return render(request, "400.html", {"sentence": sentence}, status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """403."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """403 after a form whose token was missing or stale."""
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """404, with the public addresses that the asked one resembles and a search for its words."""
    addresses, path = public_addresses(), path_in(INDONESIAN, request.path)
    context = {
        "meant": nearest(path, addresses),
        "words": words_of(path, {address.split("/")[1] for address in addresses}),
        "statistics_code": is_statistics_code(path),
    }
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; touches neither database nor cache."""
    return render(request, "500.html", status=500)
