from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, transaction

from kpuntt.quality.models import CheckTally, Finding, FindingStatus
from kpuntt.quality.services import CheckedSubject, RegisterSummary, findings_register
from kpuntt.reconciliation import Check, Rule, Severity
from tests.unit.kpuntt.caching.generations import all_generations, generation

pytestmark = pytest.mark.django_db

AREA = "uji"
RULE = Rule("UJI", "Aturan uji", "a + b = c", "Contoh", Severity.MINOR)
OTHER = Rule("UJI-LAIN", "Aturan lain", "d = e", "Contoh")
HOLDS = Check(RULE, "Kabupaten Ende", 10, 10, (), "53.08")
DIFFERS = Check(RULE, "Kabupaten Sikka", 12, 10, (), "53.07")
BLIND = Check(RULE, "Kota Kupang", None, 10, ("jumlah",), "53.71")


def _register(
    *checks: Check, slug: str = "daftar-uji", title: str = "Daftar uji"
) -> RegisterSummary:
    return _register_all([CheckedSubject(slug, title, f"/pemilih/{slug}/", checks)])


def _register_all(subjects: Sequence[CheckedSubject]) -> RegisterSummary:
    return findings_register(area=AREA, subjects=subjects)


def _finding() -> Finding:
    return Finding.objects.get(area=AREA)


def test_only_differences_enter_the_register() -> None:
    _register(HOLDS, DIFFERS, BLIND)
    finding = _finding()
    assert finding.place == "Kabupaten Sikka"
    assert finding.printed == 12
    assert finding.computed == 10
    assert finding.difference == 2
    assert finding.region_id == "53.07"
    assert finding.status == FindingStatus.OPEN
    assert finding.resolved_at is None


def test_a_finding_says_its_rule_its_weight_and_where_it_stands() -> None:
    _register(DIFFERS)
    finding = _finding()
    assert (finding.rule, finding.rule_title) == ("UJI", "Aturan uji")
    assert finding.severity == "ringan"
    assert (finding.subject, finding.subject_title) == ("daftar-uji", "Daftar uji")
    assert finding.path == "/pemilih/daftar-uji/"


def test_a_difference_of_percentages_keeps_its_decimals() -> None:
    _register(Check(RULE, "Calon", Decimal("32.48"), Decimal("32.47")))
    assert _finding().difference == Decimal("0.01")
    assert _finding().region_id is None


def test_the_summary_and_the_tally_count_every_outcome() -> None:
    summary = _register(HOLDS, HOLDS, DIFFERS, BLIND, BLIND, BLIND, Check(OTHER, "x", 1, 1))
    assert summary == RegisterSummary(AREA, holds=3, differs=1, not_checkable=3)
    tallies = CheckTally.objects.filter(area=AREA)
    assert list(tallies.values_list("rule", "statement", "holds", "differs", "not_checkable")) == [
        ("UJI", "a + b = c", 2, 1, 3),
        ("UJI-LAIN", "d = e", 1, 0, 0),
    ]


def test_the_tally_of_a_rule_that_is_no_longer_run_is_removed() -> None:
    _register(HOLDS, Check(OTHER, "x", 1, 1))
    _register(HOLDS)
    assert [tally.rule for tally in CheckTally.objects.filter(area=AREA)] == ["UJI"]


def test_a_second_run_over_the_same_figures_changes_nothing_and_bumps_nothing() -> None:
    _register(HOLDS, DIFFERS, BLIND)
    before = (list(Finding.objects.values()), all_generations())
    _register(HOLDS, DIFFERS, BLIND)
    assert (list(Finding.objects.values()), all_generations()) == before


def test_a_run_that_changes_the_register_starts_a_new_generation_of_it() -> None:
    before = generation("quality")
    _register(HOLDS)
    assert generation("quality") == before + 1
    _register(HOLDS, DIFFERS)
    assert generation("quality") == before + 2
    _register(HOLDS)
    assert generation("quality") == before + 3


def test_a_finding_whose_figures_changed_is_updated_in_place_and_shown_anew() -> None:
    _register(DIFFERS)
    first, before = _finding(), generation("quality")
    _register(Check(RULE, "Kabupaten Sikka", 13, 10, (), "53.07"))
    assert _finding().pk == first.pk
    assert _finding().difference == 3
    assert generation("quality") == before + 1


