from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.formatting import FigureError, format_integer
from kpuntt.imports.kinds import ImportColumn, Sum, ValueType
from kpuntt.imports.values import (
    ValueRefusedError,
    confirmed_repairs,
    read_money,
    read_value,
    restored,
)

COUNT = ImportColumn("tps", "TPS", ValueType.COUNT, units=("TPS Loksus",))
MONEY = ImportColumn("pagu", "Pagu", ValueType.MONEY)
DECIMAL = ImportColumn("persen", "Persen", ValueType.DECIMAL)
TEXT = ImportColumn("uraian", "Uraian", ValueType.TEXT)


@given(st.integers(0, 10**13))
def test_money_is_read_back_from_every_way_of_writing_it(amount: int) -> None:
    points = format_integer(amount)
    commas = points.replace(".", ",")
    for text in (
        str(amount),
        points,
        commas,
        f"Rp {points}",
        f"Rp. {commas},-",
        f"Rp{points},00",
        f"{commas}.00",
        f"{amount}E0",
    ):
        assert read_money(text) == amount, text
    assert read_money(f"({points})") == read_money(f"-{points}") == -amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp. 215,464,527,000,-", 215_464_527_000),
        ("2.037392E10", 20_373_920_000),
        ("2,037392E+10", 20_373_920_000),
        ("20373920000", 20_373_920_000),
        ("-", 0),
        ("–", 0),
        ("Nihil", 0),
        ("Rp. -", 0),
    ],
)
def test_money_of_real_documents_is_read(text: str, amount: int) -> None:
    assert read_money(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "1.234,5",
        "1.234.5",
        "12.34",
        "1.5E0",
        "1,234.567",
        "dua juta",
        "12..000",
        "1.234.00",
        "<b>5</b>",
    ],
)
def test_money_with_a_fraction_or_mixed_signs_is_refused(text: str) -> None:
    with pytest.raises(FigureError, match="rupiah utuh"):
        read_money(text)


@given(st.integers(0, 10**9))
def test_a_count_is_read_back_with_points_commas_or_none(count: int) -> None:
    points = format_integer(count)
    for text in (str(count), points, points.replace(".", ","), f" {points}\u00a0"):
        assert read_value(COUNT, text) == count


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from(".,"))
def test_a_count_with_one_or_two_digits_behind_its_sign_is_never_read(
    whole: int, rest: int, sign: str
) -> None:
    with pytest.raises(ValueRefusedError, match="nol di belakangnya hilang"):
        read_value(COUNT, f"{whole}{sign}{rest}")


@pytest.mark.parametrize("column", [COUNT, MONEY, DECIMAL])
@pytest.mark.parametrize("text", ["-", "–", "—", "Nihil", "nihil"])
def test_a_dash_is_zero(column: ImportColumn, text: str) -> None:
    assert read_value(column, text) == 0


@pytest.mark.parametrize("column", [COUNT, MONEY, DECIMAL, TEXT])
@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_a_blank_cell_is_missing_and_not_zero(column: ImportColumn, text: str) -> None:
    assert read_value(column, text) is None


def test_a_unit_may_stand_behind_a_count() -> None:
    assert read_value(COUNT, "2 TPS Loksus") == 2
    assert read_value(COUNT, "2") == 2


@pytest.mark.parametrize(
    ("text", "value"), [("99.61%", "99.61"), ("99,61 %", "99.61"), ("100 %", "100"), ("0.00%", "0")]
)
def test_a_share_is_read_with_point_comma_and_sign(text: str, value: str) -> None:
    assert read_value(DECIMAL, text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["25-Des", "25-Dec", "Jan-24", "2025-12-25", "25/12/2025", "12 Mei 2024"]
)
def test_a_count_that_became_a_date_says_so(text: str) -> None:
    with pytest.raises(ValueRefusedError) as refusal:
        read_value(COUNT, text)
    assert refusal.value.problem == (
        f"“{text}” adalah tanggal; program pengolah angka mengubah isi sel ini."
    )
    assert refusal.value.remedy == (
        "Ubah format sel menjadi teks atau angka, lalu tulis bilangan aslinya."
    )


@pytest.mark.parametrize("text", ["#REF!", "#N/A", "#DIV/0!"])
def test_the_error_of_a_formula_is_no_value(text: str) -> None:
    with pytest.raises(ValueRefusedError, match="pesan kesalahan rumus"):
        read_value(TEXT, text)


def test_marks_of_text_extraction_stand_in_texts_but_never_in_figures() -> None:
    assert read_value(TEXT, "<b>585 m <sup>2</sup></b>") == "585 m2"
    assert read_value(TEXT, "KPU RI kpu\\_ri") == "KPU RI kpu_ri"
    with pytest.raises(ValueRefusedError):
        read_value(COUNT, "<b>585</b>")


@given(st.integers(1, 9999), st.integers(1, 999_999))
def test_lost_zeros_are_only_offered_where_the_other_figures_confirm_them(
    tens: int, other: int
) -> None:
    count = tens * 10
    text = f"{count // 1000}.{count % 1000:03}".rstrip("0")
    if restored(text) is None:
        return  # nothing was lost, or nothing is left to see that it was
    sums = (Sum("jumlah", ("l", "p"), "L+P"),)
    printed = {"l": text, "p": str(other), "jumlah": ""}
    right = {"l": None, "p": other, "jumlah": count + other}
    wrong = {"l": None, "p": other, "jumlah": count + other + 1}
    hint = f"mungkin {format_integer(count)}; cocok dengan L+P"
    assert confirmed_repairs(sums, right, printed) == {"l": hint}
    assert confirmed_repairs(sums, wrong, printed) == {}
    assert confirmed_repairs(sums, {**right, "p": None}, {**printed, "p": ""}) == {}
