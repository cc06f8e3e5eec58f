"""A reader reports a figure, a verifier answers, and the reader reads the answer: in Chromium."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import Complaints, Invite
from tests.browser.people import enter_the_desk

pytestmark = pytest.mark.browser

ROLL = "/pemilih/dpt-pilkada-2024/"
ANSWER = "Berita Acara mencatat 557 TPS; angka di portal sama dengan dokumennya."


def _faults(page: Page) -> list[str]:
    found = [str(item["id"]) for item in Axe().run(page).response["violations"]]
    width = page.viewport_size["width"] if page.viewport_size else 0
    if page.evaluate("document.documentElement.scrollWidth") > width:
        found.append(f"wider than {width} px")
    return [f"{page.url}: {fault}" for fault in found]


def _send_until_it_is_read(page: Page) -> None:
    """Send too early, as a program does, until the server looks at what was written."""
    page.get_by_role("button", name="Kirim laporan").click()
    while page.get_by_role("alert").get_by_text("terlalu cepat").is_visible():
        page.get_by_role("button", name="Kirim laporan").click()
        page.wait_for_load_state()


@pytest.mark.parametrize("screen", [(1280, "light"), (320, "dark")])
def test_a_reader_reports_a_figure_and_reads_the_answer_beside_it(
    page: Page, complaints: Complaints, base_url: str, invite: Invite, screen: tuple[int, str]
) -> None:
    width, scheme = screen
    complaints.watch(page)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(base_url + ROLL)
    page.get_by_role("link", name="Laporkan angka ini").last.click()
    page.get_by_label("Apa yang keliru?").wait_for()
    assert complaints == []
    faults = _faults(page)
    page.get_by_label("Apa yang keliru?").fill("Terlalu pendek")
    _send_until_it_is_read(page)
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    faults += _faults(page)
    summary.get_by_role("link", name="Apa yang keliru?").click()
    box = page.get_by_label("Apa yang keliru?")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description(re.compile("sedikitnya 20 huruf"))
    page.get_by_label("Angka mana di halaman itu?").fill("Kabupaten Sikka, kolom TPS")
    box.fill("Menurut Berita Acara jumlahnya 558 TPS, bukan 557.")
    page.get_by_label("Alamat surel").fill("pembaca@contoh.id")
    page.get_by_role("button", name="Kirim laporan").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile(r"Laporan L-\d{4}-\d{4}"))
    number = heading.inner_text().removeprefix("Laporan ")
    faults += _faults(page)
    assert page.context.cookies() == []

    desk = page.context.new_page()
    desk.set_viewport_size({"width": max(width, 390), "height": 900})
    desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    enter_the_desk(desk, invite("--role", "Pemeriksa"))
    desk.get_by_role("link", name=number).click()
    desk.get_by_role("button", name="Mulai periksa").click()
    desk.get_by_label("Alamat versi perbaikan").wait_for()
    faults += _faults(desk)
    desk.get_by_label("Jawaban").fill(ANSWER)
    desk.get_by_role("button", name="Angka tetap: jelaskan").click()
    desk.get_by_text("jawabannya sudah dapat dibaca publik").wait_for()

    page.goto(base_url + ROLL)
    told = page.get_by_role("listitem").filter(has_text=number)
    expect(told).to_contain_text("Dijelaskan")
    expect(told).to_contain_text(ANSWER)
    faults += _faults(page)
    assert faults == []
