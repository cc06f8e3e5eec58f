from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.reconciliation import Check, Outcome, Rule
from performance import rules
from performance.models import AchievementMethod
from performance.rules import Measure, Scale, StaffRow

AKIP: Scale = {
    "AA": Decimal(90),
    "A": Decimal(80),
    "BB": Decimal(70),
    "B": Decimal(60),
    "CC": Decimal(50),
    "C": Decimal(30),
    "D": None,
}
BANDS = [
    ("melampaui target", Decimal(100), False),
    ("tercapai", Decimal(100), True),
    ("belum tercapai", None, True),
]
POSITIVE = st.decimals(min_value="0.01", max_value=1000, places=2)
ALL_RULES = [rule for rule in vars(rules).values() if isinstance(rule, Rule)]


def _number(value: str) -> Measure:
    return Measure(Decimal(value))


def _outcomes(checks: list[Check]) -> list[Outcome]:
    return [check.outcome for check in checks]


def test_rule_codes_are_unique_and_permanent() -> None:
    assert sorted(rule.code for rule in ALL_RULES) == [
        "BUKTI-REALISASI",
        "CAPAIAN",
        "DUA-TABEL-HASIL",
        "HARI-TANGGAL",
        "JUMLAH-PEGAWAI",
        "JUMLAH-PRODUK-HUKUM",
        "PNS+PPNPN=JUMLAH",
        "PREDIKAT-NILAI",
        "RINCIAN-PEGAWAI",
        "TAHUN-ACUAN",
        "TAHUN-KEGIATAN",
        "TARGET-DOKUMEN",
        "URAIAN-REALISASI",
        "URAIAN-TABEL-PEGAWAI",
    ]
    assert all(rule.title and rule.statement and rule.source for rule in ALL_RULES)


def test_the_methods_are_those_that_an_indicator_can_name() -> None:
    assert {rules.RATIO, rules.INVERSE, rules.GRADE_BOUND} == set(AchievementMethod.values)


@pytest.mark.parametrize(
    ("target", "result", "expected"),
    [
        ("100", "100", "100.00"),
        ("78", "89.25", "114.42"),
        ("79", "89.25", "112.97"),
        ("100", "0", "0.00"),
        ("8", "1.0004", "12.51"),
    ],
)
def test_more_is_better_divides_the_result_by_the_target(
    target: str, result: str, expected: str
) -> None:
    computed = rules.achievement(rules.RATIO, _number(target), _number(result), {})
    assert computed == Decimal(expected)


@pytest.mark.parametrize(
    ("target", "result", "expected"),
    [("10", "10", "100.00"), ("10", "8", "120.00"), ("10", "25", "-50.00"), ("3", "4", "66.67")],
)
def test_less_is_better_takes_the_excess_off_the_target(
    target: str, result: str, expected: str
) -> None:
    computed = rules.achievement(rules.INVERSE, _number(target), _number(result), {})
    assert computed == Decimal(expected)


@given(POSITIVE)
def test_a_result_on_target_is_a_hundred_per_cent_by_either_formula(figure: Decimal) -> None:
    for method in (rules.RATIO, rules.INVERSE):
        assert rules.achievement(method, Measure(figure), Measure(figure), {}) == 100


@given(POSITIVE, POSITIVE)
def test_the_two_formulas_are_mirrored_at_a_hundred(target: Decimal, result: Decimal) -> None:
    up = rules.achievement(rules.RATIO, Measure(target), Measure(result), {})
    down = rules.achievement(rules.INVERSE, Measure(target), Measure(result), {})
    assert up is not None
    assert down is not None
    assert abs(up + down - 200) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("method", "target", "result"),
    [
        (rules.RATIO, Measure(Decimal(0)), _number("5")),
        (rules.INVERSE, Measure(Decimal(0)), _number("5")),
        (rules.RATIO, Measure(), _number("5")),
        (rules.RATIO, _number("5"), Measure()),
        ("", _number("5"), _number("5")),
        (rules.GRADE_BOUND, Measure(grade="B"), Measure(grade="BB")),
        (rules.GRADE_BOUND, Measure(grade="D"), Measure(grade="BB", score=Decimal(78))),
        (rules.GRADE_BOUND, Measure(grade="X"), Measure(grade="BB", score=Decimal(78))),
    ],
)
def test_a_target_of_zero_or_a_missing_input_is_not_computable(
    method: str, target: Measure, result: Measure
) -> None:
    assert rules.achievement(method, target, result, AKIP) is None
    check = rules.check_achievement("X", method, target, result, printed=Decimal(100), scale=AKIP)
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing


