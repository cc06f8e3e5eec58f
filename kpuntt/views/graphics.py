"""Charts as files: made once per generation, like every stored page."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.charts.png import png
from kpuntt.charts.svg import svg
from kpuntt.graphics import GRAPHICS
from voters.models import Roll

ROLL = "daftar"


@public_page("voters", "budget", "regions", "provenance", params=(ROLL,))
def graphic(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """A chart as SVG or PNG, some of them for the roll in ``daftar``; 404 if it shows nothing."""
    found = GRAPHICS.get(name)
    if found is None:
        raise Http404
    roll = None
    if ROLL in request.GET:
        if not found.of_roll:
            raise BadRequest(_("Grafik ini tidak dapat diminta untuk satu daftar pemilih."))
        roll = get_object_or_404(Roll.objects.published(), slug=request.GET[ROLL])
    sheet = found.make(roll)
    if sheet is None:
        raise Http404
    if extension == "png":
        response = HttpResponse(png(sheet), content_type="image/png")
    else:
        response = HttpResponse(svg(sheet), content_type="image/svg+xml; charset=utf-8")
    return response
