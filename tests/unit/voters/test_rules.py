from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.reconciliation import Check, Outcome, Rule
from voters import rules
from voters.rules import (
    RollFigures,
    check_children,
    check_continuity,
    check_disability,
    check_row,
    check_vote_shares,
)

COUNTS = st.integers(min_value=0, max_value=10**7)
SHIFTS = st.integers(min_value=-(10**5), max_value=10**5).filter(bool)
RULES = [rule for rule in vars(rules).values() if isinstance(rule, Rule)]
PILGUB = [
    ("Ansy Lema", 873_524, Decimal("32.47")),
    ("Melki Laka Lena", 1_004_055, Decimal("37.33")),
    ("Simon Kamlasi", 812_353, Decimal("30.20")),
]


def _row(name: str = "Kabupaten Sikka", /, **figures: int | None) -> RollFigures:
    return RollFigures("53.07", name, figures)


def _by_rule(checks: list[Check], rule: Rule) -> list[Check]:
    return [check for check in checks if check.rule is rule]


def _only(checks: list[Check], rule: Rule) -> Check:
    (check,) = _by_rule(checks, rule)
    return check


def test_rule_codes_are_unique_and_permanent() -> None:
    assert sorted(rule.code for rule in RULES) == [
        "DAFTAR-ASAL",
        "JUMLAH-DISABILITAS",
        "JUMLAH-WILAYAH",
        "L+P=JUMLAH",
        "NERACA",
        "PERSEN-SUARA-SAH",
        "RINCIAN-ALASAN",
    ]
    assert all(rule.title and rule.statement and rule.source for rule in RULES)


def test_male_and_female_voters_make_the_total() -> None:
    check = _only(list(check_row(_row(male=115_547, female=129_291, total=244_838))), rules.SEX_SUM)
    assert check.outcome is Outcome.HOLDS
    assert (check.where, check.region_code) == ("Kabupaten Sikka", "53.07")


def test_male_and_female_voters_that_do_not_make_the_total_differ() -> None:
    check = _only(list(check_row(_row(male=115_547, female=129_291, total=244_883))), rules.SEX_SUM)
    assert check.outcome is Outcome.DIFFERS
    assert (check.printed, check.computed, check.difference) == (244_883, 244_838, 45)


@given(COUNTS, COUNTS, SHIFTS)
def test_the_sum_of_sexes_differs_by_exactly_the_shift(male: int, female: int, shift: int) -> None:
    right = _row(male=male, female=female, total=male + female)
    wrong = _row(male=male, female=female, total=male + female + shift)
    assert _only(list(check_row(right)), rules.SEX_SUM).outcome is Outcome.HOLDS
    assert _only(list(check_row(wrong)), rules.SEX_SUM).difference == shift


@pytest.mark.parametrize(
    ("figures", "missing"),
    [
        ({"female": 2, "total": 3}, ("laki-laki",)),
        ({"male": 1, "total": 3}, ("perempuan",)),
        ({"male": 1, "female": 2}, ("jumlah pemilih",)),
        ({"total": 3}, ("laki-laki", "perempuan")),
        ({}, ("laki-laki", "perempuan", "jumlah pemilih")),
    ],
)
def test_a_row_without_its_split_is_not_checkable_and_says_what_is_missing(
    figures: dict[str, int | None], missing: tuple[str, ...]
) -> None:
    check = _only(list(check_row(_row(**figures))), rules.SEX_SUM)
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == missing


@pytest.mark.parametrize(
    ("name", "label"),
    [("new", "pemilih baru"), ("ineligible", "TMS"), ("corrected", "perbaikan data")],
)
def test_a_split_of_new_ineligible_or_corrected_voters_is_summed_if_it_is_printed(
    name: str, label: str
) -> None:
    split: dict[str, int | None] = {f"{name}_male": 4, f"{name}_female": 5}
    right, wrong, without = (
        list(check_row(_row(**split, **{name: total}))) for total in (9, 10, None)
    )
    assert [check.outcome for check in right] == [Outcome.NOT_CHECKABLE, Outcome.HOLDS]
    assert wrong[1].outcome is Outcome.DIFFERS
    assert wrong[1].where == f"Kabupaten Sikka, {label}"
    assert without[1].missing == (label,)
    assert len(list(check_row(_row(**{name: 9})))) == 1


def test_reasons_make_the_printed_number() -> None:
    row = RollFigures(
        "53",
        "Provinsi",
        {"new": 28_660, "ineligible": 24_945},
        {"Pemilih pemula": 26_552, "Polri": 1, "Pindah masuk": 2_107},
        {"Meninggal": 9_936, "Lainnya": 15_009},
    )
    checks = _by_rule(list(check_row(row)), rules.REASONS)
    assert [check.outcome for check in checks] == [Outcome.HOLDS, Outcome.HOLDS]
    assert [check.where for check in checks] == ["Provinsi, pemilih baru", "Provinsi, TMS"]


