"""The documents behind a page."""

from __future__ import annotations

from collections.abc import Iterable

from kpuntt.provenance.models import Citation, Document


def documents_of(citations: Iterable[Citation]) -> list[Document]:
    """Return the distinct documents of ``citations`` (loaded with them), the commission's first."""
    documents = {citation.document.pk: citation.document for citation in citations}
    return sorted(documents.values(), key=lambda item: (item.is_secondary, item.title))
