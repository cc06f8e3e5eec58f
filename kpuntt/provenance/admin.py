"""Source documents in the admin."""

from __future__ import annotations

from django.contrib import admin
from django.db import models

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.provenance.models import Document


@admin.register(Document)
class DocumentAdmin(BrowseOnlyAdmin):
    """All documents."""

    list_display = ["title", "kind", "publisher", "date"]
    list_filter = ["kind"]
    search_fields = ["title", "publisher", "number"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
