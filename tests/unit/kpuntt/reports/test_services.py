"""Taking reports in and answering them: numbers, steps, refusals, and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import IntegrityError, transaction

from kpuntt.activity.models import Activity
from kpuntt.caching.services import page_area
from kpuntt.reports.models import FigureReport, ReportState
from kpuntt.reports.selectors import page_reports, report_summary
from kpuntt.reports.services import (
    FormUsedError,
    ReportError,
    contact_remove,
    report_check,
    report_correct,
    report_explain,
)
from tests.unit.kpuntt.caching.generations import all_generations, generation
from tests.unit.kpuntt.reports.samples import EMAIL, MESSAGE, PLACE, ROLL, add

pytestmark = pytest.mark.django_db

ANSWER = "Angka ini sama dengan yang tercetak dalam dokumen sumber."
NIK = "5301014107850001"


@pytest.fixture(autouse=True)
def _distinct_senders(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests send many reports from one place; its limit has tests of its own."""
    monkeypatch.setattr("kpuntt.reports.limits.PER_ADDRESS", 1000)


def _checked(bob: User) -> FigureReport:
    return report_check(report=add(), place=PLACE, actor=bob)


def test_numbers_follow_each_other_and_begin_anew_with_the_local_year() -> None:
    with time_machine.travel(datetime(2026, 12, 31, 15, 59, tzinfo=UTC), tick=False):
        assert [add("a").number, add("b").number] == ["L-2026-0001", "L-2026-0002"]
    with time_machine.travel(datetime(2026, 12, 31, 16, 0, tzinfo=UTC), tick=False):
        assert [add("c").number, add("d").number] == ["L-2027-0001", "L-2027-0002"]


def test_a_report_that_is_rolled_back_leaves_no_gap() -> None:
    year = add("a").number[2:6]
    with transaction.atomic():
        add("b")
        transaction.set_rollback(True)
    assert add("c").number == f"L-{year}-0002"


def test_the_same_form_sent_twice_is_one_report_and_other_words_need_another_form() -> None:
    first = add()
    assert add() == first
    with pytest.raises(FormUsedError, match=first.number):
        add(message="Ini laporan lain tentang angka yang lain sama sekali.")
    assert FigureReport.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/tentang/",
        "/berita/",
        "/laporkan/",
        "/admin/",
        "https://contoh.id/pemilih/dpt-pilkada-2024/",
        "//contoh.id/pemilih/dpt-pilkada-2024/",
        "/pemilih/dpt-pilkada-2024/?urut=tps",
        "/pemilih/" + "a" * 300 + "/",
        "",
    ],
)
def test_a_page_without_figures_takes_no_report(path: str) -> None:
    with pytest.raises(ReportError, match="tidak memuat angka"):
        add(path=path)


@pytest.mark.parametrize("field", ["place", "message", "email"])
def test_a_number_such_as_a_nik_is_stored_nowhere(field: str) -> None:
    value = f"{NIK}@contoh.id" if field == "email" else f"NIK saya {NIK}, tolong diperiksa."
    with pytest.raises(ReportError, match="16 angka") as refusal:
        add(**{field: value})
    assert NIK not in str(refusal.value)
    assert not FigureReport.objects.exists()


@pytest.mark.parametrize(
    "changed", [{"message": "x" * 19}, {"message": "x" * 1001}, {"place": "x" * 121}]
)
def test_what_is_too_short_or_too_long_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(ReportError, match="terlalu"):
        add(**changed)


def test_the_steps_lead_from_received_to_the_answer_and_each_is_in_the_log(bob: User) -> None:
    report = report_check(report=add(), place=" Baris Sikka ", actor=bob)
    report_explain(report=report, answer=f"  {ANSWER}  ", actor=bob)
    report.refresh_from_db()
    assert (report.state, report.answer) == (ReportState.EXPLAINED, ANSWER)
    assert report.answered_at is not None
    rows = Activity.objects.filter(slug=report.number).order_by("number")
    assert [(row.action, row.actor_name, row.note) for row in rows] == [
        ("terima laporan", "", ROLL),
        ("periksa laporan", "bob", "Baris Sikka"),
        ("jawab laporan", "bob", f"Dijelaskan: {ANSWER}"),
    ]
    assert {(row.area, row.model) for row in rows} == {("voters", "reports.figurereport")}


def test_neither_the_words_nor_the_address_of_the_reporter_come_into_the_log(bob: User) -> None:
    report_explain(report=_checked(bob), answer=ANSWER, actor=bob)
    notes = " ".join(Activity.objects.values_list("note", flat=True))
    assert MESSAGE not in notes
    assert EMAIL not in notes


def test_a_correction_says_where_the_right_figure_stands(bob: User) -> None:
    report = report_correct(report=_checked(bob), answer=ANSWER, correction=ROLL, actor=bob)
    assert (report.state, report.correction) == (ReportState.CORRECTED, ROLL)


