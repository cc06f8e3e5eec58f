from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from kpuntt.quality.models import CheckTally, Finding
from kpuntt.reconciliation import Check, Outcome
from performance.checks import AREA, checked_subjects, report_checks
from performance.models import (
    Award,
    LegalDocumentCount,
    OfficeBuilding,
    PerformanceReport,
    Result,
    StaffCount,
    StaffStatement,
    Target,
)

pytestmark = pytest.mark.django_db

REAL_OUTCOMES = {
    ("BUKTI-REALISASI", Outcome.DIFFERS): 1,
    ("BUKTI-REALISASI", Outcome.NOT_CHECKABLE): 4,
    ("CAPAIAN", Outcome.DIFFERS): 2,
    ("CAPAIAN", Outcome.HOLDS): 5,
    ("DUA-TABEL-HASIL", Outcome.HOLDS): 21,
    ("HARI-TANGGAL", Outcome.HOLDS): 2,
    ("JUMLAH-PEGAWAI", Outcome.DIFFERS): 2,
    ("JUMLAH-PEGAWAI", Outcome.HOLDS): 1,
    ("JUMLAH-PRODUK-HUKUM", Outcome.DIFFERS): 2,
    ("PNS+PPNPN=JUMLAH", Outcome.HOLDS): 14,
    ("PREDIKAT-NILAI", Outcome.HOLDS): 1,
    ("RINCIAN-PEGAWAI", Outcome.DIFFERS): 1,
    ("TAHUN-ACUAN", Outcome.DIFFERS): 2,
    ("TAHUN-ACUAN", Outcome.HOLDS): 5,
    ("TAHUN-KEGIATAN", Outcome.DIFFERS): 1,
    ("TAHUN-KEGIATAN", Outcome.HOLDS): 3,
    ("TARGET-DOKUMEN", Outcome.DIFFERS): 2,
    ("TARGET-DOKUMEN", Outcome.HOLDS): 26,
    ("URAIAN-REALISASI", Outcome.HOLDS): 2,
    ("URAIAN-TABEL-PEGAWAI", Outcome.DIFFERS): 4,
    ("URAIAN-TABEL-PEGAWAI", Outcome.HOLDS): 2,
}
REFORM = "Indikator 4, Reformasi birokrasi"
REAL_FINDINGS = {
    ("BUKTI-REALISASI", "Indikator 2, Sarana dan prasarana", "100", "70,83", "29,17"),
    ("CAPAIAN", "Indikator 3, Akuntabilitas kinerja", "103", "129,92", "−26,92"),
    ("CAPAIAN", REFORM, "114,43", "114,42", "0,01"),
    ("JUMLAH-PEGAWAI", "Tabel pegawai, PNS", "39", "38", "1"),
    ("JUMLAH-PEGAWAI", "Tabel pegawai, jumlah", "69", "68", "1"),
    ("JUMLAH-PRODUK-HUKUM", "Produk hukum, fisik", "240", "1.121", "−881"),
    ("JUMLAH-PRODUK-HUKUM", "Produk hukum, web", "530", "1.101", "−571"),
    ("RINCIAN-PEGAWAI", "Uraian pegawai", "63", "64", "−1"),
    ("TAHUN-ACUAN", "Indikator 3, Akuntabilitas kinerja", "2021", "2024", ""),
    ("TAHUN-ACUAN", REFORM, "2021", "2024", ""),
    ("TAHUN-KEGIATAN", "Pelatihan 1, 2023", "2023", "2024", ""),
    ("TARGET-DOKUMEN", f"{REFORM}, Ikhtisar Eksekutif", "78", "79", "−1"),
    ("TARGET-DOKUMEN", f"{REFORM}, Tabel capaian, BAB III", "78", "79", "−1"),
    ("URAIAN-TABEL-PEGAWAI", "Pegawai, PPNPN", "22", "30", "−8"),
    ("URAIAN-TABEL-PEGAWAI", "Pegawai, bukan PPNPN (PNS)", "42", "39", "3"),
    ("URAIAN-TABEL-PEGAWAI", "Pegawai, fungsional umum", "27", "23", "4"),
    ("URAIAN-TABEL-PEGAWAI", "Pegawai, seluruh pegawai", "63", "69", "−6"),
}


def _checks() -> list[Check]:
    return [check for subject in checked_subjects() for check in subject.checks]


def _found() -> set[tuple[str, str]]:
    return {
        (check.rule.code, check.where) for check in _checks() if check.outcome is Outcome.DIFFERS
    }


REAL_PLACES = {(rule, place) for rule, place, *_figures in REAL_FINDINGS}


def test_the_real_report_has_exactly_these_outcomes() -> None:
    outcomes = Counter((check.rule.code, check.outcome) for check in _checks())
    assert outcomes == REAL_OUTCOMES
    assert sum(outcomes.values()) == 82 + 17 + 4


