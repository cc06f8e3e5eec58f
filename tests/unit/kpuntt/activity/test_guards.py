"""The database refuses every change of the log but an addition."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from kpuntt.activity.guards import FORWARD, REFUSAL
from kpuntt.activity.models import Action, Activity, LogHead
from kpuntt.activity.selectors import log_verify
from kpuntt.activity.services import activity_add

pytestmark = pytest.mark.django_db

LOG_SQL = [
    "UPDATE activity_activity SET note = 'lain'",
    "UPDATE activity_activity SET note = note WHERE number = 1",
    "DELETE FROM activity_activity",
    "DELETE FROM activity_activity WHERE number = (SELECT max(number) FROM activity_activity)",
]
HEAD_SQL = [
    "UPDATE activity_loghead SET number = number - 1",
    "UPDATE activity_loghead SET hash = 'lain'",
    "UPDATE activity_loghead SET number = number + 2",
    "DELETE FROM activity_loghead",
]
OWN_SQL = {
    "postgresql": [
        ("TRUNCATE activity_activity", REFUSAL),
        ("TRUNCATE activity_loghead", FORWARD),
        ("TRUNCATE auth_user CASCADE", REFUSAL),
    ],
    "sqlite": [
        ("INSERT OR REPLACE INTO activity_activity SELECT * FROM activity_activity", REFUSAL),
        ("REPLACE INTO activity_loghead (id, number, hash) VALUES (1, 0, '')", FORWARD),
        ("UPDATE OR REPLACE activity_activity SET number = 1 WHERE number = 2", REFUSAL),
    ],
}


def _refused(sql: str, message: str) -> None:
    with (
        pytest.raises(IntegrityError, match=message),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize("sql", LOG_SQL)
def test_a_statement_that_changes_or_removes_rows_is_refused(sql: str) -> None:
    _refused(sql, REFUSAL)
    log_verify()


@pytest.mark.parametrize("sql", HEAD_SQL)
def test_a_statement_that_moves_the_head_otherwise_than_forward_is_refused(sql: str) -> None:
    _refused(sql, FORWARD)
    log_verify()


def test_the_own_ways_of_each_database_are_refused() -> None:
    for sql, message in OWN_SQL[connection.vendor]:
        _refused(sql, message)
    log_verify()


def test_the_orm_is_refused() -> None:
    row = Activity.objects.order_by("number")[0]
    row.note = "Lain"
    for attempt in (row.save, row.delete, Activity.objects.all().delete):
        with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
            attempt()
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        Activity.objects.update(note="Lain")
    with pytest.raises(IntegrityError, match=FORWARD), transaction.atomic():
        LogHead.objects.all().delete()
    log_verify()


def test_an_account_that_stands_in_the_log_cannot_be_deleted(alice: User) -> None:
    activity_add(action=Action.SIGN_IN, actor=alice, area="auth", slug="alice")
    with pytest.raises(ProtectedError):
        alice.delete()


def test_the_flush_of_the_test_suite_empties_the_log_and_leaves_the_guards() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert not Activity.objects.exists()
    assert log_verify().number == 0
    activity_add(action=Action.LOAD, actor=None, area="voters")
    assert log_verify().number == 1
    connection.check_constraints()
    for sql in LOG_SQL:
        _refused(sql, REFUSAL)
