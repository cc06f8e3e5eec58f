"""Turning a comparison into the lines of a draft; a part of publishing an import."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.text import slugify

from kpuntt.imports.comparing import Comparison
from kpuntt.imports.files import new_unit_form, published_unit
from kpuntt.imports.kinds import Record
from kpuntt.imports.models import ImportBatch
from kpuntt.imports.targets import target_of
from kpuntt.imports.totals import TOTAL_ROW
from kpuntt.provenance.models import Document
from kpuntt.provenance.services import citation_get, citations_get
from kpuntt.publishing.services import publication_amend


def unit_write(*, batch: ImportBatch, comparison: Comparison, actor: AbstractBaseUser) -> Any:
    """Write the draft that ``batch`` becomes and return it; call it in a transaction.

    Each line cites the source with sheet and row as its place in it.
    """
    target = target_of(batch.kind)
    records = comparison.records
    document = _document(batch)
    if batch.is_new:
        whole = citation_get(document=document, page=records[0].sheet)
        draft = target.create(new_unit_form(batch), whole)
    else:
        unit = published_unit(target, batch)
        draft = publication_amend(unit=unit, actor=actor, public_note=batch.public_note)
    citations = citations_get(document=document, places=[_place(record) for record in records])
    target.write(
        draft, records, lambda record: citations[_place(record)], region=batch.region_id or ""
    )
    return draft


def _place(record: Record) -> tuple[str, str]:
    row = "baris jumlah" if record.row == TOTAL_ROW else f"baris {record.row}"
    return record.sheet, row


def _document(batch: ImportBatch) -> Document:
    """Return the source: the one that was chosen, or the one that was described, made now."""
    if batch.document is None:
        values = batch.document_values
        batch.document, _made = Document.objects.get_or_create(
            slug=f"{slugify(values['title'])[:60].strip('-')}-{batch.sha256[:12]}",
            defaults={**values, "file_name": batch.file_name[:160], "sha256": batch.sha256},
        )
    return batch.document
