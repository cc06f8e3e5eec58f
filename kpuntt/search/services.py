"""Writing the index of an area."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import transaction

from kpuntt.caching.services import generation_bump
from kpuntt.search.documents import SearchDocument
from kpuntt.search.models import SearchEntry
from kpuntt.search.words import index_words

#: The generation of the pages that show results.
AREA = "search"

_WRITTEN = (
    "kind",
    "title",
    "summary",
    "text",
    "address",
    "date",
    "depth",
    "title_words",
    "text_words",
)


@transaction.atomic
def entries_replace(*, area: str, documents: Iterable[SearchDocument]) -> None:
    """Make ``documents`` all that can be found of ``area``.

    Only what differs is written, and a new generation of the result pages starts only then. Raises
    ``ValueError`` if two documents have the same key.
    """
    entries: dict[str, SearchEntry] = {}
    for document in documents:
        if document.key in entries:
            message = f"search: {area} has two documents with the key {document.key}"
            raise ValueError(message)
        entries[document.key] = _entry(area, document)
    known = dict(SearchEntry.objects.filter(area=area).values_list("key", "digest"))
    changed = [entry for entry in entries.values() if known.get(entry.key) != entry.digest]
    gone = known.keys() - entries.keys()
    if not changed and not gone:
        return
    SearchEntry.objects.bulk_create(
        changed,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["area", "key"],
        update_fields=[*_WRITTEN, "digest"],
    )
    SearchEntry.objects.filter(area=area, key__in=gone).delete()
    generation_bump(area=AREA)


def _entry(area: str, document: SearchDocument) -> SearchEntry:
    entry = SearchEntry(
        area=area,
        key=document.key,
        kind=document.kind,
        title=document.title,
        summary=document.summary,
        text=document.text,
        address=document.address,
        date=document.date,
        depth=document.depth,
        # The kind stands beside the title on the page: "pemilih" means the rolls first of all.
        title_words=" ".join(index_words(f"{document.title} {document.kind.label}")),
        text_words=" ".join(index_words(f"{document.summary} {document.text}")),
    )
    # The words are part of the digest, so that a change of how they are made is written too.
    stated = [str(getattr(entry, name)) for name in _WRITTEN]
    entry.digest = hashlib.sha256("\0".join(stated).encode()).hexdigest()
    return entry
