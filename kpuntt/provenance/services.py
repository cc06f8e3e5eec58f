"""Writing citations."""

from __future__ import annotations

from collections.abc import Collection

from kpuntt.provenance.models import Citation, Document


def citation_get(*, document: Document, page: str = "", table: str = "", row: str = "") -> Citation:
    """Return the citation of this place in ``document``, making it if it is new."""
    place = ", ".join(part for part in (page, f"tabel {table}" if table else "", row) if part)
    citation, _ = Citation.objects.get_or_create(
        document=document, place=place, defaults={"page": page, "table": table, "row": row}
    )
    return citation


def citations_get(
    *, document: Document, places: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Citation]:
    """Return the citation of each place (page, row) in ``document``, making those that are new.

    Costs a few queries for a table of any length.
    """
    wanted = {", ".join(part for part in place if part): place for place in dict.fromkeys(places)}
    known = set(Citation.objects.filter(document=document).values_list("place", flat=True))
    Citation.objects.bulk_create(
        [
            Citation(document=document, place=text, page=page, row=row)
            for text, (page, row) in wanted.items()
            if text not in known
        ],
        batch_size=500,
        ignore_conflicts=True,
    )
    found = Citation.objects.filter(document=document)
    return {wanted[item.place]: item for item in found if item.place in wanted}
