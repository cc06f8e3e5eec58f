"""How many reports are taken: from one address, from all, and while nobody answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache

from kpuntt.reports.limits import PER_ADDRESS, PER_HOUR, TooManyReportsError, count_sender
from kpuntt.reports.models import FigureReport
from tests.unit.kpuntt.reports.samples import add

pytestmark = pytest.mark.django_db

START = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
HOME = "203.0.113.5"


class _Kept:
    """A cache that shows what it is given."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, object, int]] = []

    def get(self, _key: str, default: object) -> object:
        return default

    def set(self, key: str, value: object, timeout: int) -> None:
        self.calls.append((key, value, timeout))


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def test_one_address_sends_five_in_an_hour_and_again_after_it(
    clock: time_machine.Traveller,
) -> None:
    for number in range(PER_ADDRESS):
        add(f"a{number}", sender=HOME)
        clock.shift(timedelta(minutes=10))
    with pytest.raises(TooManyReportsError, match="5 laporan dalam satu jam"):
        add("b", sender=HOME)
    assert FigureReport.objects.count() == PER_ADDRESS
    clock.shift(timedelta(minutes=10, seconds=1))
    add("c", sender=HOME)
    with pytest.raises(TooManyReportsError):
        add("d", sender=HOME)


def test_a_full_address_is_in_nobody_elses_way(clock: time_machine.Traveller) -> None:
    for number in range(PER_ADDRESS):
        add(f"a{number}", sender=HOME)
    add("b", sender="203.0.113.6")


def test_a_home_with_many_addresses_of_the_newer_protocol_is_one_sender() -> None:
    for number in range(PER_ADDRESS):
        count_sender(f"2001:db8:0:1::{number}")
    with pytest.raises(TooManyReportsError):
        count_sender("2001:db8:0:1:ffff::1")
    count_sender("2001:db8:0:2::1")


def test_all_addresses_together_have_a_ceiling(clock: time_machine.Traveller) -> None:
    for number in range(PER_HOUR):
        add(f"a{number}", sender=f"203.0.113.{number}")
    with pytest.raises(TooManyReportsError, match="dari semua pembaca"):
        add("b", sender="198.51.100.1")
    assert FigureReport.objects.count() == PER_HOUR
    clock.shift(timedelta(hours=1))
    add("c", sender="198.51.100.1")


def test_the_ceiling_needs_no_cache(clock: time_machine.Traveller) -> None:
    for number in range(PER_HOUR):
        add(f"a{number}", sender=f"203.0.113.{number}")
    cache.clear()
    with pytest.raises(TooManyReportsError):
        add("b", sender="198.51.100.1")


def test_beyond_the_ceiling_nothing_more_is_kept_about_senders(
    monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    monkeypatch.setattr("kpuntt.reports.limits.PER_HOUR", 0)
    kept = _Kept()
    monkeypatch.setattr("kpuntt.reports.limits.cache", kept)
    with pytest.raises(TooManyReportsError):
        add("a", sender=HOME)
    assert kept.calls == []


def test_while_nobody_answers_the_store_stays_bounded(
    monkeypatch: pytest.MonkeyPatch, clock: time_machine.Traveller
) -> None:
    monkeypatch.setattr("kpuntt.reports.limits.WAITING", 3)
    for number in range(3):
        add(f"a{number}")
        clock.shift(timedelta(hours=2))
    with pytest.raises(TooManyReportsError, match="menunggu jawaban petugas"):
        add("b")


def test_the_address_itself_is_kept_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = _Kept()
    monkeypatch.setattr("kpuntt.reports.limits.cache", kept)
    report = add(sender=HOME)
    ((key, _times, timeout),) = kept.calls
    assert HOME not in key
    assert timeout == 3600
    stored = FigureReport.objects.filter(pk=report.pk).values().get()
    assert HOME not in repr(stored)
