"""Reports at the desk: who sees them, who answers, step by step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from kpuntt.management.roles import ANSWERING, ROLES
from kpuntt.reports.models import FigureReport, ReportState
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName
from tests.pages.forms import Form
from tests.pages.html import Page, decoded
from tests.unit.kpuntt.reports.samples import EMAIL, MESSAGE, PLACE, ROLL, add

pytestmark = pytest.mark.django_db

Enter = Callable[[Client, User], Client]
StaffClient = Callable[..., Client]
ANSWER = "Angka ini sama dengan yang tercetak dalam dokumen sumber."


@pytest.fixture
def report() -> FigureReport:
    return add()


@pytest.fixture
def verifier(staff_client: StaffClient) -> Client:
    return staff_client("pemeriksa", *ANSWERING)


def _desk(report: FigureReport) -> str:
    return f"/admin/reports/figurereport/{report.pk}/jawab/"


def _state(report: FigureReport) -> str:
    report.refresh_from_db()
    return report.state


def test_the_first_page_leads_to_the_reports_that_wait_longest(verifier: Client) -> None:
    assert "Semua laporan pembaca sudah dijawab." in decoded(verifier.get("/admin/"))
    reports = [add(str(form), sender=f"203.0.113.{form}") for form in range(12)]
    page = Page(verifier, "/admin/")
    assert "12 laporan pembaca" in page.text
    assert page.source.count("/jawab/") == 10
    assert f"{reports[0].number}: {ROLL}" in page.text
    assert reports[11].number not in page.text


def test_a_report_is_checked_and_explained(
    verifier: Client, reader: Client, report: FigureReport
) -> None:
    form = Form(verifier, _desk(report))
    assert MESSAGE in form.source
    assert EMAIL in form.source
    assert form.fields["place"] == [PLACE]
    form.fill(place="Kabupaten Sikka, TPS").send(step="periksa")
    assert _state(report) == ReportState.CHECKING
    assert "Kabupaten Sikka, TPS" in Page(reader, ROLL).text

    form = Form(verifier, _desk(report)).fill(answer=ANSWER)
    assert form.send(step="jelaskan").status_code == 302
    assert _state(report) == ReportState.EXPLAINED
    assert ANSWER in Page(reader, ROLL).text
    assert EMAIL not in decoded(verifier.get(_desk(report)))
    listed = decoded(verifier.get("/admin/reports/figurereport/"))
    assert "/jawab/" not in listed
    notes = LogEntry.objects.filter(object_id=str(report.pk)).order_by("pk")
    assert [note.get_change_message() for note in notes] == [
        "Laporan sedang diperiksa; pembaca sudah melihatnya.",
        "Laporan dijelaskan; jawabannya sudah dapat dibaca publik.",
    ]


def test_a_correction_takes_a_pasted_address_and_refuses_one_that_shows_no_figure(
    verifier: Client, report: FigureReport
) -> None:
    Form(verifier, _desk(report)).send(step="periksa")
    form = Form(verifier, _desk(report)).fill(answer=ANSWER, correction="/tentang/")
    refused = form.send(step="koreksi")
    assert refused.status_code == 422
    assert "Alamat versi perbaikan harus halaman portal ini" in decoded(refused)
    assert _state(report) == ReportState.CHECKING
    form.fill(correction=f"http://127.0.0.1:8000{ROLL}").send(step="koreksi")
    report.refresh_from_db()
    assert (report.state, report.correction) == (ReportState.CORRECTED, ROLL)


def test_an_answer_that_is_too_short_is_refused(verifier: Client, report: FigureReport) -> None:
    Form(verifier, _desk(report)).send(step="periksa")
    assert Form(verifier, _desk(report)).fill(answer="benar").send(step="jelaskan").status_code == (
        422
    )
    assert _state(report) == ReportState.CHECKING


def test_the_second_of_two_people_is_told_and_changes_nothing(
    verifier: Client, report: FigureReport
) -> None:
    Form(verifier, _desk(report)).send(step="periksa")
    mine, other = (Form(verifier, _desk(report)).fill(answer=f"{ANSWER} {n}") for n in "12")
    mine.send(step="jelaskan")
    other.send(step="jelaskan")
    report.refresh_from_db()
    assert report.answer == f"{ANSWER} 1"


@pytest.mark.parametrize("step", ["", "jelaskan", "koreksi", "hapus"])
def test_a_step_that_does_not_follow_is_refused(
    verifier: Client, report: FigureReport, step: str
) -> None:
    answer = verifier.post(_desk(report), {"step": step, "answer": ANSWER, "correction": ROLL})
    assert answer.status_code == 422
    assert "Langkah itu tidak sesuai status laporan" in decoded(answer)
    assert _state(report) == ReportState.RECEIVED


def test_the_address_of_the_reporter_can_be_deleted_alone(
    verifier: Client, report: FigureReport
) -> None:
    Form(verifier, _desk(report)).send(step="hapus-kontak")
    assert (_state(report), report.email) == (ReportState.RECEIVED, "")
    assert "Hapus surel pelapor" not in decoded(verifier.get(_desk(report)))


def test_only_verifiers_read_and_answer_reports(enter: Enter, report: FigureReport) -> None:
    rooms = ["/admin/reports/figurereport/", f"/admin/reports/figurereport/{report.pk}/change/"]
    for role in RoleName:
        user = User.objects.create_user(role.name, is_staff=True)
        user.groups.add(Group.objects.get(name=role.value))
        region = "53.07" if role is RoleName.OPERATOR_REGENCY else None
        StaffProfile.objects.update_or_create(user=user, defaults={"region_id": region})
        client = enter(Client(), user)
        answers = {client.get(address).status_code for address in [*rooms, _desk(report)]}
        posted = client.post(_desk(report), {"step": "hapus"}).status_code
        first_page = decoded(client.get("/admin/"))
        if role is RoleName.VERIFIER:
            assert (answers, posted) == ({200}, 422)
            assert report.number in first_page
        else:
            assert (answers, posted) == ({403}, 403), role
            assert "Laporan menunggu jawaban" not in first_page, role


def test_looking_alone_allows_no_answer(staff_client: StaffClient, report: FigureReport) -> None:
    reader = staff_client("pembaca", "reports.view_figurereport", "reports.change_figurereport")
    assert reader.get(_desk(report)).status_code == 403
    assert "/jawab/" not in decoded(reader.get("/admin/reports/figurereport/"))


def test_nobody_deletes_or_makes_a_report_at_the_desk(
    enter: Enter, client: Client, report: FigureReport
) -> None:
    enter(client, User.objects.create_superuser("ketua"))
    for page in (f"{report.pk}/delete/", "add/"):
        assert client.get(f"/admin/reports/figurereport/{page}").status_code == 403
    everything = {grant for grants in ROLES.values() for grant in grants}
    assert {grant for grant in everything if grant.startswith("reports.")} == set(ANSWERING)
