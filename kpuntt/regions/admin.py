"""Regions in the admin."""

from __future__ import annotations

from django.contrib import admin

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.regions.models import Region, RegionAlias


@admin.register(Region)
class RegionAdmin(BrowseOnlyAdmin):
    """All regions by code."""

    list_display = ["code", "full_name", "level", "seat"]
    list_filter = ["level"]
    search_fields = ["code", "name"]


@admin.register(RegionAlias)
class RegionAliasAdmin(BrowseOnlyAdmin):
    """Other spellings met in documents."""

    list_display = ["name", "region", "note"]
    list_select_related = ["region"]
