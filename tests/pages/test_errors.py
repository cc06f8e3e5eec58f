"""Errors are for the person who meets them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.pages.html import Page, body_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/data/daftar-pemilih/?wilayah=5310", "Nilai “5310” untuk “wilayah” tidak dikenal"),
        ("/data/daftar-pemilih.csv?wilayah=5310", "Nilai “5310” untuk “wilayah” tidak dikenal"),
        ("/data/daftar-pemilih.csv?daftar=", "Nilai “” untuk “daftar” tidak dikenal"),
        ("/data/daftar-pemilih.json?kabupaten=53.01", "Parameter “kabupaten” tidak dikenal"),
        ("/data/wilayah.xlsx?halaman=2", "Parameter “halaman” tidak dikenal"),
        ("/data/wilayah/?halaman=77", "Halaman 77 tidak ada; halaman terakhir 76"),
        ("/data/wilayah/?halaman=0", "“halaman=0” tidak dikenal"),
        ("/data/wilayah/?urut=pk", "Tidak ada kolom “pk”"),
        ("/data/temuan/?status=semua&status=terbuka", "hanya boleh diisi sekali"),
        ("/pemilih/dpt-pilkada-2024/?urut=bar", "Kolom untuk mengurutkan tidak dikenal"),
        ("/pemilih/dpt-pilkada-2024/?nama=" + "x" * 41, "paling banyak 40 huruf"),
        ("/temuan/?status=lama", "Status itu tidak dikenal"),
        ("/temuan/?bidang=lain", "Bidang itu tidak dikenal"),
        ("/wilayah/?cari=" + "x" * 65, "paling banyak 64 huruf"),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(
    reader: Client, address: str, sentence: str
) -> None:
    page = Page(reader, address)
    assert page.response.status_code == 400
    assert sentence in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/tidak-ada/",
        "/wilayah/5310/",
        "/wilayah/53.99/",
        "/wilayah/53.01.04/",
        "/pemilih/pdpb-2025-semester-2/",
        "/pemilihan/pilgub-2029/",
        "/data/gaji/",
        "/data/wilayah.ods",
    ],
)
def test_a_page_that_does_not_exist_is_404_with_a_way_on(reader: Client, address: str) -> None:
    page = Page(reader, address)
    assert page.response.status_code == 404
    assert "Halaman tidak ditemukan" in page.text
    assert 'href="/wilayah/"' in page.source


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("/wilayah/5307/", "/wilayah/53.07/"),
        ("/Pemilh/", "/pemilih/"),
        ("/pemilih/dpt-pilkada-2025/", "/pemilih/dpt-pilkada-2024/"),
        ("/data/daftar-pemilih.xls", "/data/daftar-pemilih/"),
    ],
)
def test_a_mistyped_address_is_answered_with_what_was_meant(
    reader: Client, mistyped: str, meant: str
) -> None:
    page = Page(reader, mistyped)
    assert page.response.status_code == 404
    assert page.link(meant) == meant


def test_an_address_that_is_not_there_offers_a_search_for_its_words(reader: Client) -> None:
    assert 'name="q" value="flores timur"' in Page(reader, "/wilayah/flores-timur/").source
    assert 'name="q" value="script"' in Page(reader, "/%3Cscript%3E/").source


def test_a_code_of_the_statistics_office_is_not_taken_for_a_region(reader: Client) -> None:
    words = "Kode tanpa titik dipakai BPS dan dapat berarti tempat lain"
    assert words in Page(reader, "/wilayah/5310/").text
    assert words not in Page(reader, "/wilayah/53.99/").text


@pytest.mark.parametrize("path", ["/%3Cscript%3E/", "/" + "a" * 500 + "/", "/wp-login.php"])
def test_an_address_like_no_other_suggests_nothing_and_is_not_repeated(
    reader: Client, path: str
) -> None:
    page = Page(reader, path)
    assert page.response.status_code == 404
    assert "Mungkin yang Anda maksud" not in page.text
    assert path.strip("/") not in page.source


def test_many_addresses_that_are_not_there_cost_one_query_each(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader.get("/tidak-ada/")
    with django_assert_num_queries(1):
        reader.get("/tidak-ada-juga/")


def test_a_nul_in_a_name_is_no_region_and_no_fault(reader: Client) -> None:
    assert reader.get("/wilayah/?cari=%00").status_code == 200


def test_a_refusal_shows_the_reader_s_words_escaped(reader: Client) -> None:
    page = Page(reader, "/data/wilayah/?wilayah=<script>alert(1)</script>")
    assert page.response.status_code == 400
    assert "<script>" not in page.source


def test_a_fault_of_ours_is_a_500_in_indonesian_without_the_database(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpuntt.views.pages.quality_summary", lambda: 1 / 0)
    reader.raise_request_exception = False
    page = Page(reader, "/tentang/")
    assert page.response.status_code == 500
    assert "kesalahan di pihak kami" in page.text


def test_a_form_without_its_token_is_a_403_in_indonesian(db: None) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    response = strict.post("/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "muat ulang halamannya" in response.content.decode()


def test_public_pages_only_answer_reading(reader: Client) -> None:
    assert reader.post("/pemilih/").status_code == 405


def test_head_answers_like_get_without_a_body(reader: Client) -> None:
    for address in ("/", "/data/wilayah.csv", "/data/wilayah.xlsx"):
        response = reader.head(address)
        assert response.status_code == 200
        assert body_of(response) == b""
        again = reader.get(address, headers={"if-none-match": response.headers["ETag"]})
        assert again.status_code == 304
