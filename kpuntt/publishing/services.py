"""Moving a unit of publication from state to state.

Every step is one transaction: the state, the activity log and (where the public sees a change) the
generation of the area are written together or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.caching.services import generation_bump
from kpuntt.publishing.history import editors_of, recording
from kpuntt.publishing.models import PublicationState, PublicationUnit

Unit = TypeVar("Unit", bound=PublicationUnit)


#: The fields of a unit that waits for no timer.
_UNSCHEDULED: Mapping[str, Any] = {"publish_at": None, "scheduled_by": None}
#: What each kind of unit recomputes beside its printed figures when it is published.
_PREPARATIONS: dict[type[PublicationUnit], Callable[[Any], object]] = {}
#: What is written together with a change of what the public sees in an area.
_COMPANIONS: list[Callable[[str], object]] = []
#: What follows a change of what the public sees in an area, once it is committed.
_FOLLOWERS: list[Callable[[str], object]] = []


def prepare_with(model: type[PublicationUnit], prepare: Callable[[Any], object]) -> None:
    """Let ``prepare(unit)`` run in the transaction that publishes or loads a unit of ``model``.

    An app registers it when it starts, so that no way of publishing can forget it.
    """
    _PREPARATIONS[model] = prepare


def accompany_with(accompany: Callable[[str], object]) -> None:
    """Let ``accompany(area)`` run in each transaction that publishes or withdraws something.

    It runs last, when the new state is written and other publications in the area wait. If it
    fails, nothing is published. Loading does not run it: a loader publishes many units, and
    ``load_data`` does the same work once, at its end.
    """
    if accompany not in _COMPANIONS:
        _COMPANIONS.append(accompany)


def follow_with(follow: Callable[[str], object]) -> None:
    """Let ``follow(area)`` run after each commit that publishes or withdraws something."""
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)


class PublicationError(Exception):
    """A step that the rules of publication forbid; the message says why, in Indonesian."""


class NoLongerDue(PublicationError):  # noqa: N818 - what happened, not what went wrong
    """Somebody sent the unit back, stopped its timer or set it anew; it was not published."""


@transaction.atomic
def publication_submit(*, unit: Unit, actor: AbstractBaseUser) -> Unit:
    """Hand a draft to a verifier. Whoever made it stays its maker; else it is who submits it."""
    unit = _locked(unit, PublicationState.DRAFT)
    maker = unit.made_by_id or actor.pk
    return _move(unit, PublicationState.SUBMITTED, Action.SUBMIT, actor, made_by_id=maker)


@transaction.atomic
def publication_verify(*, unit: Unit, actor: AbstractBaseUser) -> Unit:
    """Confirm that a submitted unit agrees with its source.

    The verifier is not the maker, nor anybody else who edited this version. An office that has one
    person only (``SINGLE_PERSON_OFFICE``) may let them be the same; the unit then says so to the
    public for as long as it exists.
    """
    unit = _locked(unit, PublicationState.SUBMITTED)
    alone = unit.made_by_id == actor.pk
    if alone and not settings.SINGLE_PERSON_OFFICE:
        raise PublicationError("Pemeriksa tidak boleh sama dengan penyusun.")
    if actor.pk in editors_of(unit) and not settings.SINGLE_PERSON_OFFICE:
        raise PublicationError("Anda ikut menyunting versi ini; pemeriksanya harus orang lain.")
    return _move(
        unit,
        PublicationState.VERIFIED,
        Action.VERIFY,
        actor,
        verified_by=actor,
        single_person=alone or actor.pk in editors_of(unit),
    )


@transaction.atomic
def publication_accept(
    *,
    unit: Unit,
    maker: AbstractBaseUser,
    verifier: AbstractBaseUser | None,
    actor: AbstractBaseUser,
    note: str,
) -> Unit:
    """Mark a draft as verified that was written from an import which two people answer for.

    ``note`` names the import; the steps that they took with it stand in the log under its name.
    """
    unit = _locked(unit, PublicationState.DRAFT)
    if verifier is None:
        raise PublicationError("Isinya belum diperiksa.")
    alone = maker.pk == verifier.pk
    if alone and not settings.SINGLE_PERSON_OFFICE:
        raise PublicationError("Pemeriksa tidak boleh sama dengan penyusun.")
    return _move(
        unit,
        PublicationState.VERIFIED,
        Action.IMPORT,
        actor,
        note=note,
        made_by=maker,
        verified_by=verifier,
        single_person=alone,
    )


@transaction.atomic
def publication_return(*, unit: Unit, actor: AbstractBaseUser, reason: str) -> Unit:
    """Send a submitted or verified unit back to its maker, with the reason."""
    if not reason.strip():
        raise PublicationError("Tulis alasan pengembalian.")
    unit = _locked(unit, PublicationState.SUBMITTED, PublicationState.VERIFIED)
    return _move(
        unit,
        PublicationState.DRAFT,
        Action.RETURN,
        actor,
        note=reason,
        verified_by=None,
        single_person=False,
        **_UNSCHEDULED,
    )


@transaction.atomic
def publication_schedule(*, unit: Unit, actor: AbstractBaseUser, at: datetime) -> Unit:
    """Let a timer publish a verified unit at ``at``, which may be set anew until then."""
    if at <= timezone.now():
        raise PublicationError("Waktu itu sudah lewat; pilih waktu yang akan datang.")
    unit = _locked(unit, PublicationState.VERIFIED)
    note = f"terbit {timezone.localtime(at):%Y-%m-%d %H:%M}"
    return _move(
        unit,
        PublicationState.VERIFIED,
        Action.SCHEDULE,
        actor,
        note=note,
        publish_at=at,
        scheduled_by=actor,
    )


@transaction.atomic
def publication_publish(
    *, unit: Unit, actor: AbstractBaseUser, due_by: datetime | None = None
) -> Unit:
    """Make a verified unit public; the version that was current stays readable as superseded.

    A timer gives the time up to which it publishes (``due_by``): what has been taken from it since
    it looked raises ``NoLongerDue``.
    """
    if due_by is not None:
        _insist_due(unit, due_by)
    unit = _locked(unit, PublicationState.VERIFIED)
    current = _siblings(unit).filter(state=PublicationState.PUBLISHED).first()
    if current is not None:
        _move(current, PublicationState.SUPERSEDED, Action.SUPERSEDE, actor)
    _prepare(unit)
    unit = _move(
        unit,
        PublicationState.PUBLISHED,
        Action.PUBLISH,
        actor,
        published_at=timezone.now(),
        **_UNSCHEDULED,
    )
    publication_announce(area=unit.area)
    return unit


@transaction.atomic
def publication_withdraw(*, unit: Unit, actor: AbstractBaseUser, reason: str) -> Unit:
    """Take a published unit away from the public, with a public reason. It is never deleted."""
    if not reason.strip():
        raise PublicationError("Tulis alasan penarikan untuk publik.")
    unit = _locked(unit, PublicationState.PUBLISHED)
    unit = _move(
        unit,
        PublicationState.WITHDRAWN,
        Action.WITHDRAW,
        actor,
        note=reason,
        withdrawal_note=reason,
    )
    # A correction that waits for a timer would bring back what was just taken away.
    _siblings(unit).exclude(publish_at=None).update(**_UNSCHEDULED)
    publication_announce(area=unit.area)
    return unit


@transaction.atomic
def publication_amend(*, unit: Unit, actor: AbstractBaseUser, public_note: str) -> Unit:
    """Open a new draft version of a published unit, with a copy of its lines and a public note.

    A withdrawn unit comes back in the same way, at its old address.
    """
    if not public_note.strip():
        raise PublicationError("Tulis catatan untuk publik: apa yang diperbaiki dan mengapa.")
    unit = _locked(unit, PublicationState.PUBLISHED, PublicationState.WITHDRAWN)
    latest = _siblings(unit).order_by("-version").first()
    if latest is not None and latest.version > unit.version:
        raise PublicationError(f"Versi {latest.version} sedang disusun; selesaikan itu dahulu.")
    # The values of every field of its own, so that a subclass need not list what a version keeps.
    values = {
        field.attname: getattr(unit, field.attname)
        for field in unit._meta.concrete_fields
        if not field.primary_key
    }
    values |= {
        "version": unit.version + 1,
        "state": PublicationState.DRAFT,
        "public_note": public_note,
        "withdrawal_note": "",
        "made_by_id": actor.pk,
        "verified_by_id": None,
        "single_person": False,
        "published_at": None,
        "edits": 0,
    }
    with recording(actor=actor, reason=public_note):
        successor = type(unit)._default_manager.create(**values)
        unit.copy_lines_to(successor)
    activity_log(unit=successor, action=Action.AMEND, actor=actor, note=public_note)
    return successor


@transaction.atomic
def publication_load(*, unit: Unit, note: str) -> Unit:
    """Publish a draft that a command has just transcribed from its source documents.

    Nobody at a desk made or verified it, and the record says so: maker and verifier stay empty and
    the activity log carries ``note``. Only first versions are loaded; a correction goes through
    people.
    """
    unit = _locked(unit, PublicationState.DRAFT)
    if unit.version != 1:
        raise PublicationError("Hanya versi pertama yang dapat dimuat dari dokumen sumber.")
    _prepare(unit)
    unit = _move(
        unit,
        PublicationState.PUBLISHED,
        Action.LOAD,
        None,
        note=note,
        published_at=timezone.now(),
    )
    generation_bump(area=unit.area)
    return unit


def _prepare(unit: PublicationUnit) -> None:
    prepare = _PREPARATIONS.get(type(unit))
    if prepare is not None:
        prepare(unit)


@transaction.atomic
def publication_announce(*, area: str) -> None:
    """Let the public see what has changed in ``area``; a part of every step that it sees."""
    generation_bump(area=area)
    for accompany in _COMPANIONS:
        accompany(area)
    for follow in _FOLLOWERS:
        transaction.on_commit(partial(follow, area))


def _siblings(unit: Unit) -> QuerySet[Unit]:
    """All versions of the unit but itself."""
    return type(unit)._default_manager.filter(slug=unit.slug).exclude(pk=unit.pk)


def _locked(unit: Unit, *states: PublicationState) -> Unit:
    """Re-read ``unit`` under a row lock and insist on its state: two clicks are one step."""
    fresh = type(unit)._default_manager.select_for_update().get(pk=unit.pk)
    if fresh.state not in states:
        wanted = " atau ".join(f"“{state.label}”" for state in states)
        now = PublicationState(fresh.state).label
        raise PublicationError(f"Langkah ini hanya untuk keadaan {wanted}; sekarang “{now}”.")
    return fresh


def _insist_due(unit: PublicationUnit, by: datetime) -> None:
    """Re-read the time of ``unit`` under a row lock, and insist that it has come."""
    fresh = type(unit)._default_manager.select_for_update().get(pk=unit.pk)
    if fresh.publish_at is None or fresh.publish_at > by:
        raise NoLongerDue("Tidak lagi dijadwalkan terbit sekarang.")


def _move(
    unit: Unit,
    state: PublicationState,
    action: Action,
    actor: AbstractBaseUser | None,
    *,
    note: str = "",
    **changes: object,
) -> Unit:
    unit.state = state
    for name, value in changes.items():
        setattr(unit, name, value)
    with recording(actor=actor, reason=note):
        unit.save(update_fields=["state", *changes])
    activity_log(unit=unit, action=action, actor=actor, note=note)
    return unit


def activity_log(
    *, unit: PublicationUnit, action: Action, actor: AbstractBaseUser | None, note: str = ""
) -> None:
    """Write one step of a unit into the activity log, in the caller's transaction."""
    activity_add(
        action=action,
        actor=actor,
        area=unit.area,
        model=unit._meta.label_lower,
        slug=unit.slug,
        version=unit.version,
        note=note,
    )