def test_reasons_that_do_not_make_the_printed_number_differ() -> None:
    row = RollFigures("53", "Provinsi", {"new": 10}, {"Pemilih pemula": 7, "Pindah masuk": 2})
    check = _only(list(check_row(row)), rules.REASONS)
    assert check.outcome is Outcome.DIFFERS
    assert check.difference == 1


def test_reasons_without_a_printed_number_or_with_a_missing_count_are_not_checkable() -> None:
    without = RollFigures("53", "Provinsi", {}, {"Pemilih pemula": 7})
    assert _only(list(check_row(without)), rules.REASONS).missing == ("jumlah pemilih baru",)
    partial = RollFigures("53", "Provinsi", {"new": 7}, {"Pemula": 7, "Pindah masuk": None})
    assert _only(list(check_row(partial)), rules.REASONS).missing == ("Pindah masuk",)


def test_no_listed_reasons_means_no_check_of_reasons() -> None:
    assert not _by_rule(list(check_row(_row(new=5, ineligible=6))), rules.REASONS)


def test_the_real_balance_of_2025_holds() -> None:
    row = _row(
        previous=3_988_372, new=116_497, ineligible=42_541, corrected=117_602, total=4_062_328
    )
    checks = list(check_continuity(row, 3_988_372))
    assert _only(checks, rules.BALANCE).outcome is Outcome.HOLDS
    assert _only(checks, rules.BASELINE).outcome is Outcome.HOLDS


@given(COUNTS, COUNTS, COUNTS, st.none() | COUNTS)
def test_corrected_records_never_enter_the_balance(
    previous: int, new: int, ineligible: int, corrected: int | None
) -> None:
    row = _row(
        previous=previous,
        new=new,
        ineligible=ineligible,
        corrected=corrected,
        total=previous + new - ineligible,
    )
    balance = _only(list(check_continuity(row, previous)), rules.BALANCE)
    assert balance.outcome is Outcome.HOLDS
    assert balance.missing == ()


@given(COUNTS, COUNTS, COUNTS, SHIFTS)
def test_a_broken_balance_differs_by_exactly_the_shift(
    previous: int, new: int, ineligible: int, shift: int
) -> None:
    row = _row(
        previous=previous, new=new, ineligible=ineligible, total=previous + new - ineligible + shift
    )
    balance = _only(list(check_continuity(row, previous)), rules.BALANCE)
    assert balance.outcome is Outcome.DIFFERS
    assert balance.difference == shift


def test_the_balance_uses_listed_reasons_where_their_sum_is_not_printed() -> None:
    row = RollFigures(
        "53",
        "Provinsi",
        {"previous": 3_487_661, "total": 3_491_376},
        {"Pemilih pemula": 26_552, "Polri": 1, "Pindah masuk": 2_107},
        {"Meninggal": 9_936, "Lainnya": 15_009},
    )
    assert _only(list(check_continuity(row, None)), rules.BALANCE).outcome is Outcome.HOLDS


def test_a_printed_number_goes_before_the_sum_of_its_reasons() -> None:
    row = RollFigures("53", "Provinsi", {"new": 10}, {"Pemilih pemula": 7})
    assert row.new_or_listed() == 10


def test_reasons_with_a_gap_have_no_sum() -> None:
    row = RollFigures("53", "Provinsi", {}, {"a": 7, "b": None}, {"c": None})
    assert row.new_or_listed() is None
    assert row.ineligible_or_listed() is None


def test_a_baseline_that_differs_from_the_roll_it_names_is_found() -> None:
    row = _row(previous=3_988_327, total=4_062_328)
    baseline = _only(list(check_continuity(row, 3_988_372)), rules.BASELINE)
    assert baseline.outcome is Outcome.DIFFERS
    assert baseline.difference == -45


@pytest.mark.parametrize("lost", ["previous", "new", "ineligible", "total"])
def test_a_balance_without_one_figure_is_not_checkable(lost: str) -> None:
    figures: dict[str, int | None] = {"previous": 5, "new": 2, "ineligible": 1, "total": 6}
    row = _row(**{**figures, lost: None})
    balance = _only(list(check_continuity(row, 5)), rules.BALANCE)
    assert balance.outcome is Outcome.NOT_CHECKABLE
    assert len(balance.missing) == 1


def test_a_baseline_that_was_never_published_is_not_checkable() -> None:
    baseline = _only(list(check_continuity(_row(previous=5), None)), rules.BASELINE)
    assert baseline.outcome is Outcome.NOT_CHECKABLE
    assert baseline.missing == ("jumlah pada daftar asal",)


