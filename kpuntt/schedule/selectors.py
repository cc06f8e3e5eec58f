"""The calendar as its readers want it: what comes next, what came out, what was changed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from kpuntt.schedule.models import OPEN, DateChange, DatePrecision, PlannedRelease, PlanStatus

#: So many of the past are shown; the calendar file holds the rest too.
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Schedule:
    """The page of the calendar; ``older_…`` say how many rows of the past are left out."""

    upcoming: Sequence[PlannedRelease]
    published: Sequence[PlannedRelease]
    older_published: int
    changes: Sequence[DateChange]
    older_changes: int


def schedule_page() -> Schedule:
    """Return the calendar.

    It depends on what is written and not on today, so that a stored page stays true: a plan whose
    day has passed stays among those to come until somebody says what became of it.
    """
    published = PlannedRelease.objects.filter(status=PlanStatus.PUBLISHED).order_by("-date", "slug")
    changes = explained_changes().select_related("plan")
    return Schedule(
        upcoming=upcoming_plans(),
        published=list(published[:SHOWN]),
        older_published=max(published.count() - SHOWN, 0),
        changes=list(changes[:SHOWN]),
        older_changes=max(changes.count() - SHOWN, 0),
    )


def upcoming_plans() -> list[PlannedRelease]:
    """Return what is still to come, by date; a month alone stands after the days in it."""
    return sorted(
        PlannedRelease.objects.filter(status__in=OPEN),
        key=lambda plan: (
            plan.date.year,
            plan.date.month,
            plan.precision == DatePrecision.MONTH,
            plan.date,
            plan.pk,  # of one day or month, what was announced first
        ),
    )


def explained_changes() -> QuerySet[DateChange]:
    """Return the moves and cancellations, newest first; each has a reason."""
    return DateChange.objects.exclude(reason="")
