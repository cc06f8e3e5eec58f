from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import rules
from budget.rules import BalancingLine, LineFigures, balancing_lines, check_line, check_lines
from kpuntt.reconciliation import Check, Outcome, Rule, Severity

TOTAL = LineFigures("TOTAL", "total", 5, "TOTAL", None, 100, 90, 10, Decimal("90.00"))
PROGRAMME = LineFigures("CQ", "program", 1, "CQ", "TOTAL", 100, 90, 10, Decimal("90.00"))
ACTIVITY = LineFigures("CQ.1", "kegiatan", 2, "CQ.1", "CQ", 100, 90, 10, Decimal("90.00"))
FIRST = LineFigures("CQ.1.A.1", "ro", 3, "1.A.1", "CQ.1", 60, 60, 0, Decimal("100.00"))
SECOND = LineFigures("CQ.1.A.2", "ro", 4, "1.A.2", "CQ.1", 40, 30, 10, Decimal("75.00"))
TABLE = [PROGRAMME, ACTIVITY, FIRST, SECOND, TOTAL]


def _table(*changed: LineFigures) -> list[LineFigures]:
    by_code = {line.code: line for line in changed}
    return [by_code.get(line.code, line) for line in TABLE]


def _differences(table: list[LineFigures]) -> set[tuple[str, str]]:
    return {
        (check.rule.code, check.where)
        for check in check_lines(table)
        if check.outcome is Outcome.DIFFERS
    }


def _only(checks: list[Check], rule: Rule) -> Check:
    (check,) = [check for check in checks if check.rule is rule]
    return check


def test_a_table_that_adds_up_holds_everywhere() -> None:
    checks = list(check_lines(TABLE))
    assert {check.outcome for check in checks} == {Outcome.HOLDS}
    assert len(checks) == 5 + 5 + 3 + 3 * 3
    assert balancing_lines(TABLE) == []


def test_the_total_is_checked_by_its_own_rule_and_programmes_have_no_code_above_them() -> None:
    checks = list(check_lines(TABLE))
    assert [check.where for check in checks if check.rule is rules.TOTAL] == [
        "TOTAL, pagu",
        "TOTAL, realisasi",
        "TOTAL, sisa",
    ]
    assert {check.where for check in checks if check.rule is rules.CODE} == {
        "CQ.1",
        "CQ.1.A.1",
        "CQ.1.A.2",
    }


@pytest.mark.parametrize(
    ("line", "figure", "expected"),
    [
        (FIRST, "ceiling", {("SISA-PAGU", "CQ.1.A.1"), ("RINCIAN-ANGGARAN", "CQ.1, pagu")}),
        (SECOND, "remaining", {("SISA-PAGU", "CQ.1.A.2"), ("RINCIAN-ANGGARAN", "CQ.1, sisa")}),
        (TOTAL, "remaining", {("SISA-PAGU", "TOTAL"), ("TOTAL-PROGRAM", "TOTAL, sisa")}),
        (
            PROGRAMME,
            "remaining",
            {
                ("SISA-PAGU", "CQ"),
                ("RINCIAN-ANGGARAN", "CQ, sisa"),
                ("TOTAL-PROGRAM", "TOTAL, sisa"),
            },
        ),
    ],
)
def test_one_rupiah_is_found_wherever_it_counts_and_nowhere_else(
    line: LineFigures, figure: str, expected: set[tuple[str, str]]
) -> None:
    figures: dict[str, Any] = {figure: (line.get(figure) or 0) + 1}
    changed = replace(line, percent=None, **figures)
    assert _differences(_table(changed)) == expected


@pytest.mark.parametrize(
    ("printed", "outcome"),
    [
        ("66.67", Outcome.HOLDS),
        ("66.7", Outcome.HOLDS),
        ("67", Outcome.HOLDS),
        ("66.66", Outcome.DIFFERS),
        ("66.6", Outcome.DIFFERS),
    ],
)
def test_a_percentage_is_rounded_half_up_to_the_places_that_are_printed(
    printed: str, outcome: Outcome
) -> None:
    line = LineFigures("X", "program", 1, "X", None, 3, 2, 1, Decimal(printed))
    assert _only(list(check_line(line, None, [])), rules.PERCENT).outcome is outcome


def test_a_percentage_half_way_is_rounded_up() -> None:
    line = LineFigures("X", "program", 1, "X", None, 200_000, 10, 199_990, Decimal("0.01"))
    assert _only(list(check_line(line, None, [])), rules.PERCENT).outcome is Outcome.HOLDS


def test_a_blank_cell_makes_its_rules_not_checkable_and_is_named() -> None:
    blank = replace(FIRST, realisation=None)
    checks = list(check_lines(_table(blank)))
    assert {
        (check.rule.code, check.where, check.missing)
        for check in checks
        if check.outcome is not Outcome.HOLDS
    } == {
        ("SISA-PAGU", "CQ.1.A.1", ("realisasi",)),
        ("PERSEN-REALISASI", "CQ.1.A.1", ("bagian",)),
        ("RINCIAN-ANGGARAN", "CQ.1, realisasi", ("CQ.1.A.1",)),
    }


