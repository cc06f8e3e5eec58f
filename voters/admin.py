"""Rolls and elections in the admin."""

from __future__ import annotations

from django.contrib import admin

from kpuntt.browsing import BrowseOnlyAdmin
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
class RollLineAdmin(BrowseOnlyAdmin):
    """The figures of all rolls by region."""

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
