"""The two-line summary of each data page: from the same row, at the right address, at once."""

from __future__ import annotations

import html
import json
import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from kpuntt.formatting import format_change, format_integer, format_percent
from kpuntt.headlines import LIMIT
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
)
from tests.pages.html import Page
from voters.models import Roll, RollLine

pytestmark = pytest.mark.django_db

ORIGIN = "https://data.example"
#: Pages without one headline of their own: lists that lead to others, and what the portal is.
LISTS = {
    *(
        "/pemilih/",
        "/pemilihan/",
        "/wilayah/",
        "/wilayah/banding/",
        "/kinerja/",
        "/anggaran/",
        "/berita/",
        "/data/",
        "/baru/",
    ),
    *("/rilis/", "/api/", "/cari/", "/glosarium/", "/tentang/", "/metodologi/", "/aksesibilitas/"),
}
# Of the news only a post has a sentence to pass on: /berita/2025/07/…/
POST = re.compile(r"/berita/[0-9]{4}/[0-9]{2}/[a-z].*")


@pytest.fixture(autouse=True)
def _public_host(settings: Settings) -> None:
    settings.SITE_ORIGIN = ORIGIN


def _is_list(address: str) -> bool:
    return address in LISTS or (address.startswith("/berita/") and not POST.fullmatch(address))


def _summary(reader: Client, address: str) -> tuple[str, str]:
    """Both lines of the summary on a page; the second without the words before the address."""
    source = Page(reader, address).source
    found = re.search(r"<textarea [^>]*>(.*?)</textarea>", source, re.DOTALL)
    assert found is not None, address
    sentence, second = html.unescape(found[1]).split("\n")
    words, _, link = second.partition(": ")
    assert words == "Sumber dan rincian"
    return sentence, link


def _rows(reader: Client, query: str) -> list[dict[str, Any]]:
    file = Page(reader, f"/data/{query}").source
    rows: list[dict[str, Any]] = json.loads(file)["baris"]
    return rows


def test_every_data_page_has_one_summary_that_leads_back_to_it(
    reader: Client, addresses: list[str]
) -> None:
    pages = [address for address in addresses if not _is_list(address)]
    assert len(pages) > 100
    for address in pages:
        sentence, link = _summary(reader, address)
        assert link == ORIGIN + address
        assert len(sentence) <= LIMIT, sentence
        assert Page(reader, address).source.count("js/copy") == 1, address


def test_a_page_without_a_summary_does_not_load_its_script_either(reader: Client) -> None:
    for address in LISTS:
        page = Page(reader, address)
        assert "textarea" not in page.tags, address
        assert "js/copy" not in page.source, address


def test_the_sentence_of_every_roll_has_the_figures_of_its_row(reader: Client) -> None:
    rows = [row for row in _rows(reader, "daftar-pemilih.json") if row["kode_wilayah"] == "53"]
    totals = {row["daftar"]: row["jumlah"] for row in rows}
    assert len(rows) == 13
    for row in rows:
        sentence, _link = _summary(reader, f"/pemilih/{row['daftar']}/")
        assert f": {format_integer(row['jumlah'])} pemilih di NTT" in sentence
        assert ("laki-laki" in sentence) == (row["laki_laki"] is not None)
        for name in ("laki_laki", "perempuan"):
            if row[name] is not None:
                assert f"{format_integer(row[name])} {name.replace('_', '-')}" in sentence
        assert ("menurut pers" in sentence) == row["jenis_sumber"].startswith("Pers")
        baseline = totals.get(row["daftar_asal"])
        assert ("dibanding" in sentence) == (baseline is not None)
        if baseline is not None:
            assert f", {format_change(row['jumlah'] - baseline)} dibanding" in sentence


def test_the_first_page_says_the_same_as_the_roll_it_leads_with(reader: Client) -> None:
    sentence, link = _summary(reader, "/")
    assert sentence == _summary(reader, "/pemilih/pdpb-2025-semester-1/")[0]
    assert link == f"{ORIGIN}/"


