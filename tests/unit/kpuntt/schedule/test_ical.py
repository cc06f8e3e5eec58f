"""The feed, read back as a calendar program reads it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from pytest_django import Settings

from kpuntt.schedule.ical import schedule_calendar
from kpuntt.schedule.models import DatePrecision, PlannedRelease
from kpuntt.schedule.services import (
    planned_release_cancel,
    planned_release_confirm,
    planned_release_mark_published,
    planned_release_move,
)
from tests.unit.kpuntt.schedule.plans import REASON, announce

pytestmark = pytest.mark.django_db

MANDATORY = {"UID", "DTSTAMP", "SEQUENCE", "STATUS", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION"}


def _events() -> dict[str, Any]:
    calendar = Calendar.from_ical(schedule_calendar())
    assert not calendar.errors
    return {str(event["SUMMARY"]): event for event in calendar.walk("VEVENT")}


def _event() -> Any:
    (event,) = (event for name, event in _events().items() if "Daftar uji" in name)
    return event


def test_the_calendar_names_its_maker_its_version_and_each_event_once() -> None:
    calendar = Calendar.from_ical(schedule_calendar())
    assert calendar["VERSION"] == "2.0"
    assert str(calendar["PRODID"]).startswith("-//KPU Provinsi")
    events = calendar.walk("VEVENT")
    assert len(events) == PlannedRelease.objects.count() > 0
    assert len({str(event["UID"]) for event in events}) == len(events)
    for event in events:
        assert event.keys() >= MANDATORY
        assert not event.errors


def test_lines_end_and_fold_as_the_standard_says() -> None:
    lines = schedule_calendar().split(b"\r\n")
    assert lines[-1] == b""
    assert not [line for line in lines if b"\n" in line or len(line) > 75]


def test_a_month_alone_is_a_tentative_event_that_spans_it_and_says_so(alice: User) -> None:
    announce(alice)
    event = _event()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 12, 1), date(2032, 1, 1))
    assert event["STATUS"] == "TENTATIVE"
    assert event["SUMMARY"].endswith("dan kedua (hari belum ditetapkan)")
    assert "Baru bulannya yang diketahui: Desember 2031." in event["DESCRIPTION"]
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_promised_day_is_a_confirmed_event_of_a_whole_day(alice: User) -> None:
    planned_release_confirm(plan=announce(alice), day=date(2031, 12, 31), actor=alice)
    event = _event()
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2031, 12, 31), date(2032, 1, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["STATUS"] == "CONFIRMED"
    assert event["SUMMARY"] == "Daftar uji; bagian pertama, dan kedua"


def test_a_moved_event_keeps_its_identity_and_its_sequence_grows(
    alice: User, settings: Settings
) -> None:
    plan = announce(alice)
    before = _event()
    planned_release_move(
        plan=plan, day=date(2032, 2, 3), precision=DatePrecision.DAY, reason=REASON, actor=alice
    )
    settings.SITE_ORIGIN = "https://alamat-baru.example"
    after = _event()
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTAMP"].dt >= before["DTSTAMP"].dt
    assert f"Desember 2031 → 3 Februari 2032: {REASON}" in after["DESCRIPTION"]


def test_a_cancelled_event_stays_and_says_why(alice: User) -> None:
    planned_release_cancel(plan=announce(alice), reason=REASON, actor=alice)
    event = _event()
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert event["SUMMARY"].startswith("Batal: ")
    assert REASON in event["DESCRIPTION"]


def test_what_came_out_leads_to_its_page(alice: User, settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://data.example"
    plan = announce(alice, day=date(2025, 7, 4), precision=DatePrecision.DAY)
    assert _event()["URL"] == "https://data.example/rilis/jadwal/"
    planned_release_mark_published(plan=plan, day=date(2025, 7, 4), path="/pemilih/", actor=alice)
    assert _event()["URL"] == "https://data.example/pemilih/"


def test_nobody_who_changed_a_plan_is_named(alice: User) -> None:
    planned_release_cancel(plan=announce(alice), reason=REASON, actor=alice)
    assert b"alice" not in schedule_calendar()


def test_the_same_plans_give_the_same_bytes() -> None:
    assert schedule_calendar() == schedule_calendar()


def test_without_plans_the_feed_is_still_a_calendar() -> None:
    PlannedRelease.objects.all().delete()
    assert Calendar.from_ical(schedule_calendar()).walk("VEVENT") == []


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_month_alone_covers_exactly_the_days_of_that_month(day: date) -> None:
    plan = PlannedRelease(date=day.replace(day=1), precision=DatePrecision.MONTH)
    assert plan.date <= day <= plan.last_day
    assert (plan.last_day + timedelta(days=1)).day == 1
    assert plan.last_day.month == day.month
