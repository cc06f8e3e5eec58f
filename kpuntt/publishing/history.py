"""The history of rows: each change with who made it, when, and why.

Rows are written by django-simple-history whenever a recorded model is saved. Everything written in
one ``recording`` carries the same time, person and reason, so that it reads as one step. Loaders
run ``unrecorded``: what they load is a first version whose source is its citation, and the activity
log says that it was loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords


@dataclass(frozen=True, slots=True)
class Recording:
    """Who is writing, why, and since when."""

    actor: AbstractBaseUser | None
    reason: str
    at: datetime = field(default_factory=timezone.now)


_RECORDING: ContextVar[Recording | None] = ContextVar("recording", default=None)
_UNRECORDED: ContextVar[bool] = ContextVar("unrecorded", default=False)


@contextmanager
def recording(*, actor: AbstractBaseUser | None, reason: str = "") -> Iterator[None]:
    """Write all changes made inside as one step of ``actor``; the outermost one counts."""
    if _RECORDING.get() is not None:
        yield
        return
    token = _RECORDING.set(Recording(actor, reason))
    try:
        yield
    finally:
        _RECORDING.reset(token)


@contextmanager
def unrecorded() -> Iterator[None]:
    """Write no history inside: for loaders, and for rows that the portal computes itself."""
    token = _UNRECORDED.set(True)
    try:
        yield
    finally:
        _UNRECORDED.reset(token)


def editors_of(unit: Any) -> set[int]:
    """Return the accounts that saved the draft ``unit``: each save counts its ``edits`` up."""
    saved, editors = 0, set()
    rows = unit.history.order_by("history_date", "history_id")
    for account, edits in rows.values_list("history_user_id", "edits"):
        if edits > saved and account is not None:
            editors.add(account)
        saved = edits
    return editors


class Records(HistoricalRecords):
    """The history of a model, kept in a table beside it."""

    def __init__(self, **options: Any) -> None:
        reason = models.TextField(null=True)
        super().__init__(history_change_reason_field=reason, **options)

    def post_save(self, instance: Any, created: bool, using: Any = None, **kwargs: Any) -> None:  # noqa: FBT001
        if not _UNRECORDED.get():
            super().post_save(instance, created, using=using, **kwargs)

    def post_delete(self, instance: Any, using: Any = None, **kwargs: Any) -> None:
        if not _UNRECORDED.get():
            super().post_delete(instance, using=using, **kwargs)

    def create_historical_record(self, instance: Any, history_type: str, using: Any = None) -> None:
        step = _RECORDING.get()
        if step is not None:
            instance._history_date = step.at  # noqa: SLF001 - the library's own switch
        try:
            super().create_historical_record(instance, history_type, using=using)
        finally:
            if step is not None:
                del instance._history_date  # noqa: SLF001

    def get_history_user(self, instance: Any) -> Any:  # noqa: ARG002
        step = _RECORDING.get()
        return None if step is None else step.actor

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: Any) -> Any:  # noqa: ARG002
        step = _RECORDING.get()
        return None if step is None else step.reason or None
