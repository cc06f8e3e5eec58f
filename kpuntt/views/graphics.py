"""Charts as files: made once per generation, like every stored page."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.charts.png import png
from kpuntt.charts.svg import svg
from kpuntt.graphics import GRAPHICS

PARAMETERS = ("daftar", "tahun", "indikator")


@public_page("voters", "performance", "budget", "regions", "provenance", params=PARAMETERS)
def graphic(request: HttpRequest, name: str, extension: str) -> HttpResponse:
    """A chart as SVG or PNG, of the newest or of what is asked for; 404 if it shows nothing."""
    found = GRAPHICS.get(name)
    if found is None:
        raise Http404
    asked = {key: request.GET[key] for key in PARAMETERS if key in request.GET}
    if not asked.keys() <= set(found.parameters):
        words = _("Grafik ini tidak mengenal %(names)s.")
        raise BadRequest(words % {"names": ", ".join(asked.keys() - set(found.parameters))})
    sheet = found.make(asked)
    if sheet is None:
        raise Http404
    if extension == "png":
        response = HttpResponse(png(sheet), content_type="image/png")
    else:
        response = HttpResponse(svg(sheet), content_type="image/svg+xml; charset=utf-8")
    return response
