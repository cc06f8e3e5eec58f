from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from budget.checks import AREA, checked_subjects, grant_checks, line_checks, snapshot_checks
from budget.models import BudgetLine, BudgetSnapshot, GrantLine, GrantReport, LineKind, Restatement
from kpuntt.quality.models import CheckTally, Finding
from kpuntt.reconciliation import Check, Figure, Outcome

pytestmark = pytest.mark.django_db

REAL_OUTCOMES = {
    ("DISEBUT-ULANG", Outcome.DIFFERS): 1,
    ("DISEBUT-ULANG", Outcome.HOLDS): 9,
    ("KODE-INDUK", Outcome.DIFFERS): 2,
    ("KODE-INDUK", Outcome.HOLDS): 26,
    ("PERSEN-REALISASI", Outcome.HOLDS): 30,
    ("PERSEN-REALISASI", Outcome.NOT_CHECKABLE): 1,
    ("RINCIAN-ANGGARAN", Outcome.DIFFERS): 3,
    ("RINCIAN-ANGGARAN", Outcome.HOLDS): 29,
    ("RINCIAN-ANGGARAN", Outcome.NOT_CHECKABLE): 1,
    ("SISA-PAGU", Outcome.HOLDS): 30,
    ("SISA-PAGU", Outcome.NOT_CHECKABLE): 1,
    ("TOTAL-HIBAH", Outcome.DIFFERS): 2,
    ("TOTAL-PROGRAM", Outcome.HOLDS): 3,
}
REAL_FINDINGS: set[tuple[str, str, Figure, Figure]] = {
    ("RINCIAN-ANGGARAN", "CQ.6709, pagu", 22_124_094_000, 21_759_447_000),
    ("RINCIAN-ANGGARAN", "CQ.6709, realisasi", 22_098_551_460, 21_746_375_303),
    ("RINCIAN-ANGGARAN", "CQ.6709, sisa", 25_542_540, 13_071_697),
    ("KODE-INDUK", "WA.3360", "W.3360", "WA.3360"),
    ("KODE-INDUK", "WA.3360.EBA.994", "3361.EBA.994", "3360.EBA.994"),
    ("DISEBUT-ULANG", "BAB IV Penutup, persen realisasi", Decimal("98.38"), Decimal("99.61")),
    ("TOTAL-HIBAH", "Hibah pilbup/pilwalkot", 569_232_450_470, 568_119_544_520),
    ("TOTAL-HIBAH", "Hibah pilgub", 341_222_000_000, 341_221_964_755),
}


def _checks() -> list[Check]:
    return [check for subject in checked_subjects() for check in subject.checks]


def _findings() -> set[tuple[str, str, Figure | None, Figure | None]]:
    return {
        (check.rule.code, check.where, check.printed, check.computed)
        for check in _checks()
        if check.outcome is Outcome.DIFFERS
    }


def _line(code: str) -> BudgetLine:
    line: BudgetLine = BudgetLine.objects.published().get(code=code)
    return line


def _snapshot() -> BudgetSnapshot:
    snapshot: BudgetSnapshot = BudgetSnapshot.objects.published().for_page().get()
    return snapshot


def test_the_real_data_have_exactly_these_outcomes() -> None:
    assert Counter((check.rule.code, check.outcome) for check in _checks()) == REAL_OUTCOMES


def test_the_real_data_have_exactly_these_findings() -> None:
    assert _findings() == REAL_FINDINGS


def test_the_register_holds_the_findings_with_their_pages() -> None:
    found = Finding.objects.filter(area=AREA)
    assert {(finding.rule, finding.place) for finding in found} == {
        finding[:2] for finding in REAL_FINDINGS
    }
    assert set(found.values_list("subject", "path")) == {
        ("realisasi-2024-12", "/anggaran/2024/"),
        ("hibah-pilkada-2024", "/anggaran/hibah-pilkada-2024/"),
    }
    code = found.get(place="WA.3360")
    assert (code.printed, code.printed_text, code.computed_text) == (None, "W.3360", "WA.3360")


def test_the_register_holds_the_tally_of_the_real_data() -> None:
    tallies = CheckTally.objects.filter(area=AREA)
    assert {(t.rule, t.holds, t.differs, t.not_checkable) for t in tallies} == {
        (
            rule,
            *(
                REAL_OUTCOMES.get((rule, outcome), 0)
                for outcome in (Outcome.HOLDS, Outcome.DIFFERS, Outcome.NOT_CHECKABLE)
            ),
        )
        for rule, _outcome in REAL_OUTCOMES
    }


