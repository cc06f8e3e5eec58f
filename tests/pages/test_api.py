"""The interface for programs: paging, versions, changes, errors, and access from other sites."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from kpuntt.datasets import CATALOGUE
from kpuntt.exports.query import format_moment
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from tests.pages.html import Page, body_of, decoded
from voters.models import Roll

ROLLS = "/data/daftar-pemilih.json"


def _json(reader: Client, address: str) -> Any:
    return json.loads(decoded(reader.get(address)))


def _correct(maker: User, verifier: User) -> str:
    """Correct the polling stations of Ende in one roll; return the moment just before."""
    roll = Roll.objects.published().get(slug="dpt-pilkada-2024")
    draft = publication_amend(unit=roll, actor=maker, public_note="TPS Ende diperbaiki.")
    draft.lines.filter(region_id="53.08").update(polling_stations=1)
    before = format_moment(timezone.now())
    publication_submit(unit=draft, actor=maker)
    publication_verify(unit=draft, actor=verifier)
    publication_publish(unit=draft, actor=verifier)
    return before


def test_pages_of_json_hold_all_rows_once_and_lead_to_each_other(reader: Client) -> None:
    whole = _json(reader, ROLLS)["baris"]
    rows: list[Any] = []
    address: str | None = f"{ROLLS}?ukuran=10"
    while address is not None:
        page = _json(reader, address)
        assert (page["jumlah_baris"], page["jumlah_halaman"]) == (len(whole), 4)
        rows += page["baris"]
        address = page["berikutnya"]
    assert rows == whole
    assert _json(reader, f"{ROLLS}?ukuran=10&halaman=2")["sebelumnya"].endswith(
        "/data/daftar-pemilih.json?halaman=1&ukuran=10"
    )


def test_a_page_behind_the_last_is_refused(reader: Client) -> None:
    answer = reader.get(f"{ROLLS}?halaman=99")
    assert answer.status_code == 404
    assert json.loads(answer.content)["detail"] == "Halaman 99 tidak ada; halaman terakhir 1."


@pytest.mark.parametrize("extension", ["csv", "xlsx", "json"])
def test_a_refusal_is_a_problem_document_in_one_sentence(reader: Client, extension: str) -> None:
    answer = reader.get(f"/data/daftar-pemilih.{extension}?wilayah=5307")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = json.loads(answer.content)
    assert problem["status"] == 400
    assert problem["detail"].startswith("Nilai “5307” untuk “wilayah” tidak dikenal.")
    assert problem["instance"] == f"/data/daftar-pemilih.{extension}"


def test_a_dataset_that_is_not_there_is_a_problem_document_too(reader: Client) -> None:
    for address in ("/data/pemilih.csv", "/data/pemilih/datapackage.json"):
        answer = reader.get(address)
        assert answer.status_code == 404
        assert json.loads(answer.content)["title"] == "Tidak ditemukan"


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_only_reading_is_allowed(reader: Client, method: str) -> None:
    answer = getattr(reader, method)(ROLLS)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert json.loads(answer.content)["status"] == 405


def test_scripts_of_other_sites_may_read_files_but_not_pages(reader: Client) -> None:
    for address in (ROLLS, "/data/wilayah.csv", "/api/openapi.json", f"{ROLLS}?salah=1"):
        headers = reader.get(address).headers
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Set-Cookie" not in headers
    assert "Access-Control-Allow-Origin" not in reader.get("/data/").headers
    preflight = reader.options(ROLLS)
    assert preflight.status_code == 204
    assert preflight.headers["Access-Control-Allow-Headers"] == "If-None-Match, Range"


def test_an_unchanged_file_is_answered_with_304(reader: Client) -> None:
    etag = reader.get(ROLLS).headers["ETag"]
    assert reader.get(ROLLS, headers={"if-none-match": etag}).status_code == 304


def test_a_correction_is_what_has_changed_since(reader: Client, alice: User, bob: User) -> None:
    before = _correct(alice, bob)
    changed = _json(reader, f"{ROLLS}?sejak={before}")["baris"]
    assert {row["daftar"] for row in changed} == {"dpt-pilkada-2024"}
    assert len(changed) == 23


def test_a_snapshot_link_keeps_its_version_in_page_and_files(
    reader: Client, alice: User, bob: User
) -> None:
    page = Page(reader, "/data/daftar-pemilih/?daftar=dpt-pilkada-2024&wilayah=53.08")
    link = page.link("Tautan tetap ke versi ini")
    former = _json(reader, f"{ROLLS}?daftar=dpt-pilkada-2024&wilayah=53.08")["baris"]
    _correct(alice, bob)
    assert _json(reader, f"{ROLLS}?daftar=dpt-pilkada-2024&wilayah=53.08")["baris"] != former
    assert _json(reader, link.replace("daftar-pemilih/", "daftar-pemilih.json"))["baris"] == former
    kept = Page(reader, link)
    assert "Tabel ini seperti terbaca pada" in kept.text
    assert f">{former[0]['tps']}<" in kept.source
    assert kept.link("Lihat yang terbaru") == "/data/daftar-pemilih/"


def test_a_moment_to_come_has_no_version(reader: Client) -> None:
    soon = format_moment(timezone.now() + timedelta(days=1))
    assert reader.get(f"{ROLLS}?per={soon}").status_code == 404
    assert _json(reader, f"{ROLLS}?sejak={soon}")["baris"] == []
    assert reader.get(f"/data/daftar-pemilih/?per={soon}").status_code == 400


def test_the_citation_names_title_version_and_an_address_that_lasts(reader: Client) -> None:
    page = Page(reader, "/data/realisasi-anggaran/?tahun=2024")
    assert "KPU Provinsi Nusa Tenggara Timur. Realisasi anggaran, data per " in page.text
    assert "/data/realisasi-anggaran/?tahun=2024&per=20" in page.text


def test_the_catalogue_is_searched_by_words_and_narrowed_by_facets(reader: Client) -> None:
    def found(query: str) -> list[str]:
        titles = {str(dataset.title) for dataset in CATALOGUE.values()}
        return [
            href
            for text, href in Page(reader, f"/data/{query}").links
            if text in titles and href.startswith("/data/")
        ]

    assert len(found("")) == len(CATALOGUE)
    assert found("?q=disabilitas") == ["/data/pemilih-disabilitas/"]
    assert found("?bidang=budget") == ["/data/realisasi-anggaran/", "/data/hibah-pilkada/"]
    assert found("?bidang=budget&wilayah=ya") == ["/data/hibah-pilkada/"]
    assert found("?q=tidakada") == []
    assert reader.get("/data/?bidang=lain").status_code == 400
    assert reader.get("/data/?q=" + "x" * 65).status_code == 400


def test_sizes_beside_the_links_are_those_of_the_files(reader: Client) -> None:
    text = Page(reader, "/data/hibah-pilkada/").text
    size = len(body_of(reader.get("/data/hibah-pilkada.csv")))
    assert 2000 < size < 10_000
    assert f"CSV ({size / 1000:.1f} kB)".replace(".", ",") in text


def test_the_feeds_tell_of_publications_and_of_corrections(
    reader: Client, alice: User, bob: User
) -> None:
    published = feedparser.parse(decoded(reader.get("/data/umpan/")))
    assert len(published.entries) >= 17
    assert not feedparser.parse(decoded(reader.get("/data/umpan/koreksi/"))).entries
    _correct(alice, bob)
    withdrawn = Roll.objects.published().get(slug="dps-pemilu-2024")
    publication_withdraw(unit=withdrawn, actor=bob, reason="Salah unggah.")
    corrections = feedparser.parse(decoded(reader.get("/data/umpan/koreksi/"))).entries
    assert [(entry.title, entry.summary) for entry in corrections] == [
        (f"{withdrawn}: ditarik", "Salah unggah."),
        ("DPT Pilkada 2024: versi perbaikan 2", "TPS Ende diperbaiki."),
    ]
    assert corrections[1].link.endswith("/pemilih/dpt-pilkada-2024/")
    assert len({entry.id for entry in published.entries}) == len(published.entries)