def test_a_grade_is_measured_by_its_score_against_the_bound_of_the_target() -> None:
    result = Measure(grade="BB", score=Decimal("77.95"))
    check = rules.check_achievement(
        "X", rules.GRADE_BOUND, Measure(grade="B"), result, printed=Decimal(103), scale=AKIP
    )
    assert (check.printed, check.computed) == (103, Decimal("129.92"))
    assert check.outcome is Outcome.DIFFERS


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "AA"),
        ("90.01", "AA"),
        ("90", "A"),
        ("80", "BB"),
        ("77.95", "BB"),
        ("70", "B"),
        ("60", "CC"),
        ("50", "C"),
        ("30", "D"),
        ("0", "D"),
    ],
)
def test_a_score_on_a_bound_belongs_to_the_grade_below(score: str, grade: str) -> None:
    assert rules.grade_of(Decimal(score), AKIP) == grade


def test_a_grade_that_its_score_does_not_earn_is_found() -> None:
    assert rules.check_grade("X", "BB", Decimal("77.95"), AKIP).outcome is Outcome.HOLDS
    assert rules.check_grade("X", "A", Decimal("77.95"), AKIP).computed == "BB"
    assert rules.check_grade("X", "A", None, AKIP).outcome is Outcome.NOT_CHECKABLE
    assert rules.grade_of(Decimal(10), {"A": Decimal(80)}) is None


@pytest.mark.parametrize(
    ("achievement", "band"),
    [
        ("100.01", "melampaui target"),
        ("100", "tercapai"),
        ("99.99", "belum tercapai"),
        ("-50", "belum tercapai"),
    ],
)
def test_the_neutral_scale_names_three_categories(achievement: str, band: str) -> None:
    assert rules.band_of(Decimal(achievement), BANDS) == band


def test_without_an_achievement_there_is_no_category() -> None:
    assert rules.band_of(None, BANDS) == ""
    assert rules.band_of(Decimal(5), BANDS[:2]) == ""


@pytest.mark.parametrize(
    ("printed", "area"),
    [
        ("1.032 m2", 1032),
        ("1600 m2", 1600),
        ("585 m²", 585),
        ("57,525 m2", None),
        ("57.52 m2", None),
        ("-", None),
        ("", None),
    ],
)
def test_an_area_is_a_number_only_where_it_can_mean_one(printed: str, area: int | None) -> None:
    assert rules.parse_area(printed) == area


def test_each_document_is_compared_with_the_agreement() -> None:
    others: dict[str, Decimal | int | str | None] = {"RKT": Decimal(79), "LKj": Decimal(78)}
    checks = list(rules.check_targets("X", Decimal(79), others))
    assert _outcomes(checks) == [Outcome.HOLDS, Outcome.DIFFERS]
    assert checks[1].where == "X, LKj"
    blind = list(rules.check_targets("X", None, others))
    assert blind[0].missing == ("target dalam Perjanjian Kinerja",)


def test_the_two_tables_are_compared_cell_by_cell() -> None:
    checks = list(
        rules.check_result_tables(
            "X", {"target": "B", "realisasi": "BB"}, {"target": "B", "realisasi": "A", "capaian": 1}
        )
    )
    assert _outcomes(checks) == [Outcome.HOLDS, Outcome.DIFFERS, Outcome.NOT_CHECKABLE]


def test_a_result_that_the_text_names_otherwise_is_found() -> None:
    assert rules.check_narrated("X", "BB", "BB").outcome is Outcome.HOLDS
    assert rules.check_narrated("X", "BB", "B").outcome is Outcome.DIFFERS


def test_a_year_is_compared_as_a_word_and_has_no_difference() -> None:
    check = rules.check_year(rules.REFERENCE_YEAR, "X", 2021, 2024)
    assert (check.printed, check.computed, check.difference) == ("2021", "2024", None)
    blind = rules.check_year(rules.REFERENCE_YEAR, "X", None, 2024)
    assert blind.outcome is Outcome.NOT_CHECKABLE


