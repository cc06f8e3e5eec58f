"""Loading the source documents from ``fixtures/documents.toml``; safe to repeat."""

from __future__ import annotations

from django.db import transaction

from kpuntt.caching.services import generation_bump
from kpuntt.fixture_files import read_tables
from kpuntt.provenance.models import Document


@transaction.atomic
def documents_load() -> int:
    """Write the documents and return how many the register holds."""
    for table in read_tables("documents.toml", "document"):
        values = dict(table)
        Document.objects.update_or_create(slug=values.pop("slug"), defaults=values)
    generation_bump(area="provenance")
    return Document.objects.count()
