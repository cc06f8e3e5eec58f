"""The two languages: each page in both, nothing of one in the other, and nothing of the reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation
from pytest_django import Settings

from budget.models import BudgetLine, BudgetSnapshot, GrantReport
from kpuntt.datasets import CATALOGUE
from kpuntt.exports.dataset import UNITS
from kpuntt.formatting import format_size
from kpuntt.glossary import term_of
from kpuntt.language import ENGLISH, INDONESIAN, path_in
from kpuntt.provenance.models import Document
from kpuntt.publishing.services import publication_withdraw
from kpuntt.reports.services import report_add, report_check, report_correct
from kpuntt.schedule.models import PlannedRelease
from news.models import Picture, Post, Tag
from performance.models import AchievementBand, Indicator, PerformanceReport, Training
from performance.models.scale import BAND_NAMES
from tests.pages.html import Page, body_of, decoded
from tests.pages.words import foreign
from tests.releases import FIRST, SECOND, correct, export
from voters.models import Contest, Election, Roll

pytestmark = pytest.mark.django_db

#: Pages that the sitemap does not list; each has words of its own.
BESIDES = (
    "/pemilih/dpt-pilkada-2024/?nama=sumba",
    "/pemilih/dpt-pilkada-2024/versi/1/",
    "/pemilih/pdpb-2022-semester-1/",
    "/pemilihan/pilkada-2024/",
    "/pemilihan/pemilu-2019/",
    "/kinerja/2024/pemutakhiran-tepat-waktu/",
    "/kinerja/2024/sarana-prasarana/",
    "/kinerja/2024/versi/1/",
    "/anggaran/2024/?urut=terbesar",
    "/anggaran/2024/CQ.6709.tidak-dirinci/",
    "/anggaran/realisasi-2024-12/versi/1/",
    "/wilayah/?cari=5310",
    "/wilayah/53/",
    "/wilayah/banding/?kode=53.07&kode=53.71",
    "/data/?q=pemilih&bidang=voters",
    "/data/?q=tidakada",
    "/data/daftar-pemilih/?daftar=dpt-pilkada-2024&urut=-jumlah",
    "/data/daftar-pemilih/?sejak=2020-01-01",
    "/data/daftar-pemilih/?per=2020-01-01T00:00:00Z",
    "/laporkan/?halaman=/pemilih/dpt-pilkada-2024/",
    "/temuan/?bidang=budget&status=terbuka",
    "/berita/?sebelum=2025-07-04",
    "/cari/?q=pemilih",
    "/cari/?q=malakka",
    "/cari/?q=x",
    "/cari/?q=%25%25",
)
#: What exists once, in no language.
ONCE = re.compile(
    r"/(?:data/[a-z-]+\.(?:csv|xlsx|json)|data/(?:[a-z-]+/)?datapackage\.json|data/umpan/"
    r"|grafik/|rilis/(?:\d{4}-\d\d/.|situs-luring\.zip|jadwal\.ics)|katalog\.jsonld"
    r"|api/openapi\.json|sw\.js|manifest\.webmanifest|berita/(?:umpan|dilihat)/|media/|static/)"
)
ERRORS = (
    ("/tidak-ada/", 404),
    ("/pemilih/tidak-ada/", 404),
    ("/data/wilayah/?wilayah=5310", 400),
    ("/data/wilayah/?rahasia=1", 400),
    ("/data/wilayah/?urut=rahasia", 400),
    ("/data/wilayah/?halaman=999", 400),
    ("/pemilih/dpt-pilkada-2024/?urut=rahasia", 400),
    ("/anggaran/2024/?urut=rahasia", 400),
    ("/temuan/?bidang=rahasia", 400),
    ("/wilayah/5310/", 404),
    ("/wilayah/banding/?kode=99.99", 400),
    ("/wilayah/banding/?kode=53.07", 400),
    ("/data/?bidang=rahasia", 400),
    ("/data/wilayah/?sejak=kemarin", 400),
    ("/data/daftar-pemilih/?per=2999-01-01", 400),
    ("/laporkan/", 400),
    ("/laporkan/L-2026-9999/", 404),
    ("/berita/?sebelum=kemarin", 400),
)


@pytest.fixture
def kinds(addresses: list[str]) -> list[str]:
    """One page of each kind, and every dataset, whose words are its own."""
    with translation.override(INDONESIAN):
        views = {resolve(address).view_name: address for address in reversed(addresses)}
    datasets = [address for address in addresses if address.startswith("/data/")]
    return [*dict.fromkeys([*views.values(), *datasets, *BESIDES])]


@pytest.fixture
def titles() -> list[str]:
    """Words of the data that may stand in titles and attributes, the longest first."""
    found = [
        *map(str, BudgetLine.objects.all()),
        *BudgetSnapshot.objects.values_list("title", flat=True),
        *GrantReport.objects.values_list("title", flat=True),
        *Roll.objects.values_list("title", flat=True),
        *Contest.objects.values_list("name", flat=True),
        *Election.objects.values_list("name", flat=True),
        *Election.objects.values_list("short_name", flat=True),
        *PerformanceReport.objects.values_list("title", flat=True),
        *Indicator.objects.values_list("name", flat=True),
        *Indicator.objects.values_list("short_name", flat=True),
        *Post.objects.values_list("title", flat=True),
        *Post.objects.values_list("summary", flat=True),
        *Picture.objects.values_list("alt", flat=True),
        *Tag.objects.values_list("name", flat=True),
        *PlannedRelease.objects.values_list("title", flat=True),
        *CATALOGUE,
    ]
    return sorted({" ".join(str(words).split()) for words in found}, key=len, reverse=True)


@pytest.fixture
def corrected(shelf: Path, settings: Settings, alice: User, bob: User) -> Path:
    """The public shelf with two releases, the second of which corrects the first."""
    settings.RELEASES_ROOT = shelf
    correct(alice, bob)
    export(SECOND, None)
    return shelf


def _english(path: str) -> str:
    return path_in(ENGLISH, path)


def test_no_page_of_the_english_interface_says_anything_in_indonesian(
    reader: Client, kinds: list[str], titles: list[str]
) -> None:
    assert _faults(reader, kinds, titles) == {}


def _faults(reader: Client, addresses: list[str], titles: list[str]) -> dict[str, str]:
    """Return what the English editions say in Indonesian, by the address that says it."""
    faults = {}
    for address in map(_english, addresses):
        page = Page(reader, address)
        assert page.response.status_code == 200, address
        assert '<html lang="en">' in page.source, address
        faults.update(dict.fromkeys(foreign(page.source, ENGLISH, titles), address))
    return faults


def test_releases_speak_english_and_lead_to_the_files_that_exist_once(
    reader: Client, corrected: Path, titles: list[str]
) -> None:
    pages = ["/rilis/", f"/rilis/{FIRST}/", f"/rilis/{SECOND}/", "/baru/", "/"]
    assert _faults(reader, pages, titles) == {}
    page = Page(reader, f"/en/rilis/{SECOND}/")
    assert re.search(r"\d+ cells changed since the release of August 2025", page.text)
    assert "correction" in page.tables[1][0]
    files = re.findall(rf'href="(/rilis/{SECOND}/[^"]+)"', page.source)
    assert f"/rilis/{SECOND}/perubahan.csv" in files
    for file in files:
        assert (corrected / file.removeprefix("/rilis/")).is_file(), file
        assert reader.get(f"/en{file}").status_code == 404
    assert not re.search(r'href="[a-z][^":]*"', page.source.partition("<main")[2])


def test_every_state_of_a_report_speaks_english(
    reader: Client, bob: User, titles: list[str]
) -> None:
    report = report_add(
        path="/pemilih/dpt-pilkada-2024/",
        place="kolom TPS",
        message="Angka ini seharusnya 558 menurut berita acara.",
        email="",
        form="satu",
        sender=None,
    )
    pages = [report.get_absolute_url(), report.path, "/tentang/"]
    steps: dict[str, Callable[[], object]] = {
        "Received": lambda: None,
        "Being checked": lambda: report_check(report=report, place="kolom TPS", actor=bob),
        "Corrected": lambda: report_correct(
            report=report,
            answer="Sudah kami perbaiki menurut berita acara.",
            correction="/wilayah/53.07/",
            actor=bob,
        ),
    }
    for state, step in steps.items():
        step()
        assert _faults(reader, pages, titles) == {}
        for address in pages[:2]:
            assert state in Page(reader, _english(address)).text
    status = Page(reader, _english(pages[0])).source
    assert 'href="/en/wilayah/53.07/"' in status
    assert 'href="/en/pemilih/dpt-pilkada-2024/"' in status


def test_a_wrong_english_address_is_answered_with_english_ones(reader: Client) -> None:
    for path in ("/en/pemilih/dpt-pilkada-2042/", "/pemilih/dpt-pilkada-2042/"):
        meant = re.findall(r'<li><a href="([^"]+)"><code>/', Page(reader, path).source)
        assert path.replace("2042", "2024") in meant
        assert {link.startswith("/en/") for link in meant} == {path.startswith("/en/")}


def test_the_size_of_a_file_is_that_of_the_only_one_there_is(reader: Client) -> None:
    first = Page(reader, "/en/data/penghargaan/").text
    cache.clear()
    second = Page(reader, "/data/penghargaan/").text
    size = len(body_of(reader.get("/data/penghargaan.json")))
    with translation.override(ENGLISH):
        assert f"JSON ({format_size(size)})" in first
    assert f"JSON ({format_size(size)})" in second


def test_a_citation_leads_to_the_edition_that_is_cited(reader: Client) -> None:
    for path in ("/data/wilayah/", "/en/data/wilayah/"):
        cited = Page(reader, path).source.partition('<p class="cite">')[2].partition("</p>")[0]
        assert cited.endswith(f"{settings.SITE_ORIGIN}{path}")


def test_a_term_is_explained_in_the_language_of_the_page(reader: Client) -> None:
    term = term_of("TMS")
    assert term is not None
    assert escape(term.meaning_en) in Page(reader, "/en/pemilih/pdpb-2025-semester-1/").source
    assert escape(term.meaning) in Page(reader, "/pemilih/pdpb-2025-semester-1/").source
    with translation.override(ENGLISH):
        shown = Template('{% load terms %}{% term "pagu" %}{% term "DPT" %}').render(Context())
    assert '<span lang="id">pagu</span>' in shown
    assert '<abbr lang="id" title="Daftar Pemilih Tetap">DPT</abbr>' in shown


def test_no_page_of_the_indonesian_interface_says_anything_in_english(
    reader: Client, kinds: list[str]
) -> None:
    # The report names its trainings in its own mixture of both.
    data = [*Training.objects.values_list("name", flat=True)]
    faults = {}
    for address in kinds:
        source = Page(reader, address).source
        assert '<html lang="id">' in source, address
        for name in data:
            source = source.replace(name, "")
        faults.update(dict.fromkeys(foreign(source, INDONESIAN), address))
    assert faults == {}


@pytest.mark.parametrize(("address", "status"), ERRORS)
def test_refusals_speak_the_language_of_the_address(
    reader: Client, address: str, status: int
) -> None:
    for language in (INDONESIAN, ENGLISH):
        page = Page(reader, path_in(language, address))
        assert page.response.status_code == status
        assert f'<html lang="{language}">' in page.source
        assert list(foreign(page.source, language)) == []
        assert "hreflang" not in page.source.partition("</head>")[0]


def test_a_withdrawn_roll_answers_in_english_too(reader: Client, alice: User) -> None:
    roll = Roll.objects.get(slug="coklit-pilkada-2024")
    publication_withdraw(unit=roll, actor=alice, reason="Angka belum final.")
    page = Page(reader, "/en/pemilih/coklit-pilkada-2024/")
    assert page.response.status_code == 410
    assert "This roll has been withdrawn from publication. Angka belum final." in page.text
    assert '<span lang="id">Angka belum final.</span>' in page.source


def test_every_page_exists_in_both_languages_and_names_the_other(
    addresses: list[str], english_addresses: list[str], reader: Client
) -> None:
    assert english_addresses == [_english(address) for address in addresses]
    for address in (
        "/",
        "/pemilih/",
        "/wilayah/53.07/",
        "/wilayah/banding/",
        "/temuan/",
        "/berita/2025/07/",
        "/rilis/jadwal/",
        "/data/daftar-pemilih/",
        "/metodologi/",
    ):
        for path in (address, _english(address)):
            head = Page(reader, path).source.partition("</head>")[0]
            named = dict(
                re.findall(r'<link rel="alternate"\s+hreflang="([^"]+)"\s+href="([^"]+)">', head)
            )
            assert named == {
                "id": f"{settings.SITE_ORIGIN}{address}",
                "en": f"{settings.SITE_ORIGIN}{_english(address)}",
                "x-default": f"{settings.SITE_ORIGIN}{address}",
            }


def test_the_sitemap_names_the_other_language_of_each_page(reader: Client) -> None:
    entry = decoded(reader.get("/sitemap.xml")).partition("/pemilih/</loc>")[2].partition("</url>")
    assert 'hreflang="en" href="http://127.0.0.1/en/pemilih/"' in entry[0]
    assert 'hreflang="id" href="http://127.0.0.1/pemilih/"' in entry[0]
    assert 'hreflang="x-default" href="http://127.0.0.1/pemilih/"' in entry[0]


def test_a_reader_switches_the_language_and_keeps_the_choices(reader: Client) -> None:
    address = "/pemilih/dpt-pilkada-2024/?nama=sumba"
    assert _switch(reader, address) == f"/en{address}"
    assert _switch(reader, f"/en{address}") == address
    assert _switch(reader, "/en/") == "/"
    assert _switch(reader, "/tidak-ada/") == "/en/"


def _switch(reader: Client, address: str) -> str:
    header = Page(reader, address).source.partition("</header>")[0].partition("<header")[2]
    found = re.search(r'<a class="other"\s+href="([^"]+)"\s+lang="\w\w"\s+hreflang="\w\w">', header)
    assert found is not None, address
    return found[1]


def test_all_links_of_an_english_page_stay_english(reader: Client, kinds: list[str]) -> None:
    for address in map(_english, kinds):
        body = re.sub(r'<a class="other"[^>]*>', "", Page(reader, address).source)
        links = re.findall(r'(?:href|action)="(/[^"]*)"', body)
        astray = {link for link in links if not link.startswith("/en/") and not ONCE.match(link)}
        assert astray == set(), address


def test_the_language_comes_from_the_address_and_from_nothing_else(reader: Client) -> None:
    asked = {"accept-language": "en", "cookie": "django_language=en"}
    plain = reader.get("/pemilih/")
    response = reader.get("/pemilih/", headers=asked)
    assert response.content == plain.content
    assert response.headers["Vary"] == "Accept-Encoding"
    assert reader.get("/en/pemilih/", headers={"accept-language": "id"}).content != plain.content
    assert not reader.get("/en/pemilih/").cookies


@pytest.mark.parametrize(
    "address",
    [
        "/data/wilayah.csv",
        "/data/datapackage.json",
        "/data/umpan/",
        "/grafik/tren-pemilih.svg",
        "/rilis/jadwal.ics",
        "/katalog.jsonld",
        "/api/openapi.json",
        "/berita/umpan/",
        "/sitemap.xml",
        "/robots.txt",
        "/healthz",
        "/admin/",
    ],
)
def test_what_machines_read_exists_once(reader: Client, address: str) -> None:
    assert reader.get(f"/en{address}").status_code == 404
    assert reader.get(address).status_code in {200, 302}


def test_figures_and_dates_are_written_as_the_language_does(reader: Client) -> None:
    text = Page(reader, "/en/").text
    assert "PDPB Semester I 2025 4,062,328 +73,956 compared with DPT Pilkada 2024" in text
    assert "99.61% Rp 214,623,011,840 of a ceiling of Rp 215,464,527,000" in text
    assert "Established 4 July 2025." in text
    assert "3.5m" in Page(reader, "/en/pemilih/").text
    findings = Page(reader, "/en/temuan/?bidang=budget")
    assert "Printed" in findings.text
    assert "1,112,905,950" in findings.text
    assert "1.112.905.950" not in findings.text


def test_a_finding_keeps_its_explanation_on_the_english_page(reader: Client) -> None:
    page = Page(reader, "/en/anggaran/hibah-pilkada-2024/")
    assert "Different" in page.text
    assert "Printed 569,232,450,470, computed 568,119,544,520" in page.text


def test_the_summary_of_an_english_page_is_english_and_leads_back_to_it(reader: Client) -> None:
    source = Page(reader, "/en/pemilih/dpt-pilkada-2024/").source
    assert "3,988,372 voters in NTT (1,958,444 men, 2,029,928 women)" in source
    address = f"{settings.SITE_ORIGIN}/en/pemilih/dpt-pilkada-2024/"
    assert f'<link rel="canonical" href="{address}">' in source
    assert f'content="{address}"' in source
    assert '<meta property="og:locale" content="en_GB">' in source


def test_the_label_of_a_code_is_translated_in_the_table_and_not_in_the_file(
    reader: Client,
) -> None:
    page = Page(reader, "/en/data/wilayah/?tingkat=kabupaten-kota")
    assert "Regencies and cities" in page.tables[0][0]
    file = decoded(reader.get("/data/wilayah.csv?tingkat=kabupaten-kota"))
    assert "Kabupaten/kota" in file.splitlines()[1]


def test_words_of_the_data_are_marked_as_indonesian(reader: Client) -> None:
    source = Page(reader, "/en/berita/2025/07/pleno-pdpb-semester-pertama/").source
    assert '<div class="prose" lang="id">' in source
    assert re.search(r'<h1><span lang="id">', source)
    assert (
        "lang="
        not in Page(reader, "/pemilih/").source.partition("<main")[2].partition("<footer")[0]
    )


def test_english_pages_are_as_light_as_the_others(
    reader: Client, english_addresses: list[str]
) -> None:
    sheet = brotli.compress((settings.BASE_DIR / "static/css/portal.css").read_bytes())
    weights = {
        address: len(reader.get(address).content) + len(sheet) for address in english_addresses
    }
    heaviest = max(weights, key=lambda address: weights[address])
    assert weights[heaviest] <= 14 * 1024, (heaviest, weights[heaviest])


def test_an_english_page_costs_no_query_more(reader: Client) -> None:
    for address in ("/", "/pemilih/dpt-pilkada-2024/", "/wilayah/53.07/", "/kinerja/2024/"):
        counts = []
        for path in (address, _english(address)):
            with CaptureQueriesContext(connection) as queries:
                reader.get(path)
            counts.append(len(queries))
        assert counts[0] == counts[1], address


def test_every_unit_and_category_of_the_data_is_known_to_the_translation() -> None:
    units = {column.unit for dataset in CATALOGUE.values() for column in dataset.columns}
    assert units == UNITS
    assert set(AchievementBand.objects.values_list("name", flat=True)) <= set(BAND_NAMES)


def test_sources_name_their_documents_in_indonesian_on_english_pages(reader: Client) -> None:
    document = Document.objects.get(title="KPU Provinsi NTT Gelar Rapat Pleno Terbuka PDPB")
    assert f'<span lang="id">{document.title}</span>' in Page(reader, "/en/").source
