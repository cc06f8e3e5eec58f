"""Saving a draft so that of two people who edit it at the same time neither loses anything.

A step is taken with what somebody has read: it names the same count of saves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from kpuntt.publishing.history import recording
from kpuntt.publishing.models import PublicationState, PublicationUnit
from kpuntt.publishing.services import PublicationError

Unit = TypeVar("Unit", bound=PublicationUnit)


class DraftChanged(PublicationError):  # noqa: N818 - what happened, not what went wrong
    """Somebody saved the draft since it was read; nothing was written."""


class DraftClosed(PublicationError):  # noqa: N818
    """The unit is no longer a draft; nothing was written."""


@transaction.atomic
def draft_check(*, unit: Unit, edits: int) -> Unit:
    """Lock a draft and insist that it was saved ``edits`` times; return it as it is stored.

    Raises ``DraftChanged`` or ``DraftClosed``. The lock lasts as long as the caller's transaction.
    """
    stored = type(unit)._default_manager.select_for_update().get(pk=unit.pk)
    if stored.state != PublicationState.DRAFT:
        now = PublicationState(stored.state).label
        raise DraftClosed(f"Hanya konsep yang dapat diubah; keadaannya sekarang “{now}”.")
    if stored.edits != edits:
        raise DraftChanged("Konsep ini disimpan orang lain sejak Anda membukanya.")
    return stored


def step_check(*, unit: PublicationUnit, edits: int) -> None:
    """Lock ``unit``, in whatever state, and insist that it was saved ``edits`` times.

    Raises ``DraftChanged``: nobody submits, confirms or publishes figures that they never saw,
    because the unit was sent back, edited and submitted again while its page stood open. The lock
    lasts as long as the caller's transaction, which is that of the step.
    """
    stored = type(unit)._default_manager.select_for_update().get(pk=unit.pk)
    if stored.edits != edits:
        raise DraftChanged(
            "Isinya berubah sejak Anda membukanya. Baca sekali lagi, lalu ulangi langkah ini."
        )


@transaction.atomic
def draft_save(
    *,
    unit: Unit,
    edits: int,
    actor: AbstractBaseUser,
    reason: str = "",
    fields: Collection[str] = (),
    write: Callable[[], object] = lambda: None,
) -> None:
    """Save ``fields`` of a draft and whatever ``write`` writes of its lines, all or nothing.

    ``edits`` is the count with which the values were read. Each save counts it up, under a row
    lock, so that of two saves of the same content exactly one happens: the other one raises
    ``DraftChanged``. Every way of writing lines of a draft goes through here.
    """
    draft_check(unit=unit, edits=edits)
    with recording(actor=actor, reason=reason):
        unit.edits = edits + 1
        unit.save(update_fields=[*fields, "edits"])
        write()