def test_reconciling_again_changes_nothing() -> None:
    before = list(Finding.objects.filter(area=AREA).order_by("pk").values())
    call_command("reconcile", verbosity=0)
    assert list(Finding.objects.filter(area=AREA).order_by("pk").values()) == before


def test_no_two_checks_of_a_unit_stand_at_the_same_place() -> None:
    for subject in checked_subjects():
        places = Counter((check.rule.code, check.where) for check in subject.checks)
        assert set(places.values()) == {1}


@pytest.mark.parametrize(
    ("code", "figure", "added"),
    [
        ("CQ.6639", "percent", {("PERSEN-REALISASI", "CQ.6639")}),
        (
            "CQ.6982.QGE.003",
            "remaining",
            {("SISA-PAGU", "CQ.6982.QGE.003"), ("RINCIAN-ANGGARAN", "CQ.6982, sisa")},
        ),
        (
            "CQ",
            "remaining",
            {
                ("SISA-PAGU", "CQ"),
                ("RINCIAN-ANGGARAN", "CQ, sisa"),
                ("TOTAL-PROGRAM", "TOTAL, sisa"),
            },
        ),
        (
            "TOTAL",
            "percent",
            {("PERSEN-REALISASI", "TOTAL")}
            | {
                ("DISEBUT-ULANG", f"{place}, persen realisasi")
                for place in ("Ikhtisar Eksekutif", "BAB II D", "BAB III D, paragraf pengantar")
            },
        ),
    ],
)
def test_one_digit_changed_in_one_line_adds_exactly_these_findings(
    code: str, figure: str, added: set[tuple[str, str]]
) -> None:
    before = {finding[:2] for finding in _findings()}
    line = _line(code)
    setattr(line, figure, getattr(line, figure) + 1)
    line.save()
    assert {finding[:2] for finding in _findings()} - before == added


def test_one_grant_changed_moves_its_own_sum_only() -> None:
    line = GrantLine.objects.get(region="53.07")
    line.governor = (line.governor or 0) + 35_245
    line.save()
    assert {finding for finding in _findings() if finding[0] == "TOTAL-HIBAH"} == {
        ("TOTAL-HIBAH", "Hibah pilbup/pilwalkot", 569_232_450_470, 568_119_544_520)
    }


def test_the_balancing_line_is_no_evidence() -> None:
    BudgetLine.objects.filter(kind=LineKind.BALANCING).update(ceiling=1, printed_code="")
    assert _findings() == REAL_FINDINGS
    assert not any("tidak-dirinci" in check.where for check in _checks())


def test_without_a_total_line_what_is_stated_elsewhere_cannot_be_checked() -> None:
    BudgetLine.objects.filter(parent__code="TOTAL").update(parent=None)
    _line("TOTAL").delete()
    stated = [check for check in _checks() if check.rule.code == "DISEBUT-ULANG"]
    assert {check.outcome for check in stated} == {Outcome.NOT_CHECKABLE}
    assert len(stated) == Restatement.objects.count() == 10


def test_a_line_is_checked_alone_as_it_is_in_its_table() -> None:
    snapshot = _snapshot()
    of_table = snapshot_checks(snapshot)
    alone = [check for line in snapshot.lines.all() for check in line_checks(snapshot, line.code)]
    assert Counter(alone) == Counter(of_table)
    assert line_checks(snapshot, "CQ.6709.tidak-dirinci") == []


def test_an_earlier_month_is_found_at_its_own_address() -> None:
    december = _snapshot()
    citation = december.citation
    BudgetSnapshot.objects.create(
        slug="realisasi-2024-06",
        title="Juni",
        year=2024,
        month=6,
        citation=citation,
        state="published",
        published_at=december.published_at,
    )
    assert [(subject.slug, subject.path) for subject in checked_subjects()] == [
        ("realisasi-2024-12", "/anggaran/2024/"),
        ("realisasi-2024-06", "/anggaran/realisasi-2024-06/versi/1/"),
        ("hibah-pilkada-2024", "/anggaran/hibah-pilkada-2024/"),
    ]


def test_checking_units_fetched_for_their_pages_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    snapshot, report = _snapshot(), GrantReport.objects.for_page().get()
    with django_assert_num_queries(0):
        assert len(snapshot_checks(snapshot)) == 136
        assert len(grant_checks(report)) == 2
