from __future__ import annotations

import inspect
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.formatting import percent_of
from kpuntt.reconciliation import (
    Check,
    Outcome,
    Rule,
    Severity,
    check_balance,
    check_equal,
    check_share,
    check_sum,
)

RULE = Rule("ATURAN", "Sebuah aturan", "a + b = c", "Peraturan contoh")
COUNTS = st.integers(min_value=0, max_value=10**9)
SHIFTS = st.integers(min_value=-(10**6), max_value=10**6).filter(bool)
PARTS = st.dictionaries(st.text(min_size=1, max_size=8), COUNTS, min_size=1, max_size=6)


def _sum(parts: dict[str, int | None], printed: int | None) -> Check:
    return check_sum(RULE, "Provinsi", parts, printed, printed_name="jumlah", region_code="53")


def _balance(
    previous: int | None, new: int | None, ineligible: int | None, printed: int | None
) -> Check:
    return check_balance(
        RULE, "Provinsi", previous=previous, new=new, ineligible=ineligible, printed=printed
    )


def _equal(printed: int | None, other: int | None) -> Check:
    return check_equal(
        RULE, "Provinsi", printed, other, printed_name="di sini", other_name="di sana"
    )


def _share(part: int | None, whole: int | None, printed: Decimal | None) -> Check:
    return check_share(RULE, "Calon", part=part, whole=whole, printed=printed)


def _given(parts: dict[str, int]) -> dict[str, int | None]:
    return dict(parts)


@given(PARTS)
def test_a_sum_holds_when_the_printed_total_is_the_sum_of_its_parts(parts: dict[str, int]) -> None:
    check = _sum(_given(parts), sum(parts.values()))
    assert check.outcome is Outcome.HOLDS
    assert check.difference == 0
    assert check.missing == ()


@given(PARTS, SHIFTS)
def test_a_sum_differs_by_exactly_what_the_printed_total_is_off(
    parts: dict[str, int], shift: int
) -> None:
    check = _sum(_given(parts), sum(parts.values()) + shift)
    assert check.outcome is Outcome.DIFFERS
    assert check.difference == shift
    assert check.computed == sum(parts.values())


@given(PARTS, st.data())
def test_a_sum_with_a_missing_part_is_not_checkable_and_names_it(
    parts: dict[str, int], data: st.DataObject
) -> None:
    lost = data.draw(st.sampled_from(sorted(parts)))
    check = _sum({**parts, lost: None}, sum(parts.values()) - parts[lost])
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == (lost,)
    assert check.computed is None
    assert check.difference is None


@given(PARTS)
def test_a_sum_without_its_total_is_not_checkable_and_names_it(parts: dict[str, int]) -> None:
    check = _sum(_given(parts), None)
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == ("jumlah",)


@given(COUNTS)
def test_a_total_without_any_parts_is_not_checkable_even_if_it_is_zero(printed: int) -> None:
    check = _sum({}, printed)
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == ("rincian",)
    assert check.computed is None
    assert check.difference is None


def test_a_printed_zero_among_the_parts_is_a_figure_and_not_a_gap() -> None:
    assert _sum({"laki-laki": 0, "perempuan": 7}, 7).outcome is Outcome.HOLDS


def test_a_printed_sum_that_is_nine_too_high_is_shown_beside_what_follows() -> None:
    check = _sum({"laki-laki": 133_451, "perempuan": 133_895}, 267_355)
    assert (check.printed, check.computed, check.difference) == (267_355, 267_346, 9)
    assert check.outcome is Outcome.DIFFERS
    assert check.region_code == "53"


@given(COUNTS)
def test_equal_figures_hold(figure: int) -> None:
    assert _equal(figure, figure).outcome is Outcome.HOLDS


@given(COUNTS, SHIFTS)
def test_unequal_figures_differ_by_exactly_their_distance(figure: int, shift: int) -> None:
    check = _equal(figure + shift, figure)
    assert check.outcome is Outcome.DIFFERS
    assert check.difference == shift


@given(COUNTS)
def test_equality_with_one_side_missing_is_not_checkable_and_names_the_side(figure: int) -> None:
    assert _equal(None, figure).missing == ("di sini",)
    assert _equal(figure, None).missing == ("di sana",)
    assert _equal(None, None).missing == ("di sini", "di sana")
    assert _equal(None, figure).outcome is Outcome.NOT_CHECKABLE
    assert _equal(figure, None).outcome is Outcome.NOT_CHECKABLE


