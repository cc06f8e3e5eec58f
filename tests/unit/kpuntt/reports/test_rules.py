"""How reports are numbered, and how long an answer takes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.formatting import format_decimal
from kpuntt.reports.rules import median_days, report_number

DAY = date(2026, 7, 1)


def _spans(days: list[int]) -> list[tuple[date, date]]:
    return [(DAY, DAY + timedelta(days=number)) for number in days]


@pytest.mark.parametrize(
    ("year", "serial", "number"),
    [(2026, 7, "L-2026-0007"), (2027, 9999, "L-2027-9999"), (2027, 10_000, "L-2027-10000")],
)
def test_a_number_says_its_year_and_keeps_four_digits_at_least(
    year: int, serial: int, number: str
) -> None:
    assert report_number(year, serial) == number


@pytest.mark.parametrize(
    ("days", "words"),
    [([0], "0"), ([1, 2], "1,5"), ([3, 1, 2], "2"), ([10, 20, 10, 20], "15"), ([2, 2], "2")],
)
def test_the_median_of_an_even_number_lies_between_the_middle_two(
    days: list[int], words: str
) -> None:
    median = median_days(_spans(days))
    assert median is not None
    assert format_decimal(median) == words


def test_without_an_answer_there_is_no_median() -> None:
    assert median_days([]) is None


@given(st.lists(st.integers(0, 2000), min_size=1), st.randoms())
def test_half_took_no_longer_than_the_median_in_whatever_order(
    days: list[int], random: Random
) -> None:
    median = median_days(_spans(days))
    assert median is not None
    shuffled = random.sample(days, len(days))
    assert median_days(_spans(shuffled)) == median
    assert sum(Decimal(day) <= median for day in days) * 2 >= len(days)
    assert sum(Decimal(day) >= median for day in days) * 2 >= len(days)