def test_the_sentence_of_every_regency_has_the_figures_of_its_row(reader: Client) -> None:
    rows = _rows(reader, "daftar-pemilih.json?daftar=dpt-pilkada-2024")
    regencies = [row for row in rows if row["kode_wilayah"] != "53"]
    assert len(regencies) == 22
    for row in regencies:
        sentence, _link = _summary(reader, f"/wilayah/{row['kode_wilayah']}/")
        assert sentence.startswith(
            f"{row['nama_wilayah']}: {format_integer(row['jumlah'])} pemilih dalam DPT Pilkada 2024"
            f" ({format_integer(row['laki_laki'])} laki-laki, "
            f"{format_integer(row['perempuan'])} perempuan)"
        )


def test_the_sentence_of_an_election_has_the_figures_of_its_winning_row(reader: Client) -> None:
    rows = _rows(reader, "hasil-pemilihan.json?pemilihan=pilgub-2024")
    winner = max(rows, key=lambda row: row["suara_sah"])
    sentence, _link = _summary(reader, "/pemilihan/pilgub-2024/")
    assert winner["calon"] in sentence
    total = sum(row["suara_sah"] for row in rows)
    assert f"{format_integer(winner['suara_sah'])} dari {format_integer(total)} suara" in sentence
    assert format_percent(Decimal(str(winner["persen"]))) in sentence


def test_the_sentence_of_every_budget_line_has_the_figures_of_its_row(reader: Client) -> None:
    rows = _rows(reader, "realisasi-anggaran.json?tahun=2024")
    assert len(rows) > 30
    for row in rows:
        sentence, _link = _summary(reader, f"/anggaran/2024/{row['kode']}/")
        assert format_percent(Decimal(str(row["persen"]))) in sentence
        assert f"pagu Rp {format_integer(row['pagu'])}" in sentence
        assert ("realisasi" in sentence.rpartition(" terserap ")[2]) == (
            row["realisasi"] is not None
        )
        assert ("dihitung portal" in sentence) == (row["jenis_baris"] == "Penyeimbang")
    total = next(row for row in rows if row["kode"] == "TOTAL")
    sentence, _link = _summary(reader, "/anggaran/2024/")
    assert f"realisasi Rp {format_integer(total['realisasi'])} dari pagu" in sentence


def test_the_sentence_of_the_grants_has_the_printed_totals_and_their_purse(reader: Client) -> None:
    total = next(row for row in _rows(reader, "hibah-pilkada.json") if row["baris_jumlah"])
    sentence, _link = _summary(reader, "/anggaran/hibah-pilkada-2024/")
    assert f"Rp {format_integer(total['hibah_pilbup'])} untuk pemilihan bupati" in sentence
    assert f"Rp {format_integer(total['hibah_pilgub'])} untuk pemilihan gubernur" in sentence
    assert "di luar DIPA, 2 temuan." in sentence


def test_the_sentence_of_every_indicator_has_the_cells_of_its_row(reader: Client) -> None:
    rows = _rows(reader, "indikator-kinerja.json?tahun=2024")
    assert len(rows) == 7
    for row in rows:
        sentence, _link = _summary(reader, f"/kinerja/2024/{row['kode']}/")
        assert f"realisasi {row['realisasi']}" in sentence
        assert f"target {row['target_pk']}, " in sentence
        assert f"capaian tercetak {row['capaian_tercetak']}" in sentence
        computed = format_percent(Decimal(str(row["capaian_terhitung_pk"])))
        assert f"capaian terhitung {computed}" in sentence
        assert ("sementara" in sentence) == row["sementara"]
    sentence, _link = _summary(reader, "/kinerja/2024/")
    assert "7 dari 7 indikator mencapai target" in sentence