def test_regencies_make_the_province() -> None:
    parent = _row("Provinsi", total=30, male=10, polling_stations=3)
    children = [
        _row("A", total=10, male=4, polling_stations=1),
        _row("B", total=20, male=6, polling_stations=2),
    ]
    checks = list(check_children(parent, children))
    assert {check.rule for check in checks} == {rules.CHILDREN}
    assert [(check.where, check.outcome) for check in checks] == [
        ("Provinsi, TPS", Outcome.HOLDS),
        ("Provinsi, laki-laki", Outcome.HOLDS),
        ("Provinsi, jumlah pemilih", Outcome.HOLDS),
    ]


def test_regencies_that_do_not_make_the_province_differ_in_that_figure_only() -> None:
    parent = _row("Provinsi", total=31, polling_stations=3)
    children = [_row("A", total=10, polling_stations=1), _row("B", total=20, polling_stations=2)]
    stations, total = check_children(parent, children)
    assert stations.outcome is Outcome.HOLDS
    assert total.outcome is Outcome.DIFFERS
    assert (total.computed, total.difference) == (30, 1)


def test_a_regency_without_a_figure_makes_the_sum_not_checkable_and_is_named() -> None:
    (check,) = check_children(_row("Provinsi", total=10), [_row("A", total=10), _row("B")])
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == ("B",)


def test_a_province_without_regency_rows_is_reported_once() -> None:
    (check,) = check_children(_row("Provinsi", total=10, male=4, polling_stations=1), [])
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == ("rincian",)
    assert check.where == "Provinsi, jumlah pemilih"


def test_corrected_records_are_not_summed_over_regions() -> None:
    assert "corrected" not in rules.SUMMED


def test_both_breakdowns_of_disability_make_the_printed_total() -> None:
    checks = list(check_disability("Provinsi", 10, {"A": 4, "B": 6}, {"fisik": 3, "mental": 7}))
    assert {check.rule for check in checks} == {rules.DISABILITY}
    assert [check.outcome for check in checks] == [Outcome.HOLDS, Outcome.HOLDS]


def test_a_breakdown_of_disability_that_is_off_is_found_where_it_is_off() -> None:
    by_region, by_kind = check_disability(
        "Provinsi", 10, {"A": 4, "B": 6}, {"fisik": 3, "mental": 6}
    )
    assert by_region.outcome is Outcome.HOLDS
    assert by_kind.outcome is Outcome.DIFFERS
    assert by_kind.where == "Provinsi, pemilih disabilitas menurut ragam"


def test_a_breakdown_of_disability_that_was_not_published_is_not_checked() -> None:
    assert len(list(check_disability("Provinsi", 10, {"A": 10}, {}))) == 1
    (check,) = check_disability("Provinsi", None, {"A": 10}, {})
    assert check.outcome is Outcome.NOT_CHECKABLE


def test_the_real_percentages_of_the_2024_election_hold() -> None:
    checks = list(check_vote_shares("Gubernur", PILGUB))
    assert {check.rule for check in checks} == {rules.VOTE_SHARE}
    assert [check.outcome for check in checks] == [Outcome.HOLDS] * 3
    assert checks[0].where == "Gubernur, Ansy Lema"


def test_a_percentage_of_something_else_than_valid_votes_differs() -> None:
    votes = [("A", 40, Decimal("40.00")), ("B", 40, Decimal("50.00"))]
    first, second = check_vote_shares("Gubernur", votes)
    assert first.outcome is Outcome.DIFFERS
    assert first.computed == Decimal("50.00")
    assert second.outcome is Outcome.HOLDS


def test_a_candidate_without_votes_makes_every_percentage_not_checkable() -> None:
    votes = [("A", 40, Decimal("50.00")), ("B", None, Decimal("50.00"))]
    first, second = check_vote_shares("Gubernur", votes)
    assert first.missing == ("keseluruhan",)
    assert second.missing == ("bagian", "keseluruhan")


def test_a_percentage_that_was_not_printed_is_not_checkable() -> None:
    first, second = check_vote_shares("Gubernur", [("A", 1, None), ("B", 1, Decimal("50.00"))])
    assert first.missing == ("persentase tercetak",)
    assert second.outcome is Outcome.HOLDS


@pytest.mark.parametrize(
    ("contest", "place"),
    [
        ("Bupati dan Wakil Bupati Ende", "Kabupaten Ende"),
        ("Bupati & Wakil Bupati Timor Tengah Selatan", "Kabupaten Timor Tengah Selatan"),
        ("Pemilihan Bupati Kabupaten Kupang", "Kabupaten Kupang"),
        ("Wali Kota Kupang", "Kota Kupang"),
        ("Walikota dan Wakil Walikota Kota  Kupang", "Kota Kupang"),
        ("Gubernur dan Wakil Gubernur Nusa Tenggara Timur", None),
        ("Bupati", None),
    ],
)
def test_a_contest_says_whose_head_is_elected(contest: str, place: str | None) -> None:
    assert rules.contest_place(contest) == place