def test_a_blank_ceiling_and_a_blank_remainder_are_named_too() -> None:
    blank = replace(FIRST, ceiling=None, remaining=None)
    check = _only(list(check_line(blank, ACTIVITY, [])), rules.REMAINING)
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == ("pagu", "sisa")


def test_spending_nothing_is_a_figure() -> None:
    nothing = LineFigures("X", "program", 1, "X", None, 5, 0, 5, Decimal("0.00"))
    assert {check.outcome for check in check_line(nothing, None, [])} == {Outcome.HOLDS}


def test_a_code_from_elsewhere_is_a_minor_finding_in_words() -> None:
    strange = replace(FIRST, printed_code="2.A.1")
    check = _only(list(check_line(strange, ACTIVITY, [])), rules.CODE)
    assert (check.outcome, check.printed, check.computed) == (Outcome.DIFFERS, "2.A.1", "1.A.1")
    assert check.difference is None
    assert check.rule.severity is Severity.MINOR


def test_what_a_parent_holds_beyond_its_parts_becomes_a_line_behind_them() -> None:
    activity = replace(ACTIVITY, ceiling=107, realisation=95, remaining=12)
    table = [line for line in _table(activity) if line.code not in {"TOTAL", "CQ"}]
    table = [replace(line, parent=None) if line.code == "CQ.1" else line for line in table]
    (line,) = balancing_lines(table)
    assert line == BalancingLine("CQ.1", "CQ.1.tidak-dirinci", "ro", 4, 1, 7, 5, 2)
    assert line.percent == Decimal("71.43")


def test_balancing_lines_that_meet_stand_from_the_inside_to_the_outside() -> None:
    activity = replace(ACTIVITY, ceiling=110)
    programme = replace(PROGRAMME, ceiling=130)
    total = replace(TOTAL, ceiling=160)
    found = balancing_lines(_table(activity, programme, total))
    assert [
        (line.parent, line.level, line.order, line.suborder, line.ceiling) for line in found
    ] == [
        ("CQ.1", "ro", 4, 1, 10),
        ("CQ", "kegiatan", 4, 2, 20),
        ("TOTAL", "program", 4, 3, 30),
    ]


def test_a_blank_part_hides_the_gap_of_its_figure_only() -> None:
    blank = replace(FIRST, realisation=None)
    assert balancing_lines(_table(blank)) == []
    (line,) = balancing_lines(_table(blank, replace(ACTIVITY, ceiling=101, parent=None)))[:1]
    assert (line.ceiling, line.realisation, line.remaining) == (1, None, 0)
    assert line.percent is None


def test_a_line_without_parts_is_not_its_own_gap() -> None:
    assert balancing_lines([replace(PROGRAMME, parent=None)]) == []


@pytest.mark.parametrize(
    ("ceiling", "realisation", "percent"),
    [(4, 1, "25.00"), (4, 4, "100.00"), (4, 5, None), (-4, -1, None), (0, 0, None), (4, -1, None)],
)
def test_a_rest_has_a_percentage_only_where_it_is_a_share(
    ceiling: int, realisation: int, percent: str | None
) -> None:
    line = BalancingLine("P", "P.x", "ro", 1, 1, ceiling, realisation, ceiling - realisation)
    assert line.percent == (None if percent is None else Decimal(percent))


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=6), st.integers(0, 10**13))
def test_parts_and_balancing_line_always_make_the_parent(parts: list[int], whole: int) -> None:
    parent = LineFigures("P", "program", 1, "P", None, whole)
    table = [parent] + [
        LineFigures(f"P.{number}", "kegiatan", number + 2, f"P.{number}", "P", amount)
        for number, amount in enumerate(parts)
    ]
    rest = sum(line.ceiling or 0 for line in balancing_lines(table))
    assert sum(parts) + rest == whole
    assert len(balancing_lines(table)) == (sum(parts) != whole)


def test_a_figure_stated_elsewhere_is_compared_with_the_table() -> None:
    same = rules.check_restated("BAB II", Decimal("99.61"), Decimal("99.61"), name="persen")
    other = rules.check_restated("BAB IV", Decimal("98.38"), Decimal("99.61"), name="persen")
    blind = rules.check_restated("BAB V", 1, None, name="pagu")
    assert same.outcome is Outcome.HOLDS
    assert (other.outcome, other.difference) == (Outcome.DIFFERS, Decimal("-1.23"))
    assert blind.missing == ("pagu pada baris TOTAL",)


def test_grants_are_added_with_a_dash_as_zero_and_not_with_a_blank() -> None:
    assert rules.check_grants("pilbup", {"A": 2, "Provinsi": 0}, 2).outcome is Outcome.HOLDS
    assert rules.check_grants("pilbup", {"A": 2, "Provinsi": None}, 2).missing == ("Provinsi",)
    assert rules.check_grants("pilbup", {"A": 2}, None).missing == ("jumlah tercetak",)
