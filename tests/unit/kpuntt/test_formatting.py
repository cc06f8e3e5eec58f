from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.formatting import (
    FigureError,
    format_change,
    format_date,
    format_decimal,
    format_integer,
    format_month,
    format_percent,
    parse_count,
    parse_decimal,
    percent_of,
    round_half_up,
)

COUNTS = st.integers(min_value=0, max_value=10**15)
CELL_TEXT = st.text(alphabet="0123456789.,- %eE+NihlÂ٣\u00a0", max_size=14)
HUNDREDTHS = st.decimals(min_value=0, max_value=100, places=2, allow_nan=False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("133,451", 133_451),
        ("133.451", 133_451),
        ("133451", 133_451),
        ("4.062.328", 4_062_328),
        ("1,958,444", 1_958_444),
        ("29631", 29_631),
        ("  9,877 ", 9_877),
        ("\u00a0612\u00a0", 612),
        ("0", 0),
    ],
)
def test_a_count_reads_the_same_with_points_commas_or_nothing(text: str, value: int) -> None:
    assert parse_count(text) == value


@pytest.mark.parametrize("text", ["-", "–", "—", "Nihil", "NIHIL", "nihil", " - "])
def test_a_dash_and_nihil_are_zero(text: str) -> None:
    assert parse_count(text) == 0


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\t"])
def test_a_blank_is_missing_and_missing_is_not_zero(text: str) -> None:
    assert parse_count(text) is None


@pytest.mark.parametrize("text", ["23.06", "90.15", "12,34", "12,3", "133.4"])
def test_a_count_that_lost_its_zeros_is_refused_and_the_remedy_says_so(text: str) -> None:
    with pytest.raises(FigureError) as refusal:
        parse_count(text)
    assert refusal.value.value == text
    assert "nol di belakangnya hilang" in refusal.value.remedy


@pytest.mark.parametrize(
    "text",
    [
        "2.037392E10",
        "1e3",
        "1.234,567",
        "1,234.567",
        "1234.567",
        "1.2345",
        "1..234",
        ".123",
        "123.",
        "١٢٣",
        "１２３",
        "²",
        "1 234",
        "1\u00a0234",
        "1_234",
        "-5",
        "−5",
        "+5",
        "0x10",
        "12 TPS",
        "--",
        "n/a",
        "NaN",
    ],
)
def test_what_is_not_one_count_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(FigureError) as refusal:
        parse_count(text)
    assert refusal.value.remedy.startswith("Tulis bilangan bulat")
    assert "tidak dapat dibaca sebagai bilangan" in str(refusal.value)


@given(COUNTS)
def test_a_formatted_count_is_read_back(number: int) -> None:
    assert parse_count(format_integer(number)) == number


@given(COUNTS)
def test_a_count_with_commas_is_read_back(number: int) -> None:
    assert parse_count(f"{number:,}") == number


@given(CELL_TEXT)
def test_an_accepted_count_has_the_digits_that_the_cell_shows(text: str) -> None:
    try:
        value = parse_count(text)
    except FigureError:
        return
    digits = "".join(character for character in text if character in "0123456789")
    assert (int(digits) if digits else 0) == (value or 0)


@given(st.text(max_size=12))
def test_any_text_is_a_count_a_blank_or_a_refusal(text: str) -> None:
    try:
        value = parse_count(text)
    except FigureError:
        return
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("32,47", Decimal("32.47")),
        ("32.47", Decimal("32.47")),
        ("32,47 %", Decimal("32.47")),
        ("30,20\u00a0%", Decimal("30.20")),
        ("100", Decimal(100)),
        ("0,0", Decimal("0.0")),
    ],
)
def test_a_decimal_is_read_with_a_comma_or_a_point(text: str, value: Decimal) -> None:
    parsed = parse_decimal(text)
    assert parsed == value
    assert parsed is not None
    assert parsed.as_tuple() == value.as_tuple()


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "%"])
def test_a_blank_decimal_is_missing(text: str) -> None:
    assert parse_decimal(text) is None


@pytest.mark.parametrize(
    "text", ["1e2", "٣,٤", "-1,5", "12,", ",5", "32,47 % 3", "NaN", "Infinity"]
)
def test_what_is_not_one_decimal_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(FigureError) as refusal:
        parse_decimal(text)
    assert refusal.value.remedy.startswith("Tulis satu bilangan")


