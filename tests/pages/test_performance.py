"""Pages and files of the performance area."""

from __future__ import annotations

import csv
import io

import brotli
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kpuntt.caching.services import generation_bump
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from performance.models import Indicator, OfficeBuilding, PerformanceReport, Result
from tests.pages.html import Page, decoded

pytestmark = pytest.mark.django_db

INDICATORS = (
    "kompetensi-pegawai",
    "sarana-prasarana",
    "akuntabilitas-kinerja",
    "reformasi-birokrasi",
    "pemutakhiran-tepat-waktu",
    "keputusan-tepat-waktu",
    "tahapan-sesuai-jadwal",
)
ADDRESSES = (
    "/kinerja/",
    "/kinerja/2024/",
    "/kinerja/2024/versi/1/",
    *(f"/kinerja/2024/{slug}/" for slug in INDICATORS),
    "/kinerja/2024/versi/1/sarana-prasarana/",
)


def _csv(reader: Client, address: str) -> list[dict[str, str]]:
    text = decoded(reader.get(address)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _report() -> PerformanceReport:
    report: PerformanceReport = PerformanceReport.objects.published().get(slug="lkj-2024")
    return report


def _publish_correction(alice: User, bob: User) -> PerformanceReport:
    draft = publication_amend(unit=_report(), actor=alice, public_note="Tabel gedung diperbaiki.")
    OfficeBuilding.objects.filter(objective__report=draft, region="53.19").update(
        area_printed="575 m2", area=575
    )
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    return publication_publish(unit=draft, actor=bob)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_answers_with_one_heading_no_cookie_and_no_inline_code(
    reader: Client, address: str
) -> None:
    page = Page(reader, address)
    assert page.response.status_code == 200
    assert page.tags.count("h1") == 1
    assert not page.response.cookies
    assert page.tags.count("script") == page.source.count('<script src="/static/')
    assert "style=" not in page.source
    assert "unsafe" not in page.response.headers["Content-Security-Policy"]
    etag = page.response.headers["ETag"]
    assert reader.get(address, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_and_the_style_sheet_fit_into_the_first_tcp_flight(
    reader: Client, address: str
) -> None:
    sheet = brotli.compress((settings.BASE_DIR / "static/css/portal.css").read_bytes())
    assert len(reader.get(address).content) + len(sheet) <= 14 * 1024


@pytest.mark.parametrize(
    "address",
    [
        "/kinerja/2023/",
        "/kinerja/2023/sarana-prasarana/",
        "/kinerja/2024/tidak-ada/",
        "/kinerja/2024/versi/2/",
        "/kinerja/2024/versi/2/sarana-prasarana/",
        "/kinerja/2024/versi/0/",
        "/kinerja/02024/",
        "/kinerja/24/",
    ],
)
def test_a_page_that_does_not_exist_is_404(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_the_first_page_shows_the_plan_and_the_years(reader: Client) -> None:
    page = Page(reader, "/kinerja/")
    assert "7 dari 7 indikator mencapai target" in page.text
    assert "17 temuan." in page.text
    assert "Rencana strategis 2020–2024" in page.text
    assert page.source.count("<li>Me") >= 6


def test_the_year_shows_seven_indicators_under_six_objectives(reader: Client) -> None:
    page = Page(reader, "/kinerja/2024/")
    rows = page.tables[0]
    assert len(rows) == 6 + 7
    indicators = [row for row in rows if len(row) > 1]
    assert [row[0][:2] for row in indicators] == [f"{number}." for number in range(1, 8)]
    assert indicators[2] == [
        "3. Akuntabilitas kinerja",
        "B",
        "B",
        "BB",
        "103",
        "129,92 %",
        "melampaui target",
        "2 temuan",
    ]
    assert indicators[3] == [
        "4. Reformasi birokrasi",
        "79",
        "78",
        "89,25sementara",
        "114,43",
        "114,42 %target PK: 112,97 %",
        "melampaui target",
        "4 temuan",
    ]
    assert indicators[0][6:] == ["tercapai", ""]


def test_the_year_shows_staff_awards_and_trainings(reader: Client) -> None:
    page = Page(reader, "/kinerja/2024/")
    assert len(page.tables[1]) == 14
    assert page.tables[1][-1] == ["TOTAL (tercetak)", "69", "39", "30"]
    assert ["Seluruh pegawai", "63"] in page.tables[2]
    assert "Rabu, 11 Desember 2024" in page.text
    assert "bulan Juni, Agustus dan November 2023" in page.text
    assert "Tabel pegawai, jumlah: jumlah semua baris = baris TOTAL. Tercetak 69" in page.text


def test_the_year_leads_to_every_table_of_the_report(reader: Client) -> None:
    source = Page(reader, "/kinerja/2024/").source
    for name in ("sasaran-strategis", "mitigasi-risiko", "gedung-kantor", "produk-hukum"):
        assert f'href="/data/{name}/?tahun=2024"' in source
        assert reader.get(f"/data/{name}/?tahun=2024").status_code == 200


def test_the_reform_indicator_shows_both_targets_with_their_documents(reader: Client) -> None:
    page = Page(reader, "/kinerja/2024/reformasi-birokrasi/")
    assert [row[:2] for row in page.tables[0]] == [
        ["Aspek Strategis Organisasi", "79"],
        ["Rencana Kinerja Tahunan (RKT)", "79"],
        ["Perjanjian Kinerja (PK)", "79"],
        ["Ikhtisar Eksekutif", "78"],
        ["Tabel capaian, BAB III", "78"],
    ]
    for words in (
        "Capaian tercetak 114,43",
        "Capaian terhitung 114,42 % dengan target PK 112,97 %",
        "realisasi ÷ target × 100",
        "2021 bukan tahun laporan",
        "KPU Provinsi NTT (evaluasi internal)",
        "penilaian sementara",
        "Melampaui target: realisasi 89,25, target 79",
        "Anggaran untuk indikator ini tidak dinyatakan dalam laporan",
    ):
        assert words in page.text, words


def test_a_grade_names_its_method_and_its_scale(reader: Client) -> None:
    text = Page(reader, "/kinerja/2024/akuntabilitas-kinerja/").text
    assert "BB (77,95)" in text
    assert "nilai ÷ batas bawah predikat target × 100" in text
    assert "AA > 90; A > 80; BB > 70; B > 60; CC > 50; C > 30; D" in text
    assert "Tercetak 103, terhitung 129,92" in text


@pytest.mark.parametrize("slug", INDICATORS)
def test_each_indicator_shows_seven_analyses_and_says_which_are_not_given(
    reader: Client, slug: str
) -> None:
    page = Page(reader, f"/kinerja/2024/{slug}/")
    given = Indicator.objects.get(slug=slug).slots.count()
    assert page.text.count("tidak diberikan dalam laporan") == 7 - given
    assert "Efisiensi sumber daya. tidak diberikan dalam laporan" in page.text
    assert page.tags.count("svg") == 1
    assert page.text.count("Mitigasi risiko") == 1


def test_the_buildings_stand_with_their_indicator(reader: Client) -> None:
    page = Page(reader, "/kinerja/2024/sarana-prasarana/")
    assert "17 dari 24 gedung dalam tabel berkondisi baik." in page.text
    assert len(page.tables[1]) == 24
    assert page.tables[1][22][5] == "57,525 m2dapat dibaca lebih dari satu cara"
    assert page.tables[1][9][1:3] == ["KPU Flores", "Kabupaten Flores Timur"]
    assert "Tercetak 100, terhitung 70,83" in page.text


def test_the_legal_documents_stand_with_their_indicator(reader: Client) -> None:
    page = Page(reader, "/kinerja/2024/keputusan-tepat-waktu/")
    assert len(page.tables[1]) == 24
    assert page.tables[1][-1] == ["Jumlah (tercetak)", "", "240", "530"]


def test_stages_and_rolls_are_shown_by_the_pages_that_hold_them(reader: Client) -> None:
    for slug, address in (
        ("tahapan-sesuai-jadwal", "/pemilihan/pemilu-2024/"),
        ("pemutakhiran-tepat-waktu", "/pemilih/dpt-pemilu-2024/"),
    ):
        assert f'<a href="{address}">' in Page(reader, f"/kinerja/2024/{slug}/").source
        assert reader.get(address).status_code == 200


def test_a_correction_shows_at_once_and_the_old_version_stays_readable(
    reader: Client, alice: User, bob: User
) -> None:
    address = "/kinerja/2024/sarana-prasarana/"
    assert "57,525 m2" in Page(reader, address).text
    _publish_correction(alice, bob)
    now = Page(reader, address)
    assert "575 m2" in now.text
    assert "Perbaikan: Tabel gedung diperbaiki." in now.text
    former = Page(reader, "/kinerja/2024/versi/1/sarana-prasarana/")
    assert "57,525 m2" in former.text
    assert "sudah digantikan" in former.text
    assert f'href="{address}"' in former.source
    year = Page(reader, "/kinerja/2024/versi/1/")
    assert 'href="/kinerja/2024/versi/1/sarana-prasarana/"' in year.source
    titles = {page.source.split("<title>")[1].split("</title>")[0] for page in (now, former, year)}
    assert len(titles) == 3


def test_a_draft_is_invisible(reader: Client, alice: User) -> None:
    draft = publication_amend(unit=_report(), actor=alice, public_note="Sedang disusun.")
    PerformanceReport.objects.filter(pk=draft.pk).update(title="RAHASIA")
    generation_bump(area="performance")
    for address in ("/kinerja/", "/kinerja/2024/"):
        assert "RAHASIA" not in Page(reader, address).text
    assert reader.get("/kinerja/2024/versi/2/").status_code == 404
    assert len(_csv(reader, "/data/indikator-kinerja.csv")) == 7
    assert len(_csv(reader, "/data/gedung-kantor.csv")) == 24


def test_a_withdrawn_report_says_why_at_all_its_addresses(reader: Client, alice: User) -> None:
    publication_withdraw(unit=_report(), actor=alice, reason="Angka diperiksa ulang.")
    for address in ("/kinerja/2024/", "/kinerja/2024/sarana-prasarana/"):
        page = Page(reader, address)
        assert page.response.status_code == 410
        assert "Laporan ini ditarik dari penerbitan. Angka diperiksa ulang." in page.text
        assert "57,525" not in page.text
    assert "Belum ada laporan kinerja" in Page(reader, "/kinerja/").text
    assert reader.get("/kinerja/2024/versi/1/").status_code == 404
    assert _csv(reader, "/data/indikator-kinerja.csv") == []


def test_an_indicator_without_a_result_or_method_says_so(reader: Client) -> None:
    Indicator.objects.filter(slug="kompetensi-pegawai").update(method="")
    Result.objects.filter(indicator__slug="sarana-prasarana").delete()
    generation_bump(area="performance")
    unknown = Page(reader, "/kinerja/2024/kompetensi-pegawai/")
    assert "Laporan tidak memberi rumus untuk indikator ini" in unknown.text
    assert "Capaian tidak dapat dihitung" in unknown.text
    without = Page(reader, "/kinerja/2024/sarana-prasarana/")
    assert without.response.status_code == 200
    assert "svg" not in without.tags
    assert "tidak disebut" in Page(reader, "/kinerja/2024/").text


def test_the_number_of_queries_does_not_grow_with_the_rows(reader: Client) -> None:
    def queries() -> dict[str, int]:
        generation_bump(area="performance")
        counts = {}
        for address in ADDRESSES:
            with CaptureQueriesContext(connection) as captured:
                assert reader.get(address).status_code == 200
            counts[address] = len(captured)
        return counts

    before = queries()
    assert max(before.values()) < 50
    office = OfficeBuilding.objects.filter(ownership="milik").last()
    assert office is not None
    for order in range(100, 120):
        office.pk, office.order = None, order
        office.save(force_insert=True)
    assert queries() == before


def test_the_file_of_indicators_has_printed_and_computed_achievements(reader: Client) -> None:
    rows = _csv(reader, "/data/indikator-kinerja.csv?tahun=2024")
    assert [row["nomor"] for row in rows] == [str(number) for number in range(1, 8)]
    reform = rows[3]
    assert {
        name: reform[name]
        for name in (
            "target",
            "target_pk",
            "realisasi",
            "tahun_acuan",
            "sementara",
            "capaian_tercetak",
            "capaian_terhitung",
            "capaian_terhitung_pk",
        )
    } == {
        "target": "78",
        "target_pk": "79",
        "realisasi": "89,25",
        "tahun_acuan": "2021",
        "sementara": "true",
        "capaian_tercetak": "114,43",
        "capaian_terhitung": "114.42",
        "capaian_terhitung_pk": "112.97",
    }
    assert rows[2]["capaian_terhitung"] == "129.92"
    assert (rows[2]["target"], rows[2]["target_angka"], rows[2]["nilai"]) == ("B", "", "77.95")


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/data/target-kinerja.csv", 35),
        ("/data/target-kinerja.csv?tahun=2024&dokumen=pk", 7),
        ("/data/sasaran-strategis.csv", 6),
        ("/data/mitigasi-risiko.csv", 14),
        ("/data/gedung-kantor.csv", 24),
        ("/data/gedung-kantor.csv?wilayah=53.03", 2),
        ("/data/produk-hukum.csv", 24),
        ("/data/produk-hukum.csv?wilayah=53.10", 1),
        ("/data/pegawai.csv", 14),
        ("/data/penghargaan.csv", 2),
    ],
)
def test_a_file_has_the_rows_that_are_asked_for(reader: Client, address: str, count: int) -> None:
    rows = _csv(reader, address)
    assert len(rows) == count
    assert {row["sumber"] for row in rows} == {
        "Laporan Kinerja Sekretaris KPU Provinsi NTT Tahun 2024"
    }
    assert all(row["tempat"] for row in rows)


def test_an_unknown_filter_value_is_refused(reader: Client) -> None:
    assert reader.get("/data/indikator-kinerja.csv?tahun=2023").status_code == 400
    assert reader.get("/data/target-kinerja.csv?dokumen=renstra").status_code == 400
