"""What regencies hand in: entered at a desk, shown beside the indicator, its files kept safe."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kpuntt.activity.models import Activity
from kpuntt.caching.models import Generation
from performance.models import PerformanceReport
from tests.unit.voters.pdfs import PLAIN, pdf
from voters.models import Submission, SubmissionDeadline

pytestmark = pytest.mark.django_db

ENTRY = "/admin/voters/submission/isi/semester-1-2025/"
INDICATOR = "/kinerja/2024/pemutakhiran-tepat-waktu/"
FIELDS = ("plenary_date", "received_date", "minutes_number")

StaffClient = Callable[..., Client]


@pytest.fixture
def operator(staff_client: StaffClient) -> Client:
    verbs = ("add", "change", "view")
    models = ("submission", "submissiondeadline")
    return staff_client("operator", *(f"voters.{v}_{m}" for v in verbs for m in models))


def _form(**changes: str) -> dict[str, str]:
    """What a browser would send: what was shown, and the changed cells ("53.01-received_date")."""
    data: dict[str, str] = {}
    for row in Submission.objects.for_period("semester", 1, 2025):
        for name in FIELDS:
            shown = str(getattr(row, name) or "")
            data[f"{row.region_id}-{name}"] = data[f"initial-{row.region_id}-{name}"] = shown
        data[f"{row.region_id}-seen"] = str(row.version)
    return data | {key.replace("_", ".", 1).replace("__", "-"): v for key, v in changes.items()}


def _row(code: str) -> Submission:
    return Submission.objects.for_period("semester", 1, 2025).get(region=code)


def test_a_whole_period_stands_on_one_page(operator: Client) -> None:
    content = operator.get(ENTRY).content.decode()
    assert content.count('type="date"') == 44
    assert content.count('value="2025-07-02"') == 44  # shown, and remembered as shown
    assert "Batas waktu periode ini belum dicatat." in content


def test_only_changed_rows_are_saved_with_their_author(operator: Client) -> None:
    data = _form(**{"53_01__minutes_number": "12/BA", "53_02__received_date": "2025-07-03"})
    response = operator.post(ENTRY, data, follow=True)
    assert "2 baris disimpan." in response.content.decode()
    assert (_row("53.01").minutes_number, _row("53.01").version) == ("12/BA", 2)
    assert str(_row("53.02").recorded_by) == "operator"
    assert (_row("53.03").version, _row("53.03").recorded_by) == (1, None)


def test_one_wrong_row_and_nothing_is_saved(operator: Client) -> None:
    data = _form(
        **{
            "53_01__minutes_number": "12/BA",
            "53_02__received_date": "2025-07-01",
            "53_03__plenary_date": "kemarin",
        }
    )
    response = operator.post(ENTRY, data)
    content = response.content.decode()
    assert response.status_code == 422
    assert "Belum ada yang disimpan." in content
    assert "Kabupaten Timor Tengah Selatan" in content
    assert "Tanggal diterima lebih awal dari tanggal pleno" in content
    assert "Tulis tanggal sebagai tahun-bulan-hari" in content
    assert 'value="12/BA"' in content  # what was typed is not lost
    assert _row("53.01").minutes_number == ""


def test_the_second_of_two_desks_is_told_and_undoes_nothing(
    operator: Client, staff_client: StaffClient
) -> None:
    other = staff_client(
        "rekan", "voters.add_submission", "voters.change_submission", "voters.view_submission"
    )
    mine = _form(**{"53_01__minutes_number": "dari operator"})
    elsewhere = _form(**{"53_04__minutes_number": "dari operator juga"})
    other.post(ENTRY, _form(**{"53_01__minutes_number": "dari rekan"}))
    response = operator.post(ENTRY, mine)
    assert response.status_code == 422
    assert "Baris ini baru saja diubah oleh rekan" in response.content.decode()
    assert _row("53.01").minutes_number == "dari rekan"
    # Rows that nobody touched here are in nobody's way, however old the page is.
    assert operator.post(ENTRY, elsewhere).status_code == 302
    assert _row("53.04").minutes_number == "dari operator juga"
    assert _row("53.01").minutes_number == "dari rekan"


@pytest.mark.parametrize("period", ["semester-3-2025", "triwulan-5-2025", "tahun-1-2025", "x"])
def test_a_period_that_is_none_has_no_page(operator: Client, period: str) -> None:
    assert operator.get(f"/admin/voters/submission/isi/{period}/").status_code == 404


def test_choosing_a_period_leads_to_its_page(operator: Client) -> None:
    address = "/admin/voters/submission/isi/"
    assert 'value="2025"' in operator.get(address).content.decode()
    chosen = operator.get(address, {"jenis": "triwulan", "nomor": "3", "tahun": "2025"})
    assert chosen.headers["Location"] == f"{address}triwulan-3-2025/"
    refused = operator.get(address, {"jenis": "semester", "nomor": "3", "tahun": "2025"})
    assert "Nomor periode ini paling besar 2." in refused.content.decode()


def test_who_may_only_look_enters_nothing(staff_client: StaffClient) -> None:
    reader = staff_client("pengamat", "voters.view_submission")
    assert reader.get("/admin/voters/submission/").status_code == 200
    assert reader.get(ENTRY).status_code == 403
    assert reader.post(ENTRY, _form()).status_code == 403


def _change(client: Client, row: Submission, **values: object) -> str:
    data = {
        "period_kind": row.period_kind,
        "period_number": row.period_number,
        "year": row.year,
        "region": row.region_id,
        "plenary_date": "2025-07-02",
        "seen": row.version,
        **values,
    }
    response = client.post(f"/admin/voters/submission/{row.pk}/change/", data)
    return "" if response.status_code == 302 else response.content.decode()


def test_the_minutes_are_handed_out_to_staff_as_a_download_only(operator: Client) -> None:
    file = SimpleUploadedFile("../BA Kupang.pdf", PLAIN, "text/html")
    assert _change(operator, _row("53.01"), minutes=file) == ""
    row = _row("53.01")
    assert re.fullmatch(r"[0-9a-f]{32}\.pdf", row.minutes.name or "")
    response = operator.get(row.minutes.url)
    assert b"".join(response) == PLAIN
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    assert Client().get(row.minutes.url).status_code == 302
    assert Client().get(f"/berita/gambar/{row.minutes.name}").status_code == 404


def test_minutes_that_leave_as_a_file_are_in_the_log(
    operator: Client, staff_client: StaffClient
) -> None:
    _change(operator, _row("53.01"), minutes=SimpleUploadedFile("a.pdf", PLAIN))
    address = _row("53.01").minutes.url
    b"".join(operator.head(address))
    staff_client("lain").get(address)
    assert not Activity.objects.filter(action="ekspor").exists()
    b"".join(operator.get(address))
    taken = Activity.objects.get(action="ekspor")
    assert (taken.actor_name, taken.area, taken.model) == (
        "operator",
        "submissions",
        "voters.submission",
    )
    assert (taken.slug, taken.note) == (
        "53.01 Semester I 2025",
        "berita-acara-53.01-2025.pdf",
    )


def test_staff_without_the_permission_do_not_get_the_minutes(
    operator: Client, staff_client: StaffClient
) -> None:
    _change(operator, _row("53.01"), minutes=SimpleUploadedFile("a.pdf", PLAIN))
    assert staff_client("lain").get(_row("53.01").minutes.url).status_code == 403
    missing = operator.get("/admin/voters/submission/berita-acara/0.pdf/")
    assert missing.status_code == 404


def test_a_pdf_with_a_script_is_refused_and_not_kept(operator: Client) -> None:
    file = SimpleUploadedFile("a.pdf", pdf(b"1 0 obj << /S /JavaScript >> endobj"))
    assert "PDF ini memuat skrip" in _change(operator, _row("53.01"), minutes=file)
    assert not _row("53.01").minutes


def test_an_old_form_of_one_row_overwrites_nothing(operator: Client) -> None:
    old = _row("53.01")
    operator.post(ENTRY, _form(**{"53_01__minutes_number": "baru"}))
    assert "baru saja diubah orang lain" in _change(operator, old, minutes_number="lama")
    assert _row("53.01").minutes_number == "baru"


def _indicator(reader: Client) -> str:
    response = reader.get(INDICATOR, headers={"accept-encoding": "identity"})
    return " ".join(response.content.decode().split())


def test_the_indicator_says_that_it_cannot_be_computed_without_a_deadline(reader: Client) -> None:
    content = _indicator(reader)
    assert (
        "Menurut catatan portal: belum dapat dihitung, karena batas waktu tahun 2024 belum dicatat."
        in content
    )


def test_the_indicator_shows_the_share_the_moment_a_deadline_is_entered(
    reader: Client, operator: Client
) -> None:
    PerformanceReport.objects.update(year=2025)
    Generation.objects.filter(area="performance").update(number=99)
    address = INDICATOR.replace("2024", "2025")

    def shown() -> str:
        response = reader.get(address, headers={"accept-encoding": "identity"})
        return " ".join(response.content.decode().split())

    assert "karena batas waktu Semester I 2025 belum dicatat" in shown()
    assert "22 dari 22 tanggal pleno tercatat" in shown()
    Submission.objects.filter(region="53.71").update(plenary_date=date(2025, 7, 3))
    data = {
        "period_kind": "semester",
        "period_number": 1,
        "year": 2025,
        "last_day": "2025-07-02",
        "source": "Surat KPU RI",
    }
    response = operator.post("/admin/voters/submissiondeadline/add/", data)
    assert response.status_code == 302
    assert SubmissionDeadline.objects.count() == 1
    content = shown()
    assert "21 dari 22 KPU kabupaten/kota tepat waktu pada Semester I 2025 (95,45 %)." in (content)
    assert "<dt>Terlambat</dt> <dd> Kota Kupang </dd>" in content


def test_other_indicators_say_nothing_of_the_portal_s_records(reader: Client) -> None:
    response = reader.get("/kinerja/2024/reformasi-birokrasi/")
    assert "catatan portal" not in response.content.decode(errors="ignore")
