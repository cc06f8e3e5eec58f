from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db.models import Count, F
from pytest_django import DjangoAssertNumQueries

from kpuntt.publishing.services import publication_load
from kpuntt.quality.models import CheckTally, Finding
from kpuntt.quality.services import findings_register
from kpuntt.reconciliation import Check, Outcome
from kpuntt.regions.models import Region, RegionLevel
from voters.checks import AREA, checked_subjects, report_checks, roll_checks
from voters.models import (
    DisabilityCount,
    DisabilityKind,
    ElectionReport,
    Roll,
    RollLine,
    RollReason,
    Vote,
)

pytestmark = pytest.mark.django_db

REAL_OUTCOMES = {
    ("DAFTAR-ASAL", Outcome.HOLDS): 2,
    ("JUMLAH-DISABILITAS", Outcome.HOLDS): 2,
    ("JUMLAH-WILAYAH", Outcome.HOLDS): 5,
    ("JUMLAH-WILAYAH", Outcome.NOT_CHECKABLE): 12,
    ("L+P=JUMLAH", Outcome.HOLDS): 30,
    ("L+P=JUMLAH", Outcome.NOT_CHECKABLE): 5,
    ("NERACA", Outcome.HOLDS): 2,
    ("PERSEN-SUARA-SAH", Outcome.HOLDS): 3,
    ("RINCIAN-ALASAN", Outcome.NOT_CHECKABLE): 2,
}
PROVINCE = "Provinsi Nusa Tenggara Timur"


def _checks() -> list[tuple[str, Check]]:
    return [(subject.slug, check) for subject in checked_subjects() for check in subject.checks]


def _differences() -> set[tuple[str, str, str, int | Decimal | None]]:
    return {
        (slug, check.rule.code, check.where, check.difference)
        for slug, check in _checks()
        if check.outcome is Outcome.DIFFERS
    }


def _line(slug: str, code: str = "53") -> RollLine:
    line: RollLine = RollLine.objects.published().get(roll__slug=slug, region=code)
    return line


def _add(slug: str, code: str, figure: str, change: int) -> None:
    line = _line(slug, code)
    setattr(line, figure, getattr(line, figure) + change)
    line.save()


def _roll(slug: str) -> Roll:
    roll: Roll = Roll.objects.published().for_page().get(slug=slug)
    return roll


def test_the_real_data_have_exactly_these_outcomes_and_no_finding() -> None:
    outcomes = Counter((check.rule.code, check.outcome) for _slug, check in _checks())
    assert outcomes == REAL_OUTCOMES
    assert not Finding.objects.filter(area=AREA).exists()


def test_every_published_unit_is_checked() -> None:
    subjects = checked_subjects()
    assert [subject.slug for subject in subjects[:2]] == [
        "pdpb-2025-semester-1",
        "dpt-pilkada-2024",
    ]
    assert len(subjects) == 13 + 3
    assert all(subject.path.startswith("/pemilih") for subject in subjects)


def test_the_register_holds_the_tally_of_the_real_data() -> None:
    tallies = CheckTally.objects.filter(area=AREA)
    assert {(tally.rule, tally.holds, tally.differs, tally.not_checkable) for tally in tallies} == {
        (
            rule,
            REAL_OUTCOMES.get((rule, Outcome.HOLDS), 0),
            0,
            REAL_OUTCOMES.get((rule, Outcome.NOT_CHECKABLE), 0),
        )
        for rule, _outcome in REAL_OUTCOMES
    }


def test_reconciling_again_changes_nothing() -> None:
    before = list(CheckTally.objects.values_list("area", "rule", "holds", "not_checkable"))
    call_command("reconcile", verbosity=0)
    after = list(CheckTally.objects.values_list("area", "rule", "holds", "not_checkable"))
    assert after == before
    assert not Finding.objects.filter(area=AREA).exists()


def test_no_two_checks_of_a_unit_stand_at_the_same_place() -> None:
    places = Counter((slug, check.rule.code, check.where) for slug, check in _checks())
    assert set(places.values()) == {1}


