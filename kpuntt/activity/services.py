"""Adding to the activity log: the one way in which rows come into it."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from kpuntt.activity.chain import row_hash
from kpuntt.activity.models import Action, Activity, LogHead


@transaction.atomic
def activity_add(
    *,
    action: Action,
    actor: AbstractBaseUser | None,
    area: str,
    model: str = "",
    slug: str = "",
    version: int | None = None,
    note: str = "",
) -> Activity:
    """Write one row in the caller's transaction; if that is rolled back, nothing was done.

    ``area`` and the fields after it name what it was done to; ``note`` says why. Other writers
    wait until the transaction ends: that is what keeps the numbers without gaps.
    """
    head = log_lock()
    row: dict[str, object] = {
        "number": head.number + 1,
        "at": timezone.now(),
        "actor_id": None if actor is None else actor.pk,
        "actor_name": "" if actor is None else actor.get_username(),
        "action": Action(action).value,
        "area": area,
        "model": model,
        "slug": slug,
        "version": version,
        "note": str(note),
        "previous_hash": head.hash,
    }
    activity = Activity.objects.create(**row, hash=row_hash(row))
    head.number, head.hash = activity.number, activity.hash
    head.save()
    return activity


def log_lock() -> LogHead:
    """Return the head of the log, locked until the end of the transaction that must be open."""
    head, _created = LogHead.objects.select_for_update().get_or_create(pk=1)
    return head
