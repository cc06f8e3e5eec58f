from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from kpuntt.activity.models import Action, Activity, LogHead
from kpuntt.activity.selectors import log_verify
from kpuntt.activity.services import activity_add
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_schedule,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from voters.models import Roll

pytestmark = pytest.mark.django_db


def test_a_row_says_who_what_when_and_why_and_follows_the_last_one(alice: User) -> None:
    before = LogHead.objects.get()
    start = timezone.now()
    activity_add(
        action=Action.EXPORT,
        actor=alice,
        area="voters",
        model="voters.roll",
        slug="dpt",
        version=2,
        note="Untuk pleno.",
    )
    row = Activity.objects.get(number=before.number + 1)
    assert (row.actor, row.actor_name, row.action) == (alice, "alice", "ekspor")
    assert (row.area, row.model, row.slug, row.version) == ("voters", "voters.roll", "dpt", 2)
    assert row.note == "Untuk pleno."
    assert start <= row.at <= timezone.now()
    assert row.previous_hash == before.hash
    head = LogHead.objects.get()
    assert (head.number, head.hash) == (row.number, row.hash)
    assert log_verify().number == row.number


def test_an_action_that_the_log_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="hapus"):
        activity_add(action="hapus", actor=None, area="voters")  # type: ignore[arg-type]


def test_the_name_of_an_actor_stays_as_it_was(alice: User) -> None:
    row = activity_add(action=Action.SIGN_IN, actor=alice, area="auth", slug="alice")
    alice.username = "siti"
    alice.save()
    row.refresh_from_db()
    assert row.actor_name == "alice"
    log_verify()


def test_each_step_of_a_unit_writes_exactly_one_row(draft: Roll, alice: User, bob: User) -> None:
    start = LogHead.objects.get().number
    seen: list[int] = []

    def written() -> list[tuple[str, str, int | None]]:
        rows = Activity.objects.filter(number__gt=start + len(seen)).order_by("number")
        seen.extend(row.number for row in rows)
        return [(row.action, row.actor_name, row.version) for row in rows]

    publication_submit(unit=draft, actor=alice)
    assert written() == [("ajukan", "alice", 1)]
    publication_verify(unit=draft, actor=bob)
    assert written() == [("periksa", "bob", 1)]
    later = timezone.now() + timedelta(days=1)
    publication_schedule(unit=draft, actor=bob, at=later)
    assert written() == [("jadwalkan", "bob", 1)]
    publication_publish(unit=draft, actor=bob)
    assert written() == [("terbitkan", "bob", 1)]
    publication_amend(unit=draft, actor=alice, public_note="Salah cetak.")
    assert written() == [("perbaiki", "alice", 2)]
    publication_withdraw(unit=draft, actor=bob, reason="Dokumen dicabut.")
    assert written() == [("tarik", "bob", 1)]
    log_verify()


def test_a_step_that_is_rolled_back_leaves_no_row_and_no_gap(draft: Roll, alice: User) -> None:
    before = LogHead.objects.get()
    with transaction.atomic():
        publication_submit(unit=draft, actor=alice)
        assert LogHead.objects.get().number == before.number + 1
        transaction.set_rollback(True)
    after = LogHead.objects.get()
    assert (after.number, after.hash) == (before.number, before.hash)
    assert not Activity.objects.filter(slug=draft.slug).exists()
    publication_submit(unit=draft, actor=alice)
    assert Activity.objects.get(slug=draft.slug).number == before.number + 1
    log_verify()
