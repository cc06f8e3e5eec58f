"""A second month of the budget, invented: the real sources print only the end of the year."""

from __future__ import annotations

from budget.models import BudgetLine, BudgetSnapshot
from kpuntt.caching.services import generation_bump


def june_snapshot(realisation: int) -> BudgetSnapshot:
    """Publish June 2024 with a total line of its own."""
    december = BudgetSnapshot.objects.get()
    june = BudgetSnapshot.objects.create(
        slug="realisasi-2024-06",
        title="Realisasi anggaran sampai dengan Juni 2024",
        year=2024,
        month=6,
        citation=december.citation,
        state="published",
        published_at=december.published_at,
    )
    BudgetLine.objects.create(
        snapshot=june,
        order=1,
        level="total",
        code="TOTAL",
        printed_code="TOTAL",
        ceiling=215_464_527_000,
        realisation=realisation,
        citation=december.citation,
    )
    generation_bump(area="budget")
    return june