def test_a_baseline_printed_with_two_digits_swapped_differs() -> None:
    check = _equal(3_988_732, 3_988_372)
    assert check.outcome is Outcome.DIFFERS
    assert check.difference == 360


@given(COUNTS, COUNTS, COUNTS)
def test_the_balance_holds_for_baseline_plus_new_minus_ineligible(
    previous: int, new: int, ineligible: int
) -> None:
    check = _balance(previous, new, ineligible, previous + new - ineligible)
    assert check.outcome is Outcome.HOLDS


@given(COUNTS, COUNTS, COUNTS, SHIFTS)
def test_the_balance_differs_by_exactly_what_the_printed_roll_is_off(
    previous: int, new: int, ineligible: int, shift: int
) -> None:
    check = _balance(previous, new, ineligible, previous + new - ineligible + shift)
    assert check.outcome is Outcome.DIFFERS
    assert check.difference == shift


@pytest.mark.parametrize(
    ("index", "name"),
    [
        (0, "daftar sebelumnya"),
        (1, "pemilih baru"),
        (2, "pemilih TMS"),
        (3, "jumlah pemilih"),
    ],
)
@given(figures=st.tuples(COUNTS, COUNTS, COUNTS, COUNTS))
def test_a_balance_with_one_input_missing_is_not_checkable_and_names_it(
    index: int, name: str, figures: tuple[int, int, int, int]
) -> None:
    inputs: list[int | None] = list(figures)
    inputs[index] = None
    check = _balance(*inputs)
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == (name,)
    assert check.difference is None


def test_corrected_records_have_no_way_into_the_balance() -> None:
    assert set(inspect.signature(check_balance).parameters) == {
        "rule",
        "where",
        "previous",
        "new",
        "ineligible",
        "printed",
        "region_code",
    }


def test_the_real_balance_of_2025_holds_and_fails_if_corrected_records_are_added() -> None:
    assert _balance(3_988_372, 116_497, 42_541, 4_062_328).outcome is Outcome.HOLDS
    wrong = _balance(3_988_372, 116_497, 42_541, 4_062_328 + 117_602)
    assert wrong.difference == 117_602


@given(COUNTS, st.integers(min_value=1, max_value=10**9), st.integers(min_value=0, max_value=4))
def test_a_share_holds_at_the_precision_it_is_printed_with(
    part: int, whole: int, places: int
) -> None:
    check = _share(part, whole, percent_of(part, whole, places))
    assert check.outcome is Outcome.HOLDS


@given(COUNTS, st.integers(min_value=1, max_value=10**9), SHIFTS)
def test_a_share_differs_by_exactly_what_the_printed_percentage_is_off(
    part: int, whole: int, hundredths: int
) -> None:
    true_share = percent_of(part, whole)
    assert true_share is not None
    shift = Decimal(hundredths) / 100
    check = _share(part, whole, (true_share + shift).quantize(Decimal("0.01")))
    assert check.outcome is Outcome.DIFFERS
    assert check.difference == shift


@given(COUNTS, st.integers(min_value=1, max_value=10**9))
def test_a_share_with_one_input_missing_is_not_checkable_and_names_it(
    part: int, whole: int
) -> None:
    printed = percent_of(part, whole)
    for check, name in (
        (_share(None, whole, printed), "bagian"),
        (_share(part, None, printed), "keseluruhan"),
        (_share(part, whole, None), "persentase tercetak"),
    ):
        assert check.outcome is Outcome.NOT_CHECKABLE
        assert check.missing == (name,)


def test_a_share_of_nothing_is_not_checkable() -> None:
    check = _share(0, 0, Decimal("0.00"))
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == ("keseluruhan yang lebih dari nol",)


def test_a_printed_percentage_one_hundredth_off_differs() -> None:
    check = _share(873_524, 2_689_932, Decimal("32.48"))
    assert check.outcome is Outcome.DIFFERS
    assert check.difference == Decimal("0.01")


def test_a_percentage_printed_without_decimals_is_compared_without_decimals() -> None:
    assert _share(873_524, 2_689_932, Decimal(32)).outcome is Outcome.HOLDS
    assert _share(873_524, 2_689_932, Decimal(33)).outcome is Outcome.DIFFERS


def test_a_check_with_a_missing_input_is_not_checkable_even_if_its_figures_agree() -> None:
    assert Check(RULE, "x", 5, 5, ("rincian",)).outcome is Outcome.NOT_CHECKABLE


def test_a_rule_is_major_unless_it_says_otherwise() -> None:
    assert RULE.severity is Severity.MAJOR
