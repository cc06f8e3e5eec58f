"""Regions across all areas."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.comparison import FEWEST, MOST, comparable_regions, regions_compared
from kpuntt.regions.models import Region, RegionLevel
from kpuntt.regions.selectors import region_resolve, regions_named_like
from kpuntt.reports.pages import shows_figures
from kpuntt.selectors import region_list, region_profile
from kpuntt.sentences import comparison_sentence, region_sentence
from kpuntt.sharing import Share

NAME = "cari"
MAX_NAME = 64
CODE = "kode"


@public_page("voters", "regions", free_text=(NAME,))
def regions(request: HttpRequest) -> HttpResponse:
    """All regencies and cities; a name or alias in ``cari`` leads straight to its page."""
    name = request.GET.get(NAME, "").strip()
    if len(name) > MAX_NAME:
        raise BadRequest(_("Nama wilayah terlalu panjang; paling banyak 64 huruf."))
    found = region_resolve(name) if name else None
    if found is not None and found.level in {RegionLevel.PROVINCE, RegionLevel.REGENCY}:
        return redirect("region", code=found.code)
    similar = regions_named_like(name) if name else []
    context = {"page": region_list(), "name": name, "similar": similar}
    return render(request, "portal/regions.html", context)


@public_page("voters", "budget", "regions", "provenance", "quality", repeated=(CODE,))
def compare(request: HttpRequest) -> HttpResponse:
    """Two to six regencies and cities side by side; without codes, the form to choose them."""
    codes = list(dict.fromkeys(request.GET.getlist(CODE)))
    regions = comparable_regions()
    known = {region.code: region for region in regions}
    if any(code not in known for code in codes):
        raise BadRequest(_("Kode itu bukan kabupaten/kota di NTT. Contoh yang dikenal: 53.07."))
    if codes and not FEWEST <= len(codes) <= MOST:
        raise BadRequest(_("Pilih dua sampai enam kabupaten/kota."))
    context: dict[str, object] = {"regions": regions, "chosen": codes}
    if codes:
        page = regions_compared([known[code] for code in codes])
        address = f"{request.path}?{urlencode({CODE: codes}, doseq=True)}"
        context |= {"page": page, "share": Share(comparison_sentence(page), address)}
    return render(request, "portal/compare.html", context)


@shows_figures("regions")
@public_page("voters", "performance", "budget", "news", "regions", "provenance", "quality")
def region(request: HttpRequest, code: str) -> HttpResponse:
    """The profile of the province, a regency or a city."""
    found = get_object_or_404(
        Region.objects.select_related("work_unit").prefetch_related("aliases"),
        code=code,
        level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY],
    )
    page = region_profile(found)
    share = Share(region_sentence(page), request.path)
    return render(request, "portal/region.html", {"page": page, "share": share})
