"""Writing what regencies handed in; whoever would undo somebody else's change is told instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.caching.services import generation_bump, generation_lock
from voters.models import Submission, SubmissionDeadline

#: The generation of pages that show who was in time. It is not that of the voters' area, whose
#: figures do not change when a regency hands in its minutes.
AREA = "submissions"

PeriodKey = tuple[str, int, int]


class StaleError(Exception):
    """Somebody else changed these rows in the meantime; ``regions`` are their codes."""

    def __init__(self, regions: Sequence[str]) -> None:
        self.regions = regions
        super().__init__("Baris ini baru saja diubah orang lain. Muat ulang lalu periksa lagi.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody typed for one region; ``seen`` is the version they saw, 0 if there was none."""

    region_code: str
    seen: int
    received_date: date | None
    plenary_date: date | None
    minutes_number: str


def submission_lock(*, pk: int, seen: int) -> None:
    """Hold back other writers until the transaction ends; ``StaleError`` if one was faster."""
    generation_lock(area=AREA)
    current = Submission.objects.get(pk=pk)
    if current.version != seen:
        raise StaleError([current.region_id])


@transaction.atomic
def submission_save(*, submission: Submission, actor: AbstractBaseUser) -> Submission:
    """Save a row with who recorded it; its version grows."""
    if not submission._state.adding:
        submission.version += 1
    submission.recorded_by_id = actor.pk
    submission.save()
    activity_add(
        action=Action.REPORT,
        actor=actor,
        area=AREA,
        model=submission._meta.label_lower,
        slug=f"{submission.region_id} {submission.period_title}",
        version=submission.version,
    )
    generation_bump(area=AREA)
    return submission


@transaction.atomic
def submissions_save(
    *, period: PeriodKey, entries: Sequence[Entry], actor: AbstractBaseUser
) -> int:
    """Save the entries of one period, all or none; return how many rows changed.

    Raises ``StaleError`` if one of the rows has another version than the one seen.
    """
    kind, number, year = period
    generation_lock(area=AREA)
    current = {row.region_id: row for row in Submission.objects.for_period(kind, number, year)}
    stale = [
        entry.region_code
        for entry in entries
        if entry.seen != getattr(current.get(entry.region_code), "version", 0)
    ]
    if stale:
        raise StaleError(stale)
    for entry in entries:
        row = current.get(entry.region_code) or Submission(
            period_kind=kind, period_number=number, year=year, region_id=entry.region_code
        )
        row.received_date = entry.received_date
        row.plenary_date = entry.plenary_date
        row.minutes_number = entry.minutes_number
        submission_save(submission=row, actor=actor)
    return len(entries)


@transaction.atomic
def deadline_save(*, deadline: SubmissionDeadline, actor: AbstractBaseUser) -> SubmissionDeadline:
    """Save a deadline; what is shown beside the indicator may change."""
    deadline.save()
    activity_add(
        action=Action.REPORT,
        actor=actor,
        area=AREA,
        model=deadline._meta.label_lower,
        slug=str(deadline)[:150],
    )
    generation_bump(area=AREA)
    return deadline
