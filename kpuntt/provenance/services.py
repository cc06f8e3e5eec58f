"""Writing citations."""

from __future__ import annotations

from kpuntt.provenance.models import Citation, Document


def citation_get(*, document: Document, page: str = "", table: str = "", row: str = "") -> Citation:
    """Return the citation of this place in ``document``, making it if it is new."""
    place = ", ".join(part for part in (page, f"tabel {table}" if table else "", row) if part)
    citation, _ = Citation.objects.get_or_create(
        document=document, place=place, defaults={"page": page, "table": table, "row": row}
    )
    return citation
