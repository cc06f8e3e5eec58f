"""How a plan changes, and what forbids it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from kpuntt.activity.models import Action, Activity
from kpuntt.schedule.models import DateChange, DatePrecision, PlannedRelease, PlanStatus
from kpuntt.schedule.services import (
    PlanError,
    planned_release_cancel,
    planned_release_confirm,
    planned_release_describe,
    planned_release_mark_published,
    planned_release_move,
)
from tests.unit.kpuntt.caching.generations import generation
from tests.unit.kpuntt.schedule.plans import REASON, announce

pytestmark = pytest.mark.django_db

DAY, MONTH = DatePrecision.DAY, DatePrecision.MONTH
PAGE = "/pemilih/pdpb-2025-semester-1/"


def _move(plan: PlannedRelease, actor: User, day: date, precision: str = DAY) -> PlannedRelease:
    return planned_release_move(plan=plan, day=day, precision=precision, reason=REASON, actor=actor)


def _publish(plan: PlannedRelease, actor: User, day: date, path: str = PAGE) -> PlannedRelease:
    with time_machine.travel("2031-12-20 12:00 +08:00"):
        return planned_release_mark_published(plan=plan, day=day, path=path, actor=actor)


def test_a_plan_for_a_month_is_provisional_and_kept_at_its_first_day(alice: User) -> None:
    plan = announce(alice)
    assert (plan.date, plan.status, plan.sequence) == (date(2031, 12, 1), "sementara", 0)
    assert (plan.date_words, plan.last_day) == ("Desember 2031", date(2031, 12, 31))


def test_a_code_names_one_plan_only(alice: User) -> None:
    announce(alice)
    with pytest.raises(PlanError, match="sudah dipakai"):
        announce(alice)


def test_a_year_that_was_mistyped_is_refused(alice: User) -> None:
    with pytest.raises(PlanError, match="Periksa tahunnya: 231"):
        announce(alice, day=date(231, 12, 1))


def test_a_move_keeps_both_dates_the_reason_and_who_did_it(alice: User) -> None:
    plan = _move(announce(alice), alice, date(2032, 1, 14))
    change = DateChange.objects.get(plan=plan)
    assert str(change) == "Desember 2031 → 14 Januari 2032"
    assert (change.reason, change.changed_by) == (REASON, alice)
    assert (plan.status, plan.sequence) == (PlanStatus.PROVISIONAL, 1)


def test_a_confirmed_day_that_is_moved_stays_confirmed_and_a_month_is_provisional_again(
    alice: User,
) -> None:
    plan = planned_release_confirm(plan=announce(alice), day=date(2031, 12, 4), actor=alice)
    plan = _move(plan, alice, date(2031, 12, 9))
    assert plan.status == PlanStatus.CONFIRMED
    plan = _move(plan, alice, date(2032, 1, 20), MONTH)
    assert (plan.status, plan.date) == (PlanStatus.PROVISIONAL, date(2032, 1, 1))


def test_a_move_to_the_same_date_is_none(alice: User) -> None:
    with pytest.raises(PlanError, match="sama dengan rencana"):
        _move(announce(alice), alice, date(2031, 12, 31), MONTH)


@pytest.mark.parametrize("reason", ["", "Ditunda.", "a        b", "         \n        "])
def test_a_move_and_a_cancellation_need_a_reason_of_ten_letters(alice: User, reason: str) -> None:
    plan = announce(alice)
    with pytest.raises(PlanError, match="paling sedikit 10"):
        planned_release_cancel(plan=plan, reason=reason, actor=alice)
    with pytest.raises(PlanError, match="paling sedikit 10"):
        planned_release_move(
            plan=plan, day=date(2032, 1, 1), precision=DAY, reason=reason, actor=alice
        )
    assert not DateChange.objects.filter(plan=plan).exists()


def test_a_promise_lies_within_the_plan_and_is_given_once(alice: User) -> None:
    plan = announce(alice)
    with pytest.raises(PlanError, match=r"1 Januari 2032 di luar rencana \(Desember 2031\)"):
        planned_release_confirm(plan=plan, day=date(2032, 1, 1), actor=alice)
    plan = planned_release_confirm(plan=plan, day=date(2031, 12, 31), actor=alice)
    assert (plan.date_words, plan.status) == ("31 Desember 2031", PlanStatus.CONFIRMED)
    with pytest.raises(PlanError, match="sudah pasti"):
        planned_release_confirm(plan=plan, day=date(2031, 12, 31), actor=alice)


def test_what_came_out_leads_to_its_page_and_to_its_day(alice: User) -> None:
    plan = _publish(announce(alice), alice, date(2031, 12, 20))
    assert (plan.path, plan.status, plan.date) == (PAGE, "terbit", date(2031, 12, 20))


def test_another_day_than_promised_has_to_be_explained_first(alice: User) -> None:
    plan = planned_release_confirm(plan=announce(alice), day=date(2031, 12, 4), actor=alice)
    with pytest.raises(PlanError, match="Pindahkan dahulu"):
        _publish(plan, alice, date(2031, 12, 5))
    plan = _publish(_move(plan, alice, date(2031, 12, 5)), alice, date(2031, 12, 5))
    assert plan.status == PlanStatus.PUBLISHED


def test_nothing_came_out_tomorrow(alice: User) -> None:
    with pytest.raises(PlanError, match="belum tiba"):
        _publish(announce(alice), alice, date(2031, 12, 21))


@pytest.mark.parametrize(
    "path", ["", "rilis", "//contoh.id/", "https://contoh.id/", "/tidak-ada/", "/admin/", "/a b/"]
)
def test_what_came_out_is_a_public_page_of_this_portal(alice: User, path: str) -> None:
    with pytest.raises(PlanError, match="Tidak ada halaman publik"):
        _publish(announce(alice), alice, date(2031, 12, 20), path)


Change = Callable[[PlannedRelease, User], PlannedRelease]
CHANGES: list[Change] = [
    lambda plan, actor: _move(plan, actor, date(2032, 1, 1)),
    lambda plan, actor: planned_release_confirm(plan=plan, day=plan.date, actor=actor),
    lambda plan, actor: planned_release_cancel(plan=plan, reason=REASON, actor=actor),
    lambda plan, actor: _publish(plan, actor, plan.date),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_came_out_or_was_cancelled_changes_no_more(alice: User, change: Change) -> None:
    published = _publish(announce(alice), alice, date(2031, 12, 20))
    with pytest.raises(PlanError, match="sudah terbit tidak dapat diubah"):
        change(published, alice)
    gone = planned_release_cancel(plan=announce(alice, slug="b"), reason=REASON, actor=alice)
    with pytest.raises(PlanError, match="sudah batal"):
        change(gone, alice)


@pytest.mark.parametrize(
    "change",
    [
        *CHANGES,
        lambda plan, actor: planned_release_describe(
            plan=plan, title="Judul", note="", actor=actor
        ),
    ],
)
def test_each_change_counts_is_logged_and_makes_the_pages_anew(alice: User, change: Change) -> None:
    plan = announce(alice)
    before = generation("schedule")
    after = change(plan, alice)
    assert after.sequence == 1
    assert after.changed_at > plan.changed_at
    assert generation("schedule") == before + 1
    row = Activity.objects.order_by("-number")[0]
    assert (row.area, row.slug, row.actor) == ("schedule", "daftar-uji", alice)


@pytest.mark.parametrize("change", CHANGES)
def test_the_second_of_two_people_changes_nothing(alice: User, bob: User, change: Change) -> None:
    seen = announce(alice)
    planned_release_describe(
        plan=PlannedRelease.objects.get(pk=seen.pk), title="Lain", note="", actor=bob
    )
    with pytest.raises(PlanError, match="baru saja diubah orang lain"):
        change(seen, alice)


def test_words_can_be_corrected_after_all_and_no_date_with_them(alice: User) -> None:
    plan = _publish(announce(alice), alice, date(2031, 12, 20))
    plan = planned_release_describe(plan=plan, title="Judul", note="Baru.", actor=alice)
    assert (plan.title, plan.note, plan.date) == ("Judul", "Baru.", date(2031, 12, 20))
    with pytest.raises(PlanError, match="Isi judulnya"):
        planned_release_describe(plan=plan, title=" ", note="", actor=alice)


def test_the_log_names_the_reason(alice: User) -> None:
    planned_release_cancel(plan=announce(alice), reason=REASON, actor=alice)
    row = Activity.objects.get(slug="daftar-uji", action=Action.CANCEL)
    assert row.note == f"Desember 2031 → batal: {REASON}"


@pytest.mark.parametrize(
    "values",
    [
        {"status": "terbit", "precision": "hari"},  # without an address
        {"path": "/rilis/"},  # before it came out
        {"status": "pasti", "precision": "bulan"},
    ],
)
def test_the_database_refuses_a_plan_that_contradicts_itself(
    alice: User, values: dict[str, str]
) -> None:
    plan = announce(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedRelease.objects.filter(pk=plan.pk).update(**values)
