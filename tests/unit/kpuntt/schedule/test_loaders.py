"""The plans that follow from rules."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User

from kpuntt.activity.models import Activity
from kpuntt.fixture_files import read_rows
from kpuntt.schedule.loaders import schedule_load
from kpuntt.schedule.models import PlanArea, PlannedRelease
from kpuntt.schedule.services import planned_release_cancel
from tests.unit.kpuntt.caching.generations import generation
from tests.unit.kpuntt.schedule.plans import REASON

pytestmark = pytest.mark.django_db


def test_every_plan_is_provisional_for_a_month_and_names_its_rule() -> None:
    plans = PlannedRelease.objects.all()
    assert plans.count() == len(read_rows("schedule.csv"))
    for plan in plans:
        assert (plan.status, plan.precision, plan.date.day) == ("sementara", "bulan", 1), plan
        assert plan.note.startswith("Dasar: "), plan
        assert plan.area in PlanArea.values


def test_no_row_of_the_file_names_a_day() -> None:
    for row in read_rows("schedule.csv"):
        assert re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", row["bulan"])


def test_loading_again_changes_nothing_and_leaves_what_staff_changed_alone(alice: User) -> None:
    plan = PlannedRelease.objects.get(slug="lkj-2026")
    planned_release_cancel(plan=plan, reason=REASON, actor=alice)
    before = generation("schedule"), Activity.objects.count()
    assert schedule_load() == 0
    assert (generation("schedule"), Activity.objects.count()) == before
    plan.refresh_from_db()
    assert plan.status == "batal"


def test_a_plan_that_is_missing_is_added() -> None:
    PlannedRelease.objects.filter(slug="lkj-2026").delete()
    assert schedule_load() == 1
