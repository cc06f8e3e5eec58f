"""A reader reports a figure: without an account, a cookie, or a word of theirs in public."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlencode

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kpuntt.datasets import CATALOGUE
from kpuntt.publishing.services import publication_withdraw
from kpuntt.reports.limits import PER_ADDRESS
from kpuntt.reports.models import FigureReport
from kpuntt.reports.pages import figure_area, is_shown
from kpuntt.reports.services import report_check, report_correct, report_explain
from tests.pages.forms import Form
from tests.pages.html import Page, decoded
from voters.models import Roll

pytestmark = pytest.mark.django_db

ROLL = "/pemilih/dpt-pilkada-2024/"
FORM = "/laporkan/"
NIK = "5301014107850001"
PLACE = "Kabupaten Sikka, kolom TPS"
MESSAGE = "Menurut Berita Acara seharusnya 558 TPS. Kata Om Yohanes."
EMAIL = "yohanes@contoh.id"
ANSWER = "Angka ini sama dengan yang tercetak dalam dokumen sumber."
START = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Time passes only when a test says so."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def _open(reader: Client, path: str = ROLL, place: str = "") -> Form:
    form = Form(reader, f"{FORM}?halaman={path}&angka={quote(place)}")
    form.address = FORM
    return form


def _send(form: Form, **headers: Any) -> Any:
    """Send it as a browser sends a form without files."""
    return form.client.post(
        form.address,
        urlencode(form.fields, doseq=True),
        content_type="application/x-www-form-urlencoded",
        headers=headers or None,
    )


@pytest.fixture
def form(reader: Client, clock: time_machine.Traveller) -> Form:
    """A form that somebody has filled in, in half a minute."""
    form = _open(reader).fill(place=PLACE, message=MESSAGE, email=EMAIL)
    clock.shift(timedelta(seconds=30))
    return form


def _refusal(response: Any, status: int = 400) -> str:
    """Return what a refusal says; nothing was stored by it."""
    assert response.status_code == status
    return " ".join(re.sub("<[^>]+>", " ", decoded(response)).split())


def test_every_source_of_a_figure_offers_the_form_with_the_figure_named(
    reader: Client, addresses: list[str]
) -> None:
    named = 0
    for address in addresses:
        sources = re.findall(r'<p class="source">Sumber.*?</p>', Page(reader, address).source)
        for source in sources if figure_area(address) else ():
            found = re.search(r'href="(/laporkan/[^"]+)" rel="nofollow">Laporkan angka ini', source)
            assert found is not None, (address, source)
            asked = parse_qs(found[1].replace("&amp;", "&").partition("?")[2])
            assert asked["halaman"] == [address]
            named += "angka" in asked
    assert named > 100
    form = _open(reader, ROLL, "BAB III, tabel 1")
    assert form.fields["place"] == ["BAB III, tabel 1"]


def test_a_report_gets_a_number_that_the_page_shows_at_once(reader: Client, form: Form) -> None:
    assert "Laporan pembaca tentang" not in Page(reader, ROLL).text
    response = _send(form)
    assert response.status_code == 303
    assert response.headers["Location"] == "/laporkan/L-2026-0001/"
    status = Page(reader, response.headers["Location"])
    assert "Laporan L-2026-0001" in status.text
    assert "menunggu diperiksa petugas" in status.text
    assert '<meta name="robots" content="noindex">' in status.source
    shown = Page(reader, ROLL)
    assert "L-2026-0001 Diterima 1 Juli 2026" in shown.text
    assert "L-2026-0001" not in Page(reader, "/pemilih/pdpb-2025-semester-1/").text
    report = FigureReport.objects.get()
    assert (report.area, report.path, report.place) == ("voters", ROLL, PLACE)
    assert (report.message, report.email) == (MESSAGE, EMAIL)


def test_the_answer_stands_on_the_page_of_the_figure_and_at_the_number(
    reader: Client, form: Form, bob: User
) -> None:
    status = _send(form).headers["Location"]
    report = report_check(report=FigureReport.objects.get(), place=PLACE, actor=bob)
    for address in (ROLL, status):
        assert "Sedang diperiksa" in Page(reader, address).text
    report_correct(report=report, answer=ANSWER, correction="/wilayah/53.07/", actor=bob)
    for address in (ROLL, status):
        page = Page(reader, address)
        assert "Dikoreksi" in page.text
        assert PLACE in page.text
        assert ANSWER in page.text
        assert 'href="/wilayah/53.07/"' in page.source


def test_neither_words_nor_address_of_the_reporter_are_ever_public(
    reader: Client, form: Form, bob: User
) -> None:
    status = _send(form).headers["Location"]
    report = FigureReport.objects.get()
    pages = [ROLL, status, "/tentang/", "/cari/?q=Yohanes", "/", "/temuan/"]
    files = [f"/data/{name}.{kind}" for name in CATALOGUE for kind in ("csv", "json")]

    def public() -> str:
        return " ".join(decoded(reader.get(address)) for address in [*pages, *files])

    for step in (
        lambda: None,
        lambda: report_check(report=report, place="", actor=bob),
        lambda: report_explain(report=report, answer=ANSWER, actor=bob),
    ):
        step()
        found = public()
        for secret in (MESSAGE, EMAIL, "Yohanes seharusnya", "558 TPS"):
            assert secret not in found
    assert PLACE not in found


def test_what_a_reader_writes_as_the_place_is_not_published_unseen(
    reader: Client, form: Form
) -> None:
    status = _send(form.fill(place="Bupati X korup")).headers["Location"]
    assert "korup" not in Page(reader, ROLL).source + Page(reader, status).source


def test_no_step_of_it_leaves_a_cookie_or_a_session(reader: Client, form: Form) -> None:
    answers = [
        reader.get(f"{FORM}?halaman={ROLL}"),
        _send(form.fill(message="pendek")),
        _send(form.fill(message=MESSAGE)),
        reader.get("/laporkan/L-2026-0001/"),
        reader.get(ROLL),
    ]
    assert [answer.status_code for answer in answers] == [200, 400, 303, 200, 200]
    assert not any(answer.cookies for answer in answers)
    assert not reader.cookies
    assert "no-store" in answers[0].headers["Cache-Control"]
    assert "no-store" in answers[1].headers["Cache-Control"]


def test_every_page_with_figures_leads_to_its_form_and_no_other_page_does(
    reader: Client, addresses: list[str]
) -> None:
    leading = set()
    for address in [*addresses, f"{ROLL}versi/1/", "/pemilihan/pilgub-2024/versi/1/"]:
        link = f'href="{FORM}?halaman={address}"'
        if link in decoded(reader.get(address)):
            leading.add(address)
            assert is_shown(address), address
            assert reader.get(f"{FORM}?halaman={address}").status_code == 200, address
        else:
            assert not figure_area(address), address
    without = {address for address in addresses if address not in leading}
    kinds = ("/pemilih/", "/pemilihan/", "/kinerja/", "/anggaran/", "/wilayah/", "/data/")
    lists = {*kinds, "/wilayah/banding/"}
    assert {address for address in without if address.startswith(kinds)} == lists
    areas = {figure_area(address) for address in leading}
    assert areas == {"voters", "performance", "budget", "regions", "data"}


def test_a_page_that_the_form_has_asked_for_is_the_page_that_readers_get(reader: Client) -> None:
    reader.get(f"{FORM}?halaman={ROLL}")
    with CaptureQueriesContext(connection) as captured:
        stored = decoded(reader.get(ROLL))
    assert len(captured) == 1
    cache.clear()
    assert decoded(reader.get(ROLL)) == stored


def test_a_page_takes_one_query_more_however_many_reports_there_are(
    reader: Client, form: Form
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(f"{ROLL}?nama=sikka").status_code == 200
        return len(captured)

    before = queries()
    _send(form)
    assert queries() == before


def test_the_place_is_filled_in_from_the_link(reader: Client) -> None:
    assert _open(reader, place=PLACE).fields["place"] == [PLACE]
    assert _open(reader, place="x" * 300).fields["place"] == ["x" * 120]
    assert _open(reader, place=f"NIK {NIK}").fields["place"] == [""]
    assert "<script>" not in _open(reader, place="<script>").source


@pytest.mark.parametrize(
    "path",
    ["", "/", "/tentang/", "https://contoh.id/", "//contoh.id/pemilih/", "/pemilih/tak-ada/"],
)
def test_a_form_for_a_page_without_figures_is_refused_with_the_way_to_it(
    reader: Client, path: str
) -> None:
    assert "tidak memuat angka yang dapat dilaporkan" in _refusal(
        reader.get(f"{FORM}?{urlencode({'halaman': path})}")
    )


def test_a_withdrawn_page_takes_no_report(reader: Client, form: Form, alice: User) -> None:
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    publication_withdraw(unit=roll, actor=alice, reason="Angka belum final.")
    assert "tidak memuat angka" in _refusal(_send(form))
    assert "Laporkan angka" not in Page(reader, ROLL).text


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("message", "", "Tulis apa yang keliru pada angka itu."),
        ("message", "x" * 19, "sedikitnya 20 huruf. Sekarang 19."),
        ("message", "x" * 1001, "paling banyak 1.000 huruf. Sekarang 1001."),
        ("message", f"Tolong cek NIK saya: {NIK}.", "deretan 16 angka seperti NIK"),
        ("place", f"baris {NIK}", "deretan 16 angka seperti NIK"),
        ("place", "x" * 121, "120"),
        ("email", "yohanes", "Tulis alamat surel lengkap"),
        ("email", f"{NIK}@contoh.id", "deretan 16 angka seperti NIK"),
    ],
)
def test_a_field_that_cannot_be_taken_is_said_above_and_beside_it(
    form: Form, field: str, value: str, sentence: str
) -> None:
    response = _send(form.fill(**{field: value}))
    source = decoded(response)
    assert sentence in _refusal(response)
    assert f'<a href="#id_{field}">' in source
    assert f'id="id_{field}_error"' in source
    control = re.search(rf'<(?:input|textarea)[^>]+id="id_{field}"', source)
    assert control
    assert 'aria-invalid="true"' in control[0]
    assert f"id_{field}_error" in control[0]
    assert not FigureReport.objects.exists()


def test_what_was_typed_is_still_there_after_a_refusal(form: Form) -> None:
    again = Form(form.client, FORM, decoded(_send(form.fill(message="pendek"))))
    assert again.fields["place"] == [PLACE]
    assert again.fields["email"] == [EMAIL]
    again.fill(message=MESSAGE)
    assert _send(again).status_code == 303


def test_a_line_break_counts_as_one_letter_as_in_the_browser(form: Form) -> None:
    lines = "\r\n".join(["x" * 9] * 100)
    assert len(lines) > 1000
    assert _send(form.fill(message=lines)).status_code == 303
    assert len(FigureReport.objects.get().message) == 999


def test_a_form_that_comes_back_at_once_is_not_taken_and_a_moment_later_it_is(
    reader: Client, clock: time_machine.Traveller
) -> None:
    form = _open(reader).fill(message=MESSAGE)
    clock.shift(timedelta(seconds=3))
    again = Form(reader, FORM, decoded(_send(form)))
    assert "terlalu cepat" in again.source
    clock.shift(timedelta(seconds=1))
    assert _send(again).status_code == 303


def test_the_box_that_nobody_sees_gives_a_program_away(form: Form) -> None:
    box = re.search(r"<div hidden>.*?</div>", form.source, re.DOTALL)
    assert box
    assert 'name="catatan_lain"' in box[0]
    response = _send(form.fill(catatan_lain="https://contoh.id"))
    assert "seperti diisi oleh program" in _refusal(response)
    again = Form(form.client, FORM, decoded(response))
    assert again.fields["catatan_lain"] == [""]
    assert not FigureReport.objects.exists()


@pytest.mark.parametrize("token", ["", "palsu", "e30:palsu"])
def test_a_form_that_was_not_opened_here_is_not_taken(form: Form, token: str) -> None:
    assert "terlalu lama terbuka" in _refusal(_send(form.fill(formulir=token)))


def test_a_form_counts_for_its_page_only_and_for_half_a_day(
    form: Form, clock: time_machine.Traveller
) -> None:
    assert "terlalu lama" in _refusal(_send(form.fill(halaman="/wilayah/53.07/")))
    form.fill(halaman=ROLL)
    clock.shift(timedelta(hours=13))
    again = Form(form.client, FORM, decoded(_send(form)))
    assert "terlalu lama" in again.source
    clock.shift(timedelta(seconds=10))
    assert _send(again).status_code == 303


def test_two_clicks_make_one_report_and_other_words_are_asked_for_once_more(
    form: Form, clock: time_machine.Traveller
) -> None:
    assert _send(form).headers["Location"] == _send(form).headers["Location"]
    response = _send(form.fill(message="Laporan lain tentang angka lain di halaman ini."))
    assert "sudah dipakai untuk laporan L-2026-0001" in _refusal(response)
    again = Form(form.client, FORM, decoded(response))
    clock.shift(timedelta(seconds=10))
    assert _send(again).headers["Location"] == "/laporkan/L-2026-0002/"


@pytest.mark.parametrize("origin", ["https://contoh.id", "http://127.0.0.1:8000", "null"])
def test_another_site_cannot_make_a_reader_send_a_report(form: Form, origin: str) -> None:
    assert "dikirim dari situs lain" in _refusal(_send(form, origin=origin))
    assert _send(form, origin="http://127.0.0.1").status_code == 303


def test_a_form_with_files_is_refused_unread(form: Form) -> None:
    assert "berkas tidak diterima" in _refusal(form.send())


def test_too_many_reports_from_one_connection_are_told_when_to_come_back(
    reader: Client, form: Form, clock: time_machine.Traveller
) -> None:
    filled = [_open(reader).fill(message=f"{MESSAGE} {number}") for number in range(PER_ADDRESS)]
    clock.shift(timedelta(seconds=10))
    assert {_send(one).status_code for one in filled} == {303}
    response = _send(form)
    assert "5 laporan dalam satu jam terakhir" in _refusal(response, 429)
    assert MESSAGE in decoded(response)
    clock.shift(timedelta(hours=1))
    assert _send(form).status_code == 303


def test_too_many_reports_from_everybody_are_told_so(
    form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpuntt.reports.limits.PER_HOUR", 0)
    assert "dari semua pembaca" in _refusal(_send(form), 429)


def test_a_number_that_was_never_given_is_no_page(reader: Client) -> None:
    for number in ("L-2026-0001", "L-2026-001", "l-2026-0001", "L-2026-00001"):
        assert reader.get(f"/laporkan/{number}/").status_code == 404


def test_forms_and_reports_are_not_in_the_sitemap(reader: Client, form: Form) -> None:
    _send(form)
    assert "laporkan" not in decoded(reader.get("/sitemap.xml"))
    assert '<meta name="robots" content="noindex">' in form.source
    link = re.search(r"<a [^>]*halaman=[^>]*>", decoded(reader.get(ROLL)))
    assert link
    assert 'rel="nofollow"' in link[0]


def test_the_portal_says_how_many_reports_there_are_and_how_long_answers_take(
    reader: Client, form: Form, bob: User, clock: time_machine.Traveller
) -> None:
    text = Page(reader, "/tentang/").text
    assert "ada 0 laporan, 0 di antaranya menunggu jawaban. Belum ada laporan yang dijawab." in text
    second = _open(reader).fill(message=MESSAGE)
    clock.shift(timedelta(seconds=10))
    for one in (form, second):
        _send(one)
    assert "ada 2 laporan, 2 di antaranya menunggu" in Page(reader, "/tentang/").text
    for report in FigureReport.objects.order_by("number"):
        clock.shift(timedelta(days=1))
        checked = report_check(report=report, place="", actor=bob)
        report_explain(report=checked, answer=ANSWER, actor=bob)
    assert "Median waktu sampai dijawab: 1,5 hari." in Page(reader, "/tentang/").text


def test_an_old_page_says_so_itself_when_a_report_comes_in(reader: Client, form: Form) -> None:
    etags = {
        address: reader.get(address).headers["ETag"] for address in (ROLL, "/wilayah/53.07/", "/")
    }
    _send(form)
    answers = [
        reader.get(address, headers={"if-none-match": etag}).status_code
        for address, etag in etags.items()
    ]
    assert answers == [200, 304, 304]
