"""The activity log in the admin."""

from __future__ import annotations

from django.contrib import admin

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.publishing.models import Activity


@admin.register(Activity)
class ActivityAdmin(BrowseOnlyAdmin):
    """Every step of every unit, newest first."""

    list_display = ["at", "actor", "action", "slug", "version", "note"]
    list_filter = ["action", "area"]
    list_select_related = ["actor"]