def test_seventeen_good_buildings_of_24_do_not_make_a_hundred_per_cent() -> None:
    check = rules.check_evidence("X", Decimal(100), "gedung baik", (17, 24))
    assert (check.outcome, check.computed) == (Outcome.DIFFERS, Decimal("70.83"))
    assert rules.check_evidence("X", Decimal(100), "", (24, 24)).outcome is Outcome.HOLDS


def test_without_an_evidence_table_the_result_is_not_checkable_and_says_what_is_missing() -> None:
    check = rules.check_evidence("X", Decimal(100), "keputusan tepat waktu", None)
    assert check.outcome is Outcome.NOT_CHECKABLE
    assert check.missing == ("jumlah keputusan tepat waktu",)
    assert rules.check_evidence("X", Decimal(100), "a", (0, 0)).outcome is Outcome.NOT_CHECKABLE


def _staff(name: str, kind: str, total: int | None, servants: int, contract: int) -> StaffRow:
    return StaffRow(name, kind, {"jumlah": total, "PNS": servants, "PPNPN": contract})


HEAD = _staff("Sekretaris", "struktural", 1, 1, 0)
SECTION = _staff("Sub Bagian", "subbagian", 5, 3, 2)
EXPERT = _staff("Ahli", "fungsional", 2, 2, 0)
TOTAL = _staff("TOTAL", "total", 8, 6, 2)


def test_staff_rows_and_totals_that_agree_hold() -> None:
    checks = list(rules.check_staff_rows([HEAD, SECTION, EXPERT], TOTAL))
    assert _outcomes(checks) == [Outcome.HOLDS] * 7


def test_a_staff_row_whose_parts_do_not_add_up_is_found_at_that_row() -> None:
    wrong = _staff("Sub Bagian", "subbagian", 6, 3, 2)
    checks = list(rules.check_staff_rows([HEAD, wrong, EXPERT], TOTAL))
    found = [check for check in checks if check.outcome is Outcome.DIFFERS]
    assert [(check.rule.code, check.difference) for check in found] == [
        ("PNS+PPNPN=JUMLAH", 1),
        ("JUMLAH-PEGAWAI", -1),
    ]


def test_a_missing_staff_figure_is_not_zero() -> None:
    blank = _staff("Sub Bagian", "subbagian", None, 3, 2)
    checks = list(rules.check_staff_rows([HEAD, blank], TOTAL))
    by_place = {check.where: check for check in checks}
    assert by_place["Sub Bagian"].missing == ("jumlah",)
    assert by_place["Tabel pegawai, jumlah"].missing == ("Sub Bagian",)


def test_statements_about_staff_are_compared_with_each_other_and_with_the_table() -> None:
    stated: dict[str, int | None] = {
        "seluruh pegawai": 8,
        "struktural": 2,
        "fungsional khusus": 2,
        "fungsional umum": 2,
        "PPNPN": 2,
    }
    rows = [HEAD, SECTION, EXPERT]
    assert set(_outcomes(list(rules.check_staff_statements(stated, rows, TOTAL)))) == {
        Outcome.HOLDS
    }
    checks = list(rules.check_staff_statements({**stated, "fungsional umum": 3}, rows, TOTAL))
    found = [check.where for check in checks if check.outcome is Outcome.DIFFERS]
    assert found == [
        "Uraian pegawai",
        "Pegawai, fungsional umum",
        "Pegawai, bukan PPNPN (PNS)",
    ]
    blind = list(rules.check_staff_statements({}, [], None))
    assert set(_outcomes(blind)) == {Outcome.NOT_CHECKABLE}


def test_legal_documents_are_summed_per_column() -> None:
    rows: dict[str, dict[str, int | None]] = {
        "A": {"fisik": 20, "web": 0},
        "B": {"fisik": 22, "web": 22},
    }
    checks = list(rules.check_legal_totals(rows, {"fisik": 42, "web": 23}))
    assert _outcomes(checks) == [Outcome.HOLDS, Outcome.DIFFERS]
    blank = list(rules.check_legal_totals({**rows, "C": {"fisik": None}}, {"fisik": 42}))
    assert blank[0].missing == ("C",)


def test_a_weekday_is_compared_with_the_calendar() -> None:
    assert rules.check_weekday("X", "Rabu", date(2024, 12, 11)).outcome is Outcome.HOLDS
    assert rules.check_weekday("X", "Selasa", date(2024, 12, 30)).computed == "Senin"
    assert rules.check_weekday("X", "", date(2024, 12, 30)).outcome is Outcome.NOT_CHECKABLE