@pytest.mark.parametrize("query", ["", "?daftar=dpt-pilkada-2024"])
def test_a_dataset_is_told_whole_whatever_filter_is_on(reader: Client, query: str) -> None:
    rows = format_integer(len(_rows(reader, "daftar-pemilih.json")))
    as_of = re.search(r"Data per (\d+ \w+ \d{4})", Page(reader, "/data/daftar-pemilih/").text)
    assert as_of is not None
    sentence, link = _summary(reader, f"/data/daftar-pemilih/{query}")
    assert sentence.startswith(f"Dataset Daftar pemilih: {rows} baris, data per {as_of[1]};")
    assert link == f"{ORIGIN}/data/daftar-pemilih/"


def test_the_register_is_told_as_it_is_narrowed_and_leads_to_the_same_choice(
    reader: Client,
) -> None:
    sentence, link = _summary(reader, "/temuan/")
    assert f"{len(_rows(reader, 'temuan.json'))} temuan" in sentence
    assert link == f"{ORIGIN}/temuan/"
    sentence, link = _summary(reader, "/temuan/?status=semua&bidang=performance")
    assert "bidang Kinerja: 17 temuan" in sentence
    assert link == f"{ORIGIN}/temuan/?bidang=performance"


def test_a_correction_changes_the_sentence_at_once_and_the_old_version_keeps_its_own(
    reader: Client, alice: User, bob: User
) -> None:
    address = "/pemilih/dpt-pilkada-2024/"
    before, _link = _summary(reader, address)
    draft = publication_amend(
        unit=Roll.objects.get(slug="dpt-pilkada-2024"), actor=alice, public_note="Salah ketik."
    )
    RollLine.objects.filter(roll=draft, region="53").update(total=3_988_399)
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    assert _summary(reader, address)[0] == before
    publication_publish(unit=draft, actor=bob)

    sentence, link = _summary(reader, address)
    assert sentence.startswith("DPT Pilkada 2024: 3.988.399 pemilih di NTT")
    assert link == ORIGIN + address
    former, link = _summary(reader, f"{address}versi/1/")
    assert former.startswith("DPT Pilkada 2024, versi 1: 3.988.372 pemilih di NTT")
    assert link == f"{ORIGIN}{address}versi/1/"
    assert "versi" not in _summary(reader, f"{address}versi/2/")[0]


def _meta(reader: Client, address: str) -> dict[str, str]:
    source = Page(reader, address).source
    found = re.findall(r'<meta property="og:(\w+)"\s+content="([^"]*)"', source)
    return {name: html.unescape(content) for name, content in found}


def test_every_page_tells_other_sites_its_title_its_sentence_and_its_address(
    reader: Client, addresses: list[str]
) -> None:
    for address in addresses:
        meta, source = _meta(reader, address), Page(reader, address).source
        title = html.unescape(source.partition("<title>")[2].partition("</title>")[0])
        assert meta["title"] == title
        assert meta["url"] == ORIGIN + address
        assert meta["locale"] == "id_ID"
        canonical = f'<link rel="canonical" href="{ORIGIN}{address}">'
        assert (canonical in source) != _is_list(address), address
        if not _is_list(address):
            assert meta["description"] == _summary(reader, address)[0]
        else:
            assert f'<meta name="description" content="{meta["description"]}">' in source


def test_a_filtered_page_names_the_address_without_the_filter_as_canonical(reader: Client) -> None:
    source = Page(reader, "/pemilih/dpt-pilkada-2024/?nama=sikka").source
    assert f'<link rel="canonical" href="{ORIGIN}/pemilih/dpt-pilkada-2024/">' in source


def test_an_error_page_has_nothing_to_share(reader: Client) -> None:
    for address in ("/tidak-ada/", "/data/wilayah/?wilayah=5310"):
        page = Page(reader, address)
        assert page.response.status_code in {400, 404}
        assert "og:" not in page.source
        assert "textarea" not in page.tags


def test_another_public_address_is_another_page(reader: Client, settings: Settings) -> None:
    before = reader.get("/").headers["ETag"]
    settings.SITE_ORIGIN = "https://other.example"
    response = reader.get("/", headers={"if-none-match": before})
    assert response.status_code == 200
    assert _summary(reader, "/")[1] == "https://other.example/"