@pytest.mark.parametrize(
    ("slug", "code", "figure", "expected"),
    [
        (
            "dpt-pilkada-2024",
            "53.07",
            "male",
            {
                ("dpt-pilkada-2024", "L+P=JUMLAH", "Kabupaten Sikka", -1),
                ("dpt-pilkada-2024", "JUMLAH-WILAYAH", f"{PROVINCE}, laki-laki", -1),
            },
        ),
        (
            "dpt-pilkada-2024",
            "53.71",
            "total",
            {
                ("dpt-pilkada-2024", "L+P=JUMLAH", "Kota Kupang", 1),
                ("dpt-pilkada-2024", "JUMLAH-WILAYAH", f"{PROVINCE}, jumlah pemilih", -1),
            },
        ),
        (
            "dpt-pilkada-2024",
            "53.01",
            "polling_stations",
            {("dpt-pilkada-2024", "JUMLAH-WILAYAH", f"{PROVINCE}, TPS", -1)},
        ),
        (
            "dpt-pilkada-2024",
            "53",
            "special_stations",
            {("dpt-pilkada-2024", "JUMLAH-WILAYAH", f"{PROVINCE}, TPS lokasi khusus", 1)},
        ),
        (
            "dpt-pilkada-2024",
            "53",
            "total",
            {
                ("dpt-pilkada-2024", "L+P=JUMLAH", PROVINCE, 1),
                ("dpt-pilkada-2024", "JUMLAH-WILAYAH", f"{PROVINCE}, jumlah pemilih", 1),
                ("pdpb-2025-semester-1", "DAFTAR-ASAL", PROVINCE, -1),
            },
        ),
        (
            "pdpb-2025-semester-1",
            "53",
            "new",
            {("pdpb-2025-semester-1", "NERACA", PROVINCE, -1)},
        ),
        (
            "pdpb-2025-semester-1",
            "53",
            "ineligible",
            {("pdpb-2025-semester-1", "NERACA", PROVINCE, 1)},
        ),
        (
            "pdpb-2025-semester-1",
            "53",
            "previous",
            {
                ("pdpb-2025-semester-1", "NERACA", PROVINCE, -1),
                ("pdpb-2025-semester-1", "DAFTAR-ASAL", PROVINCE, 1),
            },
        ),
        (
            "pdpb-2025-semester-1",
            "53",
            "female",
            {("pdpb-2025-semester-1", "L+P=JUMLAH", PROVINCE, -1)},
        ),
        (
            "pdpb-2022-semester-1",
            "53",
            "total",
            {
                ("pdpb-2022-semester-1", "L+P=JUMLAH", PROVINCE, 1),
                ("pdpb-2022-semester-1", "NERACA", PROVINCE, 1),
            },
        ),
        ("pdpb-2025-semester-1", "53", "corrected", set()),
    ],
)
def test_one_digit_changed_in_one_line_gives_exactly_these_findings(
    slug: str, code: str, figure: str, expected: set[tuple[str, str, str, int]]
) -> None:
    _add(slug, code, figure, 1)
    assert _differences() == expected
    call_command("reconcile", verbosity=0)
    written = Finding.objects.filter(area=AREA).values_list(
        "subject", "rule", "place", "difference"
    )
    assert {(*found[:3], int(found[3])) for found in written} == expected


def test_one_reason_changed_breaks_the_balance_that_is_made_of_it() -> None:
    reason = RollReason.objects.get(line__roll__slug="pdpb-2022-semester-1", kind__code="meninggal")
    reason.total += 1
    reason.save()
    assert _differences() == {("pdpb-2022-semester-1", "NERACA", PROVINCE, 1)}


def test_a_reason_that_only_moves_a_voter_does_not_enter_the_balance() -> None:
    reason = RollReason.objects.get(line__roll__slug="pdpb-2022-semester-1", kind__code="meninggal")
    reason.kind.changes_roll = False
    reason.kind.save()
    assert _differences() == {("pdpb-2022-semester-1", "NERACA", PROVINCE, -reason.total)}


def test_a_printed_sum_that_its_reasons_do_not_make_is_found() -> None:
    line = _line("pdpb-2022-semester-1")
    line.new, line.ineligible = 28_661, 24_945
    line.save()
    assert _differences() == {
        ("pdpb-2022-semester-1", "RINCIAN-ALASAN", f"{PROVINCE}, pemilih baru", 1),
        ("pdpb-2022-semester-1", "NERACA", PROVINCE, -1),
    }


