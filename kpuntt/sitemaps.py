"""The public pages, for search engines and for the tests that walk them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from budget.selectors import public_addresses as budget_addresses
from kpuntt.datasets import CATALOGUE
from kpuntt.regions.models import Region, RegionLevel
from kpuntt.releases.shelf import public_shelf
from news.selectors import public_addresses as news_addresses
from performance.selectors import report_addresses
from voters.models import Election, Roll

if TYPE_CHECKING:
    AddressSitemap = Sitemap[str]
else:
    AddressSitemap = Sitemap

FIXED = (
    "home",
    "performance:reports",
    "budget:overview",
    "voters:rolls",
    "voters:elections",
    "news:newest",
    "regions",
    "findings",
    "catalogue",
    "releases",
    "schedule",
    "api",
    "glossary",
    "search",
    "about",
)


class PublicPages(AddressSitemap):
    """Every page that the public can read."""

    def items(self) -> list[str]:
        """Return the addresses, the fixed pages first."""
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
        """Return the address itself."""
        return item


SITEMAPS = {"halaman": PublicPages}
