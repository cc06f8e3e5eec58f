"""Evidence about one region, for its profile."""

from __future__ import annotations

from performance.models import LegalDocumentCount, OfficeBuilding


def region_offices(code: str) -> list[OfficeBuilding]:
    """Return the published office buildings of one region, newest report first."""
    return list(
        OfficeBuilding.objects.published()
        .about(code)
        .select_related("objective__report", "citation__document")
    )


def region_legal_documents(code: str) -> list[LegalDocumentCount]:
    """Return the published JDIH counts of one region, newest report first."""
    return list(
        LegalDocumentCount.objects.published()
        .about(code)
        .select_related("objective__report", "citation__document")
    )
