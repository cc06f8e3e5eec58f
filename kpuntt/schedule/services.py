"""Writing the release calendar: the one way in which plans come, change and end.

Every step is one transaction: the plan, the log of its dates, the activity log and the generation.
``plan`` is always the row as the caller has seen it; if it has changed since, nothing is written.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.caching.services import generation_bump
from kpuntt.schedule.models import (
    OPEN,
    DateChange,
    DatePrecision,
    PlannedRelease,
    PlanStatus,
    date_words,
)

AREA = "schedule"
#: A reason shorter than this says nothing.
SHORTEST_REASON = 10
_YEARS = range(2000, 2100)
_PATH = re.compile(r"/(?!/|admin(?:/|$))[A-Za-z0-9._/-]*")


class PlanError(Exception):
    """A change of the calendar that cannot be made; the message says why, in Indonesian."""


@transaction.atomic
def planned_release_add(
    *,
    slug: str,
    title: str,
    area: str,
    day: date,
    precision: str,
    note: str,
    actor: AbstractBaseUser | None,
) -> PlannedRelease:
    """Announce a release, provisionally. ``slug`` names it for ever; without actor it is loaded."""
    if PlannedRelease.objects.filter(slug=slug).exists():
        raise PlanError(_("Kode “%(slug)s” sudah dipakai. Pilih kode lain.") % {"slug": slug})
    now = timezone.now()
    plan = PlannedRelease.objects.create(
        slug=slug,
        title=title,
        area=area,
        date=_day(day, precision),
        precision=precision,
        note=note,
        created_at=now,
        changed_at=now,
    )
    generation_bump(area=AREA)
    _log(plan, Action.LOAD if actor is None else Action.PLAN, actor, plan.date_words)
    return plan


@transaction.atomic
def planned_release_describe(
    *, plan: PlannedRelease, title: str, note: str, actor: AbstractBaseUser
) -> PlannedRelease:
    """Correct the words of a plan; its date and its status stay."""
    if not title.strip():
        raise PlanError(_("Isi judulnya."))
    plan = _locked(plan)
    why = f"{plan.title} → {title}; {plan.note} → {note}"
    return _write(plan, Action.AMEND, actor, why, title=title, note=note)


@transaction.atomic
def planned_release_move(
    *, plan: PlannedRelease, day: date, precision: str, reason: str, actor: AbstractBaseUser
) -> PlannedRelease:
    """Move what has not come out to another date; a month alone makes it provisional again."""
    words = _reason(reason)
    plan = _locked_open(plan)
    day = _day(day, precision)
    if (day, precision) == (plan.date, plan.precision):
        raise PlanError(_("Tanggal itu sama dengan rencana sekarang. Isi tanggal yang lain."))
    status = plan.status if precision == DatePrecision.DAY else PlanStatus.PROVISIONAL
    return _turn(plan, Action.MOVE, actor, words, date=day, precision=precision, status=status)


@transaction.atomic
def planned_release_confirm(
    *, plan: PlannedRelease, day: date, actor: AbstractBaseUser
) -> PlannedRelease:
    """Promise the day. It must be the one that was planned, or lie in the month that was."""
    plan = _locked_open(plan)
    if plan.status == PlanStatus.CONFIRMED:
        raise PlanError(_("Tanggal ini sudah pasti."))
    _insist_on_plan(plan, day)
    return _turn(
        plan,
        Action.CONFIRM,
        actor,
        "",
        date=day,
        precision=DatePrecision.DAY,
        status=PlanStatus.CONFIRMED,
    )


@transaction.atomic
def planned_release_cancel(
    *, plan: PlannedRelease, reason: str, actor: AbstractBaseUser
) -> PlannedRelease:
    """Say that it will not come out, and why. The plan stays to be read."""
    words = _reason(reason)
    return _turn(_locked_open(plan), Action.CANCEL, actor, words, status=PlanStatus.CANCELLED)


@transaction.atomic
def planned_release_mark_published(
    *, plan: PlannedRelease, day: date, path: str, actor: AbstractBaseUser
) -> PlannedRelease:
    """Say that it came out on ``day`` at ``path`` of this portal.

    A day other than planned has to be explained first, by moving the plan.
    """
    plan = _locked_open(plan)
    if day > timezone.localdate():
        raise PlanError(_("Tanggal itu belum tiba. Tandai sesudah terbitannya dapat dibaca."))
    _insist_on_plan(plan, day)
    return _turn(
        plan,
        Action.PUBLISH,
        actor,
        "",
        date=day,
        precision=DatePrecision.DAY,
        status=PlanStatus.PUBLISHED,
        path=_path(path),
    )


def _reason(text: str) -> str:
    words = " ".join(text.split())
    if len(words) < SHORTEST_REASON:
        raise PlanError(
            _("Tulis alasannya, paling sedikit %(n)d huruf; semua orang akan membacanya.")
            % {"n": SHORTEST_REASON}
        )
    return words


def _day(day: date, precision: str) -> date:
    """Return the date as it is kept: the first where only the month is known."""
    if precision not in DatePrecision.values:
        raise PlanError(_("Pilih apakah harinya sudah diketahui atau baru bulannya."))
    if day.year not in _YEARS:
        raise PlanError(_("Periksa tahunnya: %(year)d bukan tahun rilis.") % {"year": day.year})
    return day.replace(day=1) if precision == DatePrecision.MONTH else day


def _insist_on_plan(plan: PlannedRelease, day: date) -> None:
    if not plan.date <= day <= plan.last_day:
        raise PlanError(
            _("Tanggal %(day)s di luar rencana (%(plan)s). Pindahkan dahulu dengan alasannya.")
            % {"day": date_words(day, DatePrecision.DAY), "plan": plan.date_words}
        )


def _path(path: str) -> str:
    """Return ``path`` if it is an address that the public part of this portal answers."""
    try:
        if not _PATH.fullmatch(path):
            raise Resolver404
        resolve(path)
    except Resolver404:
        raise PlanError(
            _("Tidak ada halaman publik di “%(path)s”. Tulis alamat di portal ini seperti /rilis/.")
            % {"path": path}
        ) from None
    return path


def _locked(plan: PlannedRelease) -> PlannedRelease:
    current = PlannedRelease.objects.select_for_update().get(pk=plan.pk)
    if current.sequence != plan.sequence:
        raise PlanError(
            _("Rencana ini baru saja diubah orang lain. Muat ulang halaman, lalu periksa.")
        )
    return current


def _locked_open(plan: PlannedRelease) -> PlannedRelease:
    current = _locked(plan)
    if current.status not in OPEN:
        raise PlanError(
            _("Yang sudah terbit tidak dapat diubah lagi.")
            if current.status == PlanStatus.PUBLISHED
            else _("Rencana ini sudah batal. Buat rencana baru bila tetap akan terbit.")
        )
    return current


def _turn(
    plan: PlannedRelease, action: Action, actor: AbstractBaseUser, reason: str, **values: Any
) -> PlannedRelease:
    """Change date or status, and keep what they were."""
    change = DateChange(
        plan=plan,
        old_date=plan.date,
        old_precision=plan.precision,
        old_status=plan.status,
        new_date=values.get("date", plan.date),
        new_precision=values.get("precision", plan.precision),
        new_status=values["status"],
        reason=reason,
        changed_by_id=actor.pk,
    )
    why = f"{change}: {reason}" if reason else str(change)
    plan = _write(plan, action, actor, why, **values)
    change.changed_at = plan.changed_at
    change.save(force_insert=True)
    return plan


def _write(
    plan: PlannedRelease, action: Action, actor: AbstractBaseUser, why: str, **values: Any
) -> PlannedRelease:
    values |= {"sequence": plan.sequence + 1, "changed_at": timezone.now()}
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save(update_fields=list(values))
    generation_bump(area=AREA)
    _log(plan, action, actor, why)
    return plan


def _log(plan: PlannedRelease, action: Action, actor: AbstractBaseUser | None, note: str) -> None:
    activity_add(
        action=action,
        actor=actor,
        area=AREA,
        model=plan._meta.label_lower,
        slug=plan.slug,
        note=note,
    )
