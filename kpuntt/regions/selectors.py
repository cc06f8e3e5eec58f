"""Finding a region by what a person or a document calls it."""

from __future__ import annotations

import re
from difflib import get_close_matches

from kpuntt.regions.models import Region, RegionAlias, RegionLevel

_PREFIXES = ("kpu ", "provinsi ", "kabupaten ", "kab. ", "kab ")
_CODE = re.compile(r"53(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?", re.ASCII)


def region_key(name: str) -> str:
    """Fold a regency's name for comparison: case, blanks and the words in front do not count.

    "Kota" is kept: "Kupang" alone is always the regency and the city is always "Kota Kupang".
    """
    key = " ".join(name.casefold().split())
    stripped = True
    while stripped:
        stripped = False
        for prefix in _PREFIXES:
            if key.startswith(prefix):
                key, stripped = key.removeprefix(prefix), True
    return key


def region_resolve(text: str) -> Region | None:
    """Return the province, regency or city that ``text`` names, or ``None``; never a guess.

    Accepts a dotted Kemendagri code, a name with or without its legal form, and the aliases met in
    real documents ("Jupang", "KPU Flores", "TTS"). A bare four-digit code is refused: the
    statistics office uses codes that look the same and mean other places.
    """
    name = text.strip()
    if _CODE.fullmatch(name):
        return Region.objects.filter(code=name).first()
    key = region_key(name)
    if not key or "\0" in key:
        return None
    candidates = Region.objects.filter(
        level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY]
    ).order_by("code")
    for region in candidates:
        if region_key(region.name) == key or region.full_name.casefold() == key:
            return region
    alias = RegionAlias.objects.select_related("region").filter(key=key).first()
    return alias.region if alias else None


def regions_named_like(text: str) -> list[Region]:
    """Return up to three regencies or cities whose name is written nearly like ``text``."""
    by_key = {
        region_key(region.name): region for region in Region.objects.at_level(RegionLevel.REGENCY)
    }
    return [by_key[key] for key in get_close_matches(region_key(text), by_key)]
