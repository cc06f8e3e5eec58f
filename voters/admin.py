"""Rolls and elections in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.publishing.models import PublicationState
from kpuntt.staff.scope import RegionScopedAdmin
from voters.models import Election, ElectionReport, Roll, RollLine
from voters.submission_admin import SubmissionAdmin, SubmissionDeadlineAdmin

__all__ = [
    "ElectionAdmin",
    "ElectionReportAdmin",
    "RollAdmin",
    "RollLineAdmin",
    "SubmissionAdmin",
    "SubmissionDeadlineAdmin",
]


@admin.register(Roll)
class RollAdmin(BrowseOnlyAdmin):
    """All versions of all rolls."""

    list_display = ["title", "version", "state", "as_of", "published_at"]
    list_filter = ["state", "kind", "stage"]


@admin.register(RollLine)
class RollLineAdmin(RegionScopedAdmin, BrowseOnlyAdmin):
    """The figures of all rolls by region; unpublished ones of one's own region only."""

    public_rows = Q(roll__state__in=[PublicationState.PUBLISHED, PublicationState.SUPERSEDED])
    editable_rows = Q(roll__state=PublicationState.DRAFT)

    list_display = ["roll", "region", "male", "female", "total", "polling_stations"]
    list_filter = ["roll"]
    list_select_related = ["roll", "region"]


@admin.register(Election)
class ElectionAdmin(BrowseOnlyAdmin):
    """All elections."""

    list_display = ["short_name", "name", "year"]


@admin.register(ElectionReport)
class ElectionReportAdmin(BrowseOnlyAdmin):
    """All versions of what is published about elections."""

    list_display = ["election", "version", "state", "published_at"]
    list_filter = ["state"]
    list_select_related = ["election"]
