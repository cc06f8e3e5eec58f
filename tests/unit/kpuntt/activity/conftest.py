"""A log of six rows in place of the real one, and a way past the refusals of the database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connection

from kpuntt.activity.guards import guards_create, guards_drop
from kpuntt.activity.models import Action, Activity, LogHead
from kpuntt.activity.services import activity_add

LENGTH = 6


@pytest.fixture
def unguarded(db: None) -> Iterator[None]:
    """Take the refusals away, as somebody who owns the database could."""
    connection.check_constraints()
    guards_drop(connection)
    yield
    connection.check_constraints()
    guards_create(connection)


@pytest.fixture
def log(unguarded: None, alice: User, bob: User) -> list[Activity]:
    """Six rows of all shapes, written by the service after the real rows were taken away."""
    Activity.objects.all().delete()
    LogHead.objects.all().delete()
    activity_add(action=Action.LOAD, actor=None, area="voters", slug="dpt", version=1, note="Salin")
    activity_add(action=Action.SIGN_IN, actor=alice, area="auth", slug="alice")
    for version in (2, 3):
        activity_add(
            action=Action.AMEND,
            actor=alice,
            area="voters",
            model="voters.roll",
            slug="dpt",
            version=version,
            note="Salah “cetak”.\nLihat halaman 2.",
        )
    activity_add(action=Action.VERIFY, actor=bob, area="news", slug="pleno", version=1)
    activity_add(action=Action.SIGN_OUT, actor=alice, area="auth", slug="alice")
    rows = list(Activity.objects.order_by("number"))
    assert len(rows) == LENGTH
    return rows