@pytest.mark.parametrize(
    "correction", ["", "/tentang/", "/pemilih/tidak-ada/", "https://contoh.id/"]
)
def test_a_correction_leads_to_a_page_that_is_published(bob: User, correction: str) -> None:
    report = _checked(bob)
    with pytest.raises(ReportError, match="Alamat versi perbaikan"):
        report_correct(report=report, answer=ANSWER, correction=correction, actor=bob)
    report.refresh_from_db()
    assert report.state == ReportState.CHECKING


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ("  pendek  ", "10 sampai 1000 huruf"),
        ("x" * 1001, "10 sampai 1000 huruf"),
        (f"NIK {NIK} ini bukan angka.", "16 angka"),
    ],
)
def test_an_answer_that_says_nothing_or_too_much_is_refused(
    bob: User, answer: str, sentence: str
) -> None:
    with pytest.raises(ReportError, match=sentence):
        report_explain(report=_checked(bob), answer=answer, actor=bob)


def test_a_place_with_a_number_of_a_person_does_not_become_public(bob: User) -> None:
    with pytest.raises(ReportError, match="16 angka"):
        report_check(report=add(), place=NIK, actor=bob)


def test_nothing_is_answered_before_it_is_checked_or_after_it_is_closed(bob: User) -> None:
    report = add()
    with pytest.raises(ReportError, match="sekarang “Diterima”"):
        report_explain(report=report, answer=ANSWER, actor=bob)
    report_check(report=report, place="", actor=bob)
    with pytest.raises(ReportError, match="sekarang “Sedang diperiksa”"):
        report_check(report=report, place="", actor=bob)
    report_explain(report=report, answer=ANSWER, actor=bob)
    steps: list[Callable[[], object]] = [
        lambda: report_explain(report=report, answer=ANSWER, actor=bob),
        lambda: report_correct(report=report, answer=ANSWER, correction=ROLL, actor=bob),
        lambda: report_check(report=report, place="", actor=bob),
        lambda: contact_remove(report=report, actor=bob),
    ]
    for again in steps:
        with pytest.raises(ReportError, match="sudah dijawab"):
            again()


def test_the_address_of_the_reporter_goes_with_the_answer(bob: User) -> None:
    report = _checked(bob)
    assert report.email == EMAIL
    report_explain(report=report, answer=ANSWER, actor=bob)
    report.refresh_from_db()
    assert report.email == ""


def test_the_address_of_the_reporter_can_be_deleted_before(bob: User) -> None:
    report = contact_remove(report=add(), actor=bob)
    report.refresh_from_db()
    assert (report.email, report.message) == ("", MESSAGE)
    assert Activity.objects.filter(slug=report.number, action="hapus kontak").count() == 1


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "dijelaskan"},
        {"answer": ANSWER},
        {"correction": ROLL},
        {
            "state": "dijelaskan",
            "answer": ANSWER,
            "answered_at": datetime(2026, 7, 1, tzinfo=UTC),
            "email": EMAIL,
        },
        {
            "state": "dikoreksi",
            "answer": ANSWER,
            "answered_at": datetime(2026, 7, 1, tzinfo=UTC),
            "email": "",
        },
    ],
)
def test_the_database_refuses_half_an_answer(broken: dict[str, object]) -> None:
    report = add()
    with pytest.raises(IntegrityError), transaction.atomic():
        FigureReport.objects.filter(pk=report.pk).update(**broken)


def test_only_the_pages_that_show_the_report_are_renewed(bob: User) -> None:
    before = all_generations()
    report = add()
    shown = {page_area(path) for path in (ROLL, f"/laporkan/{report.number}/", "/tentang/")}
    changed = {area for area, number in all_generations().items() if before.get(area) != number}
    assert changed - {"reports"} == shown
    numbers = [generation(area) for area in shown]
    report_check(report=report, place="", actor=bob)
    assert [generation(area) for area in shown] == [number + 1 for number in numbers]


def test_the_place_is_public_once_somebody_has_seen_it(bob: User) -> None:
    report = add()
    assert page_reports(ROLL).newest[0].place == ""
    report_check(report=report, place=PLACE, actor=bob)
    assert page_reports(ROLL).newest[0].place == PLACE


def test_a_page_shows_its_five_newest_reports_and_says_how_many_there_are() -> None:
    numbers = [add(str(form)).number for form in range(7)]
    found = page_reports(ROLL)
    assert [report.number for report in found.newest] == numbers[:1:-1]
    assert found.total == 7
    assert page_reports("/pemilih/pdpb-2025-semester-1/").total == 0


def test_the_summary_counts_days_of_the_calendar(bob: User) -> None:
    assert report_summary().median_days is None
    with time_machine.travel(datetime(2026, 7, 1, 15, 0, tzinfo=UTC), tick=False):
        one, other, _open = (
            report_check(report=add(form), place="", actor=bob) for form in ("a", "b", "c")
        )
    with time_machine.travel(datetime(2026, 7, 1, 16, 0, tzinfo=UTC), tick=False):
        report_explain(report=one, answer=ANSWER, actor=bob)
    with time_machine.travel(datetime(2026, 7, 3, 1, 0, tzinfo=UTC), tick=False):
        report_explain(report=other, answer=ANSWER, actor=bob)
    summary = report_summary()
    assert (summary.total, summary.open, str(summary.median_days)) == (3, 1, "1.5")


def test_loading_the_data_again_leaves_the_reports_alone() -> None:
    report = add()
    call_command("load_data", verbosity=0, stdout=StringIO())
    assert FigureReport.objects.get() == report
