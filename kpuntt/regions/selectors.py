"""Finding a region by what a person or a document calls it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kpuntt.regions.models import Region, RegionAlias, RegionLevel

_PREFIXES = ("kpu ", "provinsi ", "kabupaten ", "kab. ", "kab ")
_PART_PREFIXES = ("kecamatan ", "kec. ", "kec ", "desa ", "kelurahan ", "kel. ", "kel ")
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
    return region_names().resolve(name)


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Names of regions, read once, so that a long table is resolved without a query per cell."""

    by_code: Mapping[str, Region]
    by_key: Mapping[str, Region]
    ambiguous: frozenset[str]
    official: Mapping[str, str]
    fold: Callable[[str], str] = region_key

    def resolve(self, text: str) -> Region | None:
        """Return the region that ``text`` names by the rules of ``region_resolve``, or ``None``."""
        name = text.strip()
        if _CODE.fullmatch(name):
            return self.by_code.get(name)
        key = self.fold(name)
        return None if key in self.ambiguous else self.by_key.get(key)

    def nearest(self, text: str, count: int = 3) -> list[str]:
        """Return the official names that look most like ``text``, the best first."""
        near = get_close_matches(self.fold(text), self.official, n=count, cutoff=0.4)
        return [self.official[key] for key in near]


def _part_key(name: str) -> str:
    """Fold the name of a district or village, whose legal form may stand in front or not."""
    key = region_key(name)
    return next((key.removeprefix(p) for p in _PART_PREFIXES if key.startswith(p)), key)


def region_names(within: str = "") -> RegionNames:
    """Read the names of the province and its regencies, or those of the parts of ``within``.

    Names of districts and villages repeat, so they are only known inside the region above them.
    A name that two regions share there means neither.
    """
    if within.count("."):
        parts = Region.objects.filter(parent_id=within).order_by("code")
        return _names(parts, aliases=(), fold=_part_key)
    regions = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    aliases = RegionAlias.objects.select_related("region")
    return _names(regions.order_by("code"), aliases=aliases, fold=region_key)


def _names(
    regions: Iterable[Region], *, aliases: Iterable[RegionAlias], fold: Callable[[str], str]
) -> RegionNames:
    by_code: dict[str, Region] = {}
    by_key: dict[str, Region] = {}
    ambiguous = set()
    for region in regions:
        by_code[region.code] = region
        for key in {fold(region.name), region.full_name.casefold()}:
            if key in by_key:
                ambiguous.add(key)
            by_key.setdefault(key, region)
    for alias in aliases:
        by_key.setdefault(alias.key, alias.region)
    official = {fold(region.full_name): region.full_name for region in by_code.values()}
    return RegionNames(by_code, by_key, frozenset(ambiguous), official, fold)


def region_full_names() -> dict[str, str]:
    """Return the full name of every region by its code."""
    return {str(region.code): region.full_name for region in Region.objects.all()}


def regions_named_like(text: str) -> list[Region]:
    """Return up to three regencies or cities whose name is written nearly like ``text``."""
    by_key = {
        region_key(region.name): region for region in Region.objects.at_level(RegionLevel.REGENCY)
    }
    return [by_key[key] for key in get_close_matches(region_key(text), by_key)]
