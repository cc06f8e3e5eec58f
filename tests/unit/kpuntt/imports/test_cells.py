from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import WINDOWS_EPOCH

from kpuntt.imports.cells import shows_percent, text_of, tidy


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (20373920000, "20373920000"),
        (20373920000.0, "20373920000"),
        (99.61, "99.61"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (-0.0, "0"),
        (-3.5, "-3.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        (WINDOWS_EPOCH + timedelta(days=45842), "2025-07-04"),
        (WINDOWS_EPOCH + timedelta(days=45842, hours=10.5), "2025-07-04T10:30:00"),
        (date(2025, 7, 4), "2025-07-04"),
        (time(10, 30), "10:30:00"),
        (timedelta(hours=30, seconds=5), "30:00:05"),
        (timedelta(hours=-1), "-01:00:00"),
        ("#REF!", "#REF!"),
        ("１２", "１２"),
        ("133,451", "133,451"),
    ],
)
def test_a_value_becomes_the_text_that_a_person_reads(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.9961, "0.00%", "99.61"),
        (0.07, "0%", "7"),
        (1, "0%", "100"),
        (0.5, "[Red]0.0%;-0.0%", "50"),
        (99.61, '0.00"%"', "99.61"),
        (99.61, r"0.00\%", "99.61"),
        (99.61, "[$%-421]0", "99.61"),
    ],
)
def test_a_percentage_is_read_as_it_is_seen(value: float, number_format: str, text: str) -> None:
    assert text_of(value, number_format) == text


def test_only_a_percent_sign_that_multiplies_counts() -> None:
    assert shows_percent("0.00 %")
    assert not shows_percent("General")


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeff\u200b Kupang\u00a0", "Kupang"),
        ("Timor\nTengah\r\nUtara", "Timor Tengah Utara"),
        ("Timor_x000D_\nTengah", "Timor Tengah"),
        ("a\u00a0b", "a\u00a0b"),
        ("\u00a0\u2007\u200d", ""),
    ],
)
def test_invisible_edges_fall_and_line_ends_become_blanks(raw: str, text: str) -> None:
    assert text_of(raw) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_keeps_its_value_and_has_no_exponent(value: float) -> None:
    text = text_of(value)
    assert float(text) == value
    assert set(text) <= set("-0123456789.")
    assert Decimal(text_of(value, "0%")) == Decimal(repr(value)) * 100


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


def test_a_value_of_an_unknown_kind_is_not_guessed() -> None:
    with pytest.raises(TypeError):
        text_of(object())