@pytest.mark.parametrize(
    ("code", "kind", "places"),
    [
        ("53.07", DisabilityKind.ALL, {"menurut wilayah": -1}),
        ("53", DisabilityKind.MENTAL, {"menurut ragam": -1}),
        ("53", DisabilityKind.ALL, {"menurut wilayah": 1, "menurut ragam": 1}),
    ],
)
def test_one_disability_count_changed_is_found_in_its_breakdown(
    code: str, kind: DisabilityKind, places: dict[str, int]
) -> None:
    DisabilityCount.objects.filter(region=code, kind=kind).update(total=F("total") + 1)
    assert _differences() == {
        ("dpt-pemilu-2024", "JUMLAH-DISABILITAS", f"Provinsi, pemilih disabilitas {place}", shift)
        for place, shift in places.items()
    }


def test_kinds_of_disability_within_a_regency_do_not_replace_its_total() -> None:
    total = DisabilityCount.objects.get(region="53.07")
    for kind, part in ((DisabilityKind.PHYSICAL, 8), (DisabilityKind.SIGHT, total.total - 8)):
        DisabilityCount.objects.create(
            roll=total.roll,
            region_id="53.07",
            kind=kind,
            total=part,
            citation=total.citation,
        )
    assert _differences() == set()


def test_a_regency_whose_disability_count_is_missing_makes_the_sum_not_checkable() -> None:
    DisabilityCount.objects.filter(region="53.07").delete()
    assert _differences() == set()


def test_a_regency_whose_row_is_missing_makes_the_sums_not_checkable_and_is_named() -> None:
    _line("dpt-pilkada-2024", "53.07").delete()
    sums = [
        check
        for check in roll_checks(_roll("dpt-pilkada-2024"))
        if check.rule.code == "JUMLAH-WILAYAH"
    ]
    assert {check.outcome for check in sums} == {Outcome.NOT_CHECKABLE}
    assert {check.missing for check in sums} == {("Kabupaten Sikka",)}


def test_a_regency_whose_figure_is_missing_makes_that_sum_not_checkable_and_is_named() -> None:
    line = _line("dpt-pilkada-2024", "53.07")
    line.male = None
    line.save()
    blind = {
        (check.where, check.missing)
        for check in roll_checks(_roll("dpt-pilkada-2024"))
        if check.outcome is Outcome.NOT_CHECKABLE
    }
    assert blind == {
        (f"{PROVINCE}, laki-laki", ("Kabupaten Sikka",)),
        ("Kabupaten Sikka", ("laki-laki",)),
    }
    assert _differences() == set()


def test_one_percentage_changed_is_found_at_its_candidate_only() -> None:
    vote = Vote.objects.get(votes=1_004_055)
    vote.percent = Decimal("37.34")
    vote.save()
    contest = "Gubernur dan Wakil Gubernur Nusa Tenggara Timur"
    assert _differences() == {
        (
            "pilgub-2024",
            "PERSEN-SUARA-SAH",
            f"{contest}, {PROVINCE}, Emanuel Melkiades Laka Lena, S.Si, A.pt",
            Decimal("0.01"),
        )
    }


def test_one_digit_changed_in_the_votes_moves_every_percentage() -> None:
    Vote.objects.filter(votes=873_524).update(votes=973_524)
    rules = Counter(rule for _slug, rule, _place, _difference in _differences())
    assert rules == {"PERSEN-SUARA-SAH": 3}


def test_namesakes_in_one_roll_keep_their_own_findings(draft: Roll) -> None:
    villages = Region.objects.at_level(RegionLevel.VILLAGE)
    namesakes = villages.order_by().values("name", "kind").annotate(count=Count("code"))
    twice = namesakes.filter(count=2).order_by("name")[0]
    codes = list(
        villages.filter(name=twice["name"], kind=twice["kind"]).values_list("code", flat=True)
    )
    for code in codes:
        RollLine.objects.create(
            roll=draft,
            region_id=code,
            male=1,
            female=1,
            total=3,
            citation=draft.lines.get(region="53.07").citation,
        )
    publication_load(unit=draft, note="Dimuat.")
    findings_register(area=AREA, subjects=checked_subjects())
    findings = Finding.objects.filter(area=AREA).order_by("region")
    assert list(findings.values_list("region", flat=True)) == codes


def test_checking_a_roll_fetched_for_its_page_costs_at_most_one_query(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for slug in ("dpt-pilkada-2024", "pdpb-2025-semester-1", "dpt-pemilu-2024"):
        roll = _roll(slug)
        with django_assert_max_num_queries(1):
            assert roll_checks(roll)


def test_checking_an_election_report_fetched_for_its_page_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report = ElectionReport.objects.for_page().get(slug="pilgub-2024")
    with django_assert_num_queries(0):
        assert len(report_checks(report)) == 3
