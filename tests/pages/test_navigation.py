"""The reader always knows where she is and how to go on."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.pages.html import Page

pytestmark = pytest.mark.django_db

MENU = re.compile(r'<nav aria-label="Menu utama">(.*?)</nav>', re.DOTALL)
AREAS = {
    "Pemilih": "/pemilih/",
    "Kinerja": "/kinerja/",
    "Anggaran": "/anggaran/",
    "Wilayah": "/wilayah/",
    "Data": "/data/",
}


def _menu(source: str) -> list[tuple[str, str, str]]:
    (menu,) = MENU.findall(source)
    return re.findall(r'<a href="([^"]+)"( aria-current="true")?>(\w+)</a>', menu)


def test_the_menu_has_five_words(reader: Client) -> None:
    assert {word: address for address, _, word in _menu(Page(reader, "/").source)} == AREAS


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("/pemilih/dpt-pilkada-2024/", "Pemilih"),
        ("/kinerja/2024/", "Kinerja"),
        ("/anggaran/2024/", "Anggaran"),
        ("/wilayah/53.07/", "Wilayah"),
        ("/data/wilayah/", "Data"),
        ("/", ""),
        ("/berita/", ""),
    ],
)
def test_the_menu_marks_the_area_of_the_page(reader: Client, address: str, word: str) -> None:
    marked = [word for _, mark, word in _menu(Page(reader, address).source) if mark]
    assert marked == ([word] if word else [])


def test_the_news_are_one_click_from_the_first_page(reader: Client) -> None:
    links = dict(Page(reader, "/").links)
    assert links["Berita"] == links["Semua berita"] == "/berita/"


def test_every_page_but_the_first_has_a_trail_that_begins_there(
    reader: Client, addresses: list[str]
) -> None:
    for address in addresses:
        source = Page(reader, address).source
        trail = source.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
        if address == "/":
            assert not trail
        else:
            assert re.search(r'<li><a href="/">Beranda</a></li>', trail), address
            assert trail.count('aria-current="page"') == 1, address


@pytest.mark.parametrize(
    ("address", "section"),
    [
        ("/pemilih/", "pemilih"),
        ("/pemilih/dpt-pilkada-2024/", "pemilih"),
        ("/kinerja/", "kinerja"),
        ("/kinerja/2024/", "kinerja"),
        ("/anggaran/", "anggaran"),
        ("/anggaran/2024/", "anggaran"),
        ("/temuan/", "pemeriksaan"),
    ],
)
def test_a_page_with_figures_leads_to_how_they_are_made(
    reader: Client, address: str, section: str
) -> None:
    link = Page(reader, address).link("Arti dan cara menghitung angka ini")
    assert link == f"/metodologi/#{section}"
    assert f'id="{section}"' in Page(reader, "/metodologi/").source
