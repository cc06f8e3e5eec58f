"""Sharing in a real Chromium: copying with the script, selecting without it, quiet, accessible."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser

ROLL = "/pemilih/pdpb-2025-semester-1/"
SUMMARY = "Ringkasan dua baris, siap ditempel"
SELECTED = """() => {
  const area = document.activeElement;
  return area.value.slice(area.selectionStart, area.selectionEnd);
}"""


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_the_button_appears_and_copies_both_lines(
    page: Page, complaints: Complaints, base_url: str
) -> None:
    complaints.watch(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page.goto(base_url + ROLL)
    expect(page.get_by_label(SUMMARY)).to_be_hidden()
    page.get_by_text("Bagikan", exact=True).click()
    page.get_by_role("button", name="Salin").click()
    expect(page.locator("details.share").get_by_role("status")).to_have_text("Tersalin")
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == page.get_by_label(SUMMARY).input_value()
    assert re.fullmatch(
        r"PDPB Semester I 2025: 4\.062\.328 pemilih [^\n]+\nSumber dan rincian: http\S+" + ROLL,
        copied,
    )
    assert complaints == []


def test_where_nothing_can_be_copied_the_text_is_selected_and_the_reader_told(
    page: Page, complaints: Complaints, base_url: str
) -> None:
    complaints.watch(page)
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    page.goto(base_url + ROLL)
    page.get_by_text("Bagikan", exact=True).click()
    page.get_by_role("button", name="Salin").click()
    status = page.locator("details.share").get_by_role("status")
    expect(status).to_have_text("Sudah dipilih; salin dengan menu atau papan tik.")
    page.get_by_label(SUMMARY).focus()
    assert page.evaluate(SELECTED) == page.get_by_label(SUMMARY).input_value()
    assert complaints == []


def test_without_scripts_there_is_no_dead_button_and_the_text_can_be_selected(
    without_scripts: Page, base_url: str
) -> None:
    page = without_scripts
    page.goto(base_url + ROLL)
    page.get_by_text("Bagikan", exact=True).click()
    expect(page.locator("#salin")).to_be_hidden()
    summary = page.get_by_label(SUMMARY)
    expect(summary).to_be_visible()
    expect(summary).not_to_be_editable()
    summary.focus()
    page.keyboard.press("Control+a")
    assert page.evaluate(SELECTED) == summary.input_value()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_the_open_summary_is_accessible_and_fits_the_screen(
    page: Page, complaints: Complaints, base_url: str, width: int, scheme: str
) -> None:
    complaints.watch(page)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for address in ("/", ROLL, "/data/daftar-pemilih/"):
        page.goto(base_url + address)
        page.get_by_text("Bagikan", exact=True).click()
        expect(page.get_by_role("button", name="Salin")).to_be_visible()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_the_summary_is_not_printed(page: Page, base_url: str) -> None:
    page.goto(base_url + ROLL)
    page.emulate_media(media="print")
    expect(page.locator("details.share")).to_be_hidden()
