"""Loading the source documents from ``fixtures/documents.toml``; safe to repeat."""

from __future__ import annotations

from kpuntt.caching.services import generation_bump_on_change
from kpuntt.fixture_files import read_tables
from kpuntt.provenance.models import Document


def documents_load() -> int:
    """Write the documents and return how many the register holds."""
    with generation_bump_on_change(area="provenance", read=_everything):
        for table in read_tables("documents.toml", "document"):
            values = dict(table)
            Document.objects.update_or_create(slug=values.pop("slug"), defaults=values)
    return Document.objects.count()


def _everything() -> object:
    return list(Document.objects.order_by("pk").values_list())
