"""Budget snapshots, grants and absorption targets in the admin."""

from __future__ import annotations

from django.contrib import admin

from budget.models import AbsorptionTarget, BudgetLine, BudgetSnapshot, GrantLine, GrantReport
from kpuntt.browsing import BrowseOnlyAdmin


@admin.register(BudgetSnapshot)
class BudgetSnapshotAdmin(BrowseOnlyAdmin):
    """All versions of all months."""

    list_display = ["title", "version", "state", "year", "month", "basis", "published_at"]
    list_filter = ["state", "year", "basis"]


@admin.register(BudgetLine)
class BudgetLineAdmin(BrowseOnlyAdmin):
    """The lines of all snapshots."""

    list_display = ["snapshot", "code", "name", "kind", "ceiling", "realisation", "percent"]
    list_filter = ["snapshot", "level", "kind"]
    list_select_related = ["snapshot"]


@admin.register(GrantReport)
class GrantReportAdmin(BrowseOnlyAdmin):
    """All versions of all grant reports."""

    list_display = ["title", "version", "state", "year", "published_at"]
    list_filter = ["state"]


@admin.register(GrantLine)
class GrantLineAdmin(BrowseOnlyAdmin):
    """The grants of all governments."""

    list_display = ["report", "printed_name", "region", "regent", "governor"]
    list_filter = ["report"]
    list_select_related = ["report", "region"]


@admin.register(AbsorptionTarget)
class AbsorptionTargetAdmin(BrowseOnlyAdmin):
    """The Treasury's reference line."""

    list_display = ["expenditure_type", "name", "quarter", "percent", "source"]
