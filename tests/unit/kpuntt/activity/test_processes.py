"""What needs processes that commit: writers side by side, and the migration of a used log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_database import OwnDatabase, process_environment, result, start

WRITERS = 4

WRITE = """
import sys, django
django.setup()
from django.db import transaction
from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
for number in range(30):
    with transaction.atomic():
        activity_add(action=Action.IMPORT, actor=None, area="voters", slug=sys.argv[1])
        transaction.set_rollback(number % 3 == 2)
"""

READ = """
import django
django.setup()
from django.db.models import Count
from kpuntt.activity.models import Activity
from kpuntt.activity.selectors import log_verify
print(log_verify().number)
print(sorted(Activity.objects.order_by().values_list("slug").annotate(Count("pk"))))
"""

MIGRATE = """
import django
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from kpuntt.activity.models import Action, Activity
from kpuntt.activity.selectors import log_verify
from kpuntt.activity.services import activity_add

def migrate(*target):
    call_command("migrate", *target, verbosity=0)

def former():
    state = MigrationExecutor(connection).loader.project_state(("publishing", "0001_initial"))
    model = state.apps.get_model("publishing", "Activity")
    fields = ("at", "actor_id", "action", "area", "model", "slug", "version", "note")
    return model, list(model.objects.order_by("pk").values_list(*fields))

migrate("auth")
migrate("publishing", "0001")
alice = User.objects.create_user("alice")
model = former()[0]
for number in range(1, 2502):
    model.objects.bulk_create([model(
        actor_id=alice.pk if number % 2 else None, action="periksa", area="voters",
        model="voters.roll", slug=f"dpt-{number}", version=1 + number % 3, note="Sesuai.",
    )])
earlier = former()[1]

migrate("publishing")
migrate("activity")
assert log_verify().number == 2501
fields = ("at", "actor_id", "action", "area", "model", "slug", "version", "note")
assert list(Activity.objects.order_by("number").values_list(*fields)) == earlier
first = Activity.objects.get(number=1)
assert (first.actor_name, first.slug) == ("alice", "dpt-1"), first
activity_add(action=Action.SIGN_IN, actor=alice, area="auth", slug="alice")
noted = log_verify()

migrate("activity", "zero")
back = former()[1]
assert back[:-1] == earlier
assert back[-1][1:] == (alice.pk, "masuk", "auth", "", "alice", 0, ""), back[-1]

migrate("publishing")
migrate("activity")
assert log_verify(expect=noted.hash) == noted
print("kept", noted.number)
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own."""
    environment = process_environment(tmp_path)
    with OwnDatabase("kpuntt_log", environment):
        yield environment


def test_writers_side_by_side_leave_a_whole_chain_without_gaps(environment: dict[str, str]) -> None:
    result(start(environment, "manage.py", "migrate", "activity", "--verbosity", "0"))
    writers = [start(environment, "-c", WRITE, f"penulis-{n}") for n in range(WRITERS)]
    for writer in writers:
        result(writer)
    kept = [(f"penulis-{n}", 20) for n in range(WRITERS)]
    assert result(start(environment, "-c", READ)) == f"{20 * WRITERS}\n{kept}\n"


def test_the_rows_of_a_log_without_a_chain_are_chained_and_come_back(
    environment: dict[str, str],
) -> None:
    assert result(start(environment, "-c", MIGRATE)) == "kept 2502\n"
