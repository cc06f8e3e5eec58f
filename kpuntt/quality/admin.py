"""The register of findings in the admin."""

from __future__ import annotations

from django.contrib import admin

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.quality.models import Finding


@admin.register(Finding)
class FindingAdmin(BrowseOnlyAdmin):
    """All findings."""

    list_display = ["subject_title", "place", "rule_title", "printed", "computed", "status"]
    list_filter = ["status", "area", "severity"]
