"""The public pages, for search engines and for the tests that walk them all."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from budget.selectors import public_addresses as budget_addresses
from kpuntt.caching.models import Generation
from kpuntt.caching.release import release_id
from kpuntt.datasets import CATALOGUE
from kpuntt.language import INDONESIAN
from kpuntt.regions.models import Region, RegionLevel
from kpuntt.releases.shelf import public_shelf
from kpuntt.templatetags.languages import in_language
from news.selectors import public_addresses as news_addresses
from performance.selectors import report_addresses
from voters.models import Election, Roll

if TYPE_CHECKING:
    AddressSitemap = Sitemap[str]
else:
    AddressSitemap = Sitemap

FIXED = (
    "home",
    "whats-new",
    "performance:reports",
    "budget:overview",
    "voters:rolls",
    "voters:elections",
    "news:newest",
    "regions",
    "compare",
    "findings",
    "catalogue",
    "releases",
    "schedule",
    "api",
    "glossary",
    "search",
    "methods",
    "accessibility",
    "about",
)


class PublicPages(AddressSitemap):
    """Every page that the public can read, in both languages, each of which names the other."""

    i18n = alternates = x_default = True

    def items(self) -> list[str]:
        """Return the addresses of the Indonesian pages, the fixed ones first."""
        regions = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
        return [
            *map(reverse, FIXED),
            *(roll.get_absolute_url() for roll in Roll.objects.published()),
            *(election.get_absolute_url() for election in Election.objects.all()),
            *report_addresses(),
            *budget_addresses(),
            *news_addresses(),
            *(reverse("region", args=[region.code]) for region in regions),
            *(reverse("dataset", args=[name]) for name in CATALOGUE),
            *(reverse("release", args=[month]) for month in public_shelf().months()),
        ]

    def location(self, item: str) -> str:
        """Return the address in the language that is asked for."""
        return in_language(item)


def public_addresses() -> list[str]:
    """Return the Indonesian addresses of all public pages, gathered anew after each publication."""
    numbers = list(Generation.objects.order_by("area").values_list("area", "number"))
    key = hashlib.sha256(repr((release_id(), numbers)).encode()).hexdigest()
    known: list[str] | None = cache.get(f"addresses-{key}")
    if known is None:
        with translation.override(INDONESIAN):
            known = PublicPages().items()
        cache.set(f"addresses-{key}", known)
    return known


SITEMAPS = {"halaman": PublicPages}