def test_the_register_holds_exactly_these_findings() -> None:
    held = Finding.objects.filter(area=AREA).values_list(
        "rule", "place", "printed_text", "computed_text", "difference_text"
    )
    assert set(held) == REAL_FINDINGS
    paths = Finding.objects.filter(area=AREA).values_list("path", "subject").distinct()
    assert list(paths.order_by()) == [("/kinerja/2024/", "lkj-2024")]


def test_what_cannot_be_checked_says_which_count_the_report_does_not_give() -> None:
    missing = {check.missing for check in _checks() if check.outcome is Outcome.NOT_CHECKABLE}
    assert missing == {
        ("jumlah pegawai yang memenuhi standar kompetensinya",),
        ("jumlah KPU kabupaten/kota yang tepat waktu",),
        ("jumlah keputusan yang disusun dan diharmonisasi tepat waktu",),
        ("jumlah KPU yang menyelenggarakan tahapan sesuai jadwal",),
    }


def test_reconciling_again_changes_nothing() -> None:
    shown = ("rule", "holds", "differs", "not_checkable")
    before = list(CheckTally.objects.filter(area=AREA).values_list(*shown))
    call_command("reconcile", verbosity=0)
    assert list(CheckTally.objects.filter(area=AREA).values_list(*shown)) == before


def test_no_two_checks_stand_at_the_same_place() -> None:
    places = Counter((check.rule.code, check.where) for check in _checks())
    assert set(places.values()) == {1}
    assert all(len(where) <= 200 for _rule, where in places)


def test_a_target_changed_in_one_document_is_found_there_only() -> None:
    Target.objects.filter(document="rkt", indicator__number=1).update(value=90)
    assert _found() - REAL_PLACES == {
        (
            "TARGET-DOKUMEN",
            "Indikator 1, Kompetensi pegawai, Rencana Kinerja Tahunan (RKT)",
        )
    }


def test_a_result_changed_in_the_summary_is_found_in_the_comparison_of_the_tables() -> None:
    Result.objects.filter(document="ikhtisar", indicator__number=4).update(value=Decimal("89.26"))
    assert _found() - REAL_PLACES == {("DUA-TABEL-HASIL", f"{REFORM}, realisasi")}


def test_a_result_changed_in_the_report_is_found_everywhere_it_matters() -> None:
    Result.objects.filter(document="lkj", indicator__number=4).update(value=Decimal("89.26"))
    assert _found() - REAL_PLACES == {
        ("DUA-TABEL-HASIL", f"{REFORM}, realisasi"),
        ("URAIAN-REALISASI", REFORM),
    }


def test_a_score_below_its_grade_is_found() -> None:
    Result.objects.filter(document="lkj", indicator__number=3).update(score=70)
    assert _found() - REAL_PLACES == {("PREDIKAT-NILAI", "Indikator 3, Akuntabilitas kinerja")}


def test_buildings_are_counted_and_not_units() -> None:
    OfficeBuilding.objects.exclude(region="53.03").update(repair="baik")
    evidence = next(check for check in _checks() if check.rule.code == "BUKTI-REALISASI")
    assert evidence.missing  # the first indicator has no table
    computed = [check.computed for check in _checks() if check.rule.code == "BUKTI-REALISASI"]
    assert Decimal("91.67") in computed  # 22 of 24


def test_one_digit_changed_in_the_staff_table_is_found_at_its_row_and_totals() -> None:
    StaffCount.objects.filter(order=12).update(civil_servants=3)
    assert _found() - REAL_PLACES == {
        ("PNS+PPNPN=JUMLAH", "Baris 12, Analisis Hukum Ahli Muda"),
    }
    assert ("JUMLAH-PEGAWAI", "Tabel pegawai, PNS") in REAL_PLACES - _found()


def test_without_its_row_a_statement_is_not_checkable() -> None:
    StaffStatement.objects.filter(group="ppnpn").delete()
    assert REAL_PLACES - _found() == {
        ("RINCIAN-PEGAWAI", "Uraian pegawai"),
        ("URAIAN-TABEL-PEGAWAI", "Pegawai, PPNPN"),
    }


def test_a_blank_count_of_legal_documents_is_not_zero() -> None:
    LegalDocumentCount.objects.filter(order=17).update(web=None)
    blind = [check for check in _checks() if check.where == "Produk hukum, web"]
    assert [check.outcome for check in blind] == [Outcome.NOT_CHECKABLE]
    assert blind[0].missing == ("Keputusan Komisi Pemilihan Umum Kabupaten Manggarai",)


def test_an_award_on_another_day_is_found() -> None:
    Award.objects.filter(order=1).update(date="2023-12-11")
    assert _found() - REAL_PLACES == {
        ("HARI-TANGGAL", "Penghargaan 1"),
        ("TAHUN-KEGIATAN", "Penghargaan 1"),
    }


def test_checking_a_report_fetched_for_its_page_costs_no_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    report = PerformanceReport.objects.for_page().get(slug="lkj-2024")
    with django_assert_num_queries(0):
        assert len(report_checks(report)) == 103