@given(st.decimals(min_value=0, max_value=Decimal("9999999.9999"), places=4, allow_nan=False))
def test_a_formatted_decimal_is_read_back(number: Decimal) -> None:
    assert parse_decimal(format_decimal(number)) == number


@given(HUNDREDTHS)
def test_a_formatted_percentage_is_read_back(number: Decimal) -> None:
    assert parse_decimal(format_percent(number)) == number


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        ("2.005", "2.01"),
        ("2.015", "2.02"),
        ("2.004", "2.00"),
        ("0.125", "0.13"),
        ("-0.125", "-0.13"),
        ("99.995", "100.00"),
    ],
)
def test_rounding_is_half_up_as_in_printed_tables(number: str, rounded: str) -> None:
    assert str(round_half_up(Decimal(number))) == rounded


@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_rounding_moves_a_number_by_at_most_half_a_unit(thousandths: int) -> None:
    number = Decimal(thousandths) / 1000
    rounded = round_half_up(number)
    assert abs(rounded - number) <= Decimal("0.005")
    assert rounded.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (612, "612"), (9_877, "9.877"), (4_062_328, "4.062.328"), (-5_502, "−5.502")],
)
def test_integers_have_points_between_thousands(number: int, text: str) -> None:
    assert format_integer(number) == text


@pytest.mark.parametrize(
    ("number", "text"), [(73_956, "+73.956"), (-5_502, "−5.502"), (0, "0"), (1, "+1")]
)
def test_a_change_carries_its_sign_and_no_change_carries_none(number: int, text: str) -> None:
    assert format_change(number) == text


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("99.605", 2, "99,61"),
        ("32.4", 2, "32,40"),
        ("32.40", None, "32,40"),
        ("1234567.5", None, "1.234.567,5"),
        ("-1.5", None, "−1,5"),
        ("-0.001", 2, "0,00"),
        ("7", None, "7"),
        ("1E+3", None, "1.000"),
    ],
)
def test_decimals_have_a_comma_and_keep_the_printed_places(
    number: str, places: int | None, text: str
) -> None:
    assert format_decimal(Decimal(number), places) == text


def test_a_percentage_keeps_its_sign_on_the_line() -> None:
    assert format_percent(Decimal("99.605")) == "99,61\u00a0%"


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (873_524, 2_689_932, "32.47"),
        (1_004_055, 2_689_932, "37.33"),
        (812_353, 2_689_932, "30.20"),
        (1, 8, "12.50"),
        (1, 800, "0.13"),
        (0, 5, "0.00"),
    ],
)
def test_a_share_is_rounded_half_up_to_two_places(part: int, whole: int, share: str) -> None:
    assert str(percent_of(part, whole)) == share


def test_a_share_of_nothing_is_missing() -> None:
    assert percent_of(5, 0) is None


def test_a_share_takes_the_number_of_places_it_is_asked_for() -> None:
    assert str(percent_of(1, 3, 0)) == "33"
    assert str(percent_of(2, 3, 4)) == "66.6667"


@given(st.integers(min_value=1, max_value=10**9), st.data())
def test_a_part_and_its_rest_make_a_hundred_percent(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(min_value=0, max_value=whole))
    first, second = percent_of(part, whole), percent_of(whole - part, whole)
    assert first is not None
    assert second is not None
    assert abs(first + second - 100) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2025, 7, 4), "4 Juli 2025"),
        (date(2024, 9, 22), "22 September 2024"),
        (date(2018, 4, 30), "30 April 2018"),
        (date(2021, 12, 31), "31 Desember 2021"),
        (date(2024, 2, 1), "1 Februari 2024"),
    ],
)
def test_dates_are_written_in_indonesian_words(day: date, text: str) -> None:
    assert format_date(day) == text


def test_a_month_is_written_without_its_day() -> None:
    assert format_month(date(2019, 4, 1)) == "April 2019"


def test_the_months_have_their_indonesian_names() -> None:
    assert [format_month(date(2025, month, 1)) for month in range(1, 13)] == [
        "Januari 2025",
        "Februari 2025",
        "Maret 2025",
        "April 2025",
        "Mei 2025",
        "Juni 2025",
        "Juli 2025",
        "Agustus 2025",
        "September 2025",
        "Oktober 2025",
        "November 2025",
        "Desember 2025",
    ]
