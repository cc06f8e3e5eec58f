"""Performance reports in the admin."""

from __future__ import annotations

from django.contrib import admin

from kpuntt.browsing import BrowseOnlyAdmin
from performance.models import (
    Indicator,
    LegalDocumentCount,
    OfficeBuilding,
    PerformanceReport,
    Result,
    StaffCount,
    Target,
)


@admin.register(PerformanceReport)
class PerformanceReportAdmin(BrowseOnlyAdmin):
    """All versions of all reports."""

    list_display = ["title", "version", "state", "year", "published_at"]
    list_filter = ["state", "year"]


@admin.register(Indicator)
class IndicatorAdmin(BrowseOnlyAdmin):
    """The indicators of all reports."""

    list_display = ["number", "short_name", "objective", "unit", "direction"]
    list_filter = ["objective__report"]
    list_select_related = ["objective"]


@admin.register(Target)
class TargetAdmin(BrowseOnlyAdmin):
    """The targets as each document prints them."""

    list_display = ["indicator", "document", "printed"]
    list_filter = ["document", "indicator__objective__report"]
    list_select_related = ["indicator"]


@admin.register(Result)
class ResultAdmin(BrowseOnlyAdmin):
    """The rows of the tables of results."""

    list_display = ["indicator", "document", "printed", "achievement_printed", "computed"]
    list_filter = ["document", "indicator__objective__report"]
    list_select_related = ["indicator"]


@admin.register(OfficeBuilding)
class OfficeBuildingAdmin(BrowseOnlyAdmin):
    """The office buildings of all reports."""

    list_display = ["unit_name", "region", "ownership", "repair", "area_printed"]
    list_filter = ["ownership", "repair", "objective__report"]
    list_select_related = ["region"]


@admin.register(LegalDocumentCount)
class LegalDocumentCountAdmin(BrowseOnlyAdmin):
    """The JDIH tables of all reports."""

    list_display = ["name", "region", "physical", "web"]
    list_filter = ["objective__report"]
    list_select_related = ["region"]


@admin.register(StaffCount)
class StaffCountAdmin(BrowseOnlyAdmin):
    """The staff tables of all reports."""

    list_display = ["name", "group", "total", "civil_servants", "contract"]
    list_filter = ["position", "objective__report"]
