"""What lets a device put the portal on its home screen and keep the pages that were read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page


@public_page()
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; it stands at the root because it may only serve what lies below it."""
    return render(request, "worker.js", content_type="text/javascript; charset=utf-8")


@public_page()
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
    """Name, colours and icon of the portal on a home screen."""
    return JsonResponse(
        {
            "name": _("Data Pemilu NTT"),
            "short_name": "Pemilu NTT",
            "description": _("Data pemilih, kinerja, dan anggaran KPU Provinsi NTT"),
            "lang": "id",
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#ffffff",
            "theme_color": "#8f1414",
            "icons": [{"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
