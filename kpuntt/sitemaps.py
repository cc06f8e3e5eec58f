"""The public pages, for search engines and for the tests that walk them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from budget.selectors import public_addresses as budget_addresses
from kpuntt.datasets import CATALOGUE
from kpuntt.regions.models import Region, RegionLevel
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
    "performance:reports",
    "budget:overview",
    "voters:rolls",
    "voters:elections",
    "news:newest",
    "regions",
    "findings",
    "catalogue",
    "glossary",
    "search",
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
        ]

    def location(self, item: str) -> str:
        """Return the address in the language that is asked for."""
        return in_language(item)


SITEMAPS = {"halaman": PublicPages}
