"""The rules of reports, in plain Python: numbers, lengths, and how long an answer takes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

MAX_PATH = 200
MAX_PLACE = 120
MIN_MESSAGE, MAX_MESSAGE = 20, 1000
MIN_ANSWER, MAX_ANSWER = 10, 1000


def report_number(year: int, serial: int) -> str:
    """Return the public number of a report: ``L-2026-0007``."""
    return f"{year_prefix(year)}{serial:04d}"


def year_prefix(year: int) -> str:
    """Return what all numbers of a year begin with."""
    return f"L-{year}-"


def median_days(spans: Iterable[tuple[date, date]]) -> Decimal | None:
    """Return the median of the days from a report to its answer; ``None`` if none is answered.

    A report that is answered on its own day takes 0 days. Of an even number the two in the middle
    are averaged, so the median is a whole or a half number of days.
    """
    days = sorted((answered - reported).days for reported, answered in spans)
    if not days:
        return None
    middle = len(days) // 2
    if len(days) % 2:
        return Decimal(days[middle])
    return (Decimal(days[middle - 1] + days[middle]) / 2).normalize() + 0
