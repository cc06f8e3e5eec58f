"""Every check of every area, by area: what ``reconcile`` runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from budget.checks import AREA as BUDGET
from budget.checks import checked_subjects as budget_subjects
from kpuntt.quality.services import CheckedSubject, RegisterSummary, findings_register
from news.checks import AREA as NEWS
from news.checks import checked_subjects as news_subjects
from performance.checks import AREA as PERFORMANCE
from performance.checks import checked_subjects as performance_subjects
from voters.checks import AREA as VOTERS
from voters.checks import checked_subjects as voters_subjects

CHECKED_AREAS: Mapping[str, Callable[[], Sequence[CheckedSubject]]] = {
    VOTERS: voters_subjects,
    PERFORMANCE: performance_subjects,
    BUDGET: budget_subjects,
    NEWS: news_subjects,
}


def area_reconcile(area: str) -> RegisterSummary:
    """Run all rules of ``area`` and write its part of the register."""
    return findings_register(area=area, subjects=CHECKED_AREAS[area]())