def test_a_unit_that_moved_to_another_address_is_shown_anew() -> None:
    _register(DIFFERS)
    before = generation("quality")
    findings_register(
        area=AREA, subjects=[CheckedSubject("daftar-uji", "Daftar uji", "/baru/", [DIFFERS])]
    )
    assert _finding().path == "/baru/"
    assert generation("quality") == before + 1


def test_a_difference_that_vanishes_is_resolved_and_not_deleted() -> None:
    _register(DIFFERS)
    _register(HOLDS)
    finding = _finding()
    assert finding.status == FindingStatus.RESOLVED
    assert finding.resolved_at is not None
    assert not Finding.objects.current().filter(area=AREA).exists()


def test_a_difference_whose_unit_vanishes_is_resolved() -> None:
    _register(DIFFERS)
    _register_all([])
    assert _finding().status == FindingStatus.RESOLVED


def test_a_resolved_finding_stays_resolved_with_its_first_date() -> None:
    _register(DIFFERS)
    _register(HOLDS)
    resolved_at = _finding().resolved_at
    before = generation("quality")
    _register(HOLDS)
    assert _finding().resolved_at == resolved_at
    assert generation("quality") == before


def test_a_difference_that_returns_without_an_explanation_is_open_again() -> None:
    _register(DIFFERS)
    first_seen = _finding().first_seen_at
    _register(HOLDS)
    _register(DIFFERS)
    finding = _finding()
    assert finding.status == FindingStatus.OPEN
    assert finding.resolved_at is None
    assert finding.first_seen_at == first_seen


def test_a_difference_that_returns_keeps_its_explanation() -> None:
    _register(DIFFERS)
    Finding.objects.filter(area=AREA).update(
        explanation="Salah cetak.", status=FindingStatus.EXPLAINED
    )
    _register(HOLDS)
    assert _finding().status == FindingStatus.RESOLVED
    _register(DIFFERS)
    finding = _finding()
    assert (finding.explanation, finding.status) == ("Salah cetak.", FindingStatus.EXPLAINED)
    assert finding.resolved_at is None


def test_an_explanation_survives_every_run_that_still_sees_the_difference() -> None:
    _register(DIFFERS)
    Finding.objects.filter(area=AREA).update(
        explanation="Salah cetak.", status=FindingStatus.EXPLAINED
    )
    _register(DIFFERS)
    assert _finding().explanation == "Salah cetak."
    assert _finding().status == FindingStatus.EXPLAINED


def test_one_area_does_not_touch_the_findings_of_another() -> None:
    _register(DIFFERS)
    findings_register(area="uji-lain", subjects=[])
    assert _finding().status == FindingStatus.OPEN


def test_the_same_difference_in_two_units_is_two_findings() -> None:
    _register_all(
        [
            CheckedSubject("satu", "Satu", "/pemilih/satu/", [DIFFERS]),
            CheckedSubject("dua", "Dua", "/pemilih/dua/", [DIFFERS]),
        ]
    )
    assert Finding.objects.filter(area=AREA).count() == 2
    assert Finding.objects.about(AREA, "satu").get().subject_title == "Satu"


def test_a_run_that_fails_leaves_the_register_as_it_was() -> None:
    _register(DIFFERS)
    too_large = Check(RULE, "Kabupaten Ende", 10**30, 1, (), "53.08")
    before = (list(Finding.objects.values()), all_generations())
    with pytest.raises((ArithmeticError, DataError)), transaction.atomic():
        _register(HOLDS, too_large)
    assert (list(Finding.objects.values()), all_generations()) == before


@pytest.mark.parametrize(
    "changes",
    [
        {"status": FindingStatus.RESOLVED},
        {"resolved_at": "2025-01-01T00:00:00Z"},
    ],
    ids=["resolved without a date", "open with a date"],
)
def test_the_database_refuses_a_finding_that_cannot_be(changes: dict[str, object]) -> None:
    _register(DIFFERS)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.filter(area=AREA).update(**changes)
