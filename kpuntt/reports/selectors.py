"""Reports as the public sees them: never the reporter's words or address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from kpuntt.reports.models import FigureReport, ReportState
from kpuntt.reports.rules import median_days

#: So many reports stand on a page; how many there are is said beside them.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class PublicReport:
    """What everybody may read of a report. ``place`` is empty until somebody checks."""

    number: str
    address: str
    path: str
    place: str
    state: ReportState
    received: date
    answer: str
    answered: date | None
    correction: str


@dataclass(frozen=True, slots=True)
class PageReports:
    """The newest reports about one page, and how many there are."""

    path: str
    newest: Sequence[PublicReport]
    total: int


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """How many reports came in, how many wait, and how long an answer takes."""

    total: int
    open: int
    median_days: Decimal | None


def public_report(report: FigureReport) -> PublicReport:
    """Return the public part of a report."""
    state = ReportState(report.state)
    return PublicReport(
        number=report.number,
        address=report.get_absolute_url(),
        path=report.path,
        place="" if state is ReportState.RECEIVED else report.place,
        state=state,
        received=timezone.localdate(report.created_at),
        answer=report.answer,
        answered=timezone.localdate(report.answered_at) if report.answered_at else None,
        correction=report.correction,
    )


def page_reports(path: str) -> PageReports:
    """Gather the reports about the page ``path`` in one query, a second one if there are many."""
    reports = FigureReport.objects.about(path)
    newest = [public_report(report) for report in reports[: SHOWN + 1]]
    total = len(newest) if len(newest) <= SHOWN else reports.count()
    return PageReports(path, newest[:SHOWN], total)


def report_summary() -> ReportSummary:
    """Count the reports, and take the median of the days that answers took."""
    answered = FigureReport.objects.filter(answered_at__isnull=False)
    return ReportSummary(
        total=FigureReport.objects.count(),
        open=FigureReport.objects.open().count(),
        median_days=median_days(
            (timezone.localdate(received), timezone.localdate(at))
            for received, at in answered.values_list("created_at", "answered_at")
            if at is not None
        ),
    )
