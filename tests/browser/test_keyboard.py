"""Journeys with the keyboard only: nothing is clicked, and nothing is focused by a program."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import Keyboard

pytestmark = pytest.mark.browser

ROLL = "/pemilih/dpt-pilkada-2024/"
BALANCED = "/pemilih/pdpb-2025-semester-1/"
PICKER = "Nama, singkatan, atau kode wilayah"
#: A scroll takes some frames; two seconds of them are too many.
SCROLLED = """(box) => new Promise((done) => {
  let frames = 120;
  const look = () => (box.scrollLeft > 0 || --frames === 0)
    ? done(box.scrollLeft > 0) : requestAnimationFrame(look);
  look();
})"""


@pytest.fixture
def keyboard(page: Page) -> Keyboard:
    return Keyboard(page)


def test_the_first_link_is_seen_when_reached_and_skips_to_the_content(
    page: Page, keyboard: Keyboard, base_url: str
) -> None:
    page.goto(base_url)
    skip = page.get_by_role("link", name="Langsung ke isi")
    expect(skip).not_to_be_in_viewport()
    keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    keyboard.press("Enter", "Tab")
    expect(page.locator("main :is(a, button, input, select, summary)").first).to_be_focused()
    keyboard.press("Shift+Tab", "Shift+Tab")
    assert page.evaluate("document.activeElement.closest('header') !== null")


def test_from_the_first_page_to_the_voters_of_sikka(
    page: Page, keyboard: Keyboard, base_url: str
) -> None:
    page.goto(base_url)
    keyboard.go_to(page.get_by_role("link", name="Kabupaten Sikka", exact=True))
    keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Sikka")
    expect(page.get_by_role("main")).to_contain_text("Pemilih dalam DPT Pilkada 2024")


def test_a_circle_on_the_map_leads_to_its_region_in_the_list(
    page: Page, keyboard: Keyboard, base_url: str
) -> None:
    page.goto(base_url)
    keyboard.go_to(page.locator("svg.map a[href='#53.07']"))
    keyboard.press("Enter", "Tab")
    expect(page.get_by_role("link", name="Kabupaten Sikka", exact=True)).to_be_focused()


def test_a_region_is_chosen_with_the_picker(page: Page, keyboard: Keyboard, base_url: str) -> None:
    page.goto(base_url)
    keyboard.go_to(page.get_by_label(PICKER))
    keyboard.type("tts")
    keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Kabupaten Timor Tengah Selatan")


def test_what_the_picker_leaves_out_is_not_a_stop_either(
    page: Page, keyboard: Keyboard, base_url: str
) -> None:
    page.goto(base_url)
    keyboard.go_to(page.get_by_label(PICKER))
    keyboard.type("lembata")
    expect(page.get_by_text("1 wilayah cocok")).to_be_visible()
    keyboard.press("Tab", "Tab")
    expect(page.get_by_role("link", name="Kabupaten Lembata", exact=True)).to_be_focused()


def test_a_table_is_filtered_and_its_file_downloaded(
    page: Page, keyboard: Keyboard, base_url: str, tmp_path: Path
) -> None:
    page.goto(f"{base_url}/data/daftar-pemilih/")
    keyboard.choose(page.get_by_label("Daftar", exact=True), "dpt-pilkada-2024")
    keyboard.choose(page.get_by_label("Wilayah", exact=True), "53.07")
    keyboard.go_to(page.get_by_role("button", name="Saring"))
    keyboard.press("Space")
    expect(page.locator(".data tbody tr")).to_have_count(1)
    keyboard.go_to(page.get_by_role("link", name=re.compile("^CSV:")))
    with page.expect_download() as download:
        keyboard.press("Enter")
    download.value.save_as(tmp_path / "sikka.csv")
    with (tmp_path / "sikka.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["kode_wilayah"] for row in rows] == ["53.07"]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (ROLL, "Cocok"),
        (BALANCED, "Tidak dapat diperiksa"),
        (ROLL, "Bagikan"),
        ("/wilayah/banding/?kode=53.07&kode=53.08", "Sumber setiap angka"),
    ],
)
def test_what_is_folded_opens_and_closes(
    page: Page, keyboard: Keyboard, base_url: str, address: str, words: str
) -> None:
    page.goto(base_url + address)
    fold = page.locator("details").filter(has=page.locator("summary", has_text=words))
    inside = fold.locator("summary ~ *").first
    was_open = inside.is_visible()
    keyboard.go_to(fold.locator("summary"))
    keyboard.press("Enter")
    expect(inside).to_be_visible(visible=not was_open)
    keyboard.press("Space")
    expect(inside).to_be_visible(visible=was_open)


def test_the_summary_is_copied(page: Page, keyboard: Keyboard, base_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page.goto(base_url + ROLL)
    keyboard.go_to(page.locator("summary", has_text="Bagikan"))
    keyboard.press("Enter")
    keyboard.go_to(page.get_by_role("button", name="Salin teks dan tautan"))
    keyboard.press("Space")
    expect(page.locator("details.share").get_by_role("status")).to_have_text("Tersalin")


def test_a_figure_is_reported_until_its_public_number(
    page: Page, keyboard: Keyboard, base_url: str
) -> None:
    page.goto(base_url + ROLL)
    keyboard.go_to(page.get_by_role("link", name="Laporkan angka ini").last)
    keyboard.press("Enter")
    send = page.get_by_role("button", name="Kirim laporan")
    expect(send).to_be_visible()
    keyboard.go_to(page.get_by_label("Angka mana di halaman itu?"))
    keyboard.type("Kabupaten Ende, kolom TPS")
    keyboard.go_to(page.get_by_label("Apa yang keliru?"))
    keyboard.type("Jumlah TPS di Ende berbeda dari Berita Acara.")
    keyboard.go_to(send)
    with page.expect_navigation():
        keyboard.press("Space")
    # Whoever types as fast as a program is asked to send again; the answer then has the focus.
    while page.get_by_role("alert").get_by_text("terlalu cepat").is_visible():
        expect(page.get_by_role("alert")).to_be_focused()
        keyboard.go_to(send)
        with page.expect_navigation():
            keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"Laporan L-\d{4}-\d{4}"))


def test_the_meaning_of_a_term_shows_on_its_link_which_leads_to_the_glossary(
    page: Page, keyboard: Keyboard, base_url: str
) -> None:
    page.goto(base_url + BALANCED)
    meaning = page.locator("#arti-tms")
    expect(meaning).to_be_hidden()
    term = page.get_by_role("link", name="TMS (tidak memenuhi syarat)")
    keyboard.go_to(term)
    expect(meaning).to_be_visible()
    keyboard.press("Tab")
    expect(meaning).to_be_hidden()
    keyboard.go_to(term, "Shift+Tab")
    expect(meaning).to_be_visible()
    keyboard.press("Enter")
    expect(page.locator("dt#tms")).to_be_in_viewport()
    assert page.url.endswith("/glosarium/#tms")


def test_a_wide_table_is_scrolled_on_a_narrow_screen(
    page: Page, keyboard: Keyboard, base_url: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{base_url}/data/daftar-pemilih/?wilayah=53.07")
    table = page.locator(".scroll.data")
    keyboard.go_to(table)
    keyboard.press("ArrowRight", "ArrowRight")
    assert table.evaluate(SCROLLED)
