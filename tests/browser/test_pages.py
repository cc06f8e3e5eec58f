"""What public pages do in a real Chromium beside being accessible (that is ``test_walk``)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser

def test_the_portal_is_complete_without_scripts(browser: Browser, base_url: str) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(base_url)
    page.get_by_role("link", name="Wilayah", exact=True).first.click()
    page.get_by_label("Nama, singkatan, atau kode wilayah").fill("jupang")
    page.get_by_role("main").get_by_role("button", name="Cari").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kabupaten Kupang"
    page.get_by_role("link", name="Tabel dan kamus data").first.click()
    page.get_by_label("Daftar", exact=True).select_option("dpt-pilkada-2024")
    page.get_by_role("button", name="Saring").click()
    assert page.locator("tbody").first.locator("tr").count() == 1
    page.get_by_role("link", name="Jumlah", exact=True).click()
    assert "urut=jumlah" in page.url
    assert "wilayah=53.01" in page.url
    context.close()


def test_a_keyboard_reader_can_skip_to_the_content(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_a_keyboard_reader_sees_what_a_term_means(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/pemilih/pdpb-2025-semester-1/")
    meaning = page.locator("#arti-tms")
    assert not meaning.is_visible()
    page.get_by_role("link", name="TMS (tidak memenuhi syarat)").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert meaning.is_visible()
    page.keyboard.press("Tab")
    assert not meaning.is_visible()


@pytest.mark.parametrize(("address", "rows"), [("/wilayah/", "tbody tr"), ("/", ".ranked li")])
def test_the_list_of_regions_narrows_while_somebody_types(
    page: Page, complaints: Complaints, base_url: str, address: str, rows: str
) -> None:
    complaints.watch(page)
    page.goto(base_url + address)
    field = page.get_by_label("Nama, singkatan, atau kode wilayah")
    field.press_sequentially("sumba ")
    assert page.locator(f"{rows}:visible").count() == 4
    assert page.get_by_text("4 wilayah cocok").is_visible()
    field.fill("")
    assert page.locator(f"{rows}:visible").count() == 22
    assert complaints == []


def test_the_content_policy_stops_inline_code(page: Page, base_url: str) -> None:
    violations: list[str] = []
    page.on("console", lambda message: violations.append(message.text))
    page.goto(base_url)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")
    assert any("Content Security Policy" in text for text in violations)


def test_a_download_has_the_name_of_its_dataset(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/pemilih/dpt-pilkada-2024/")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").last.click()
    assert download.value.suggested_filename == "daftar-pemilih-dpt-pilkada-2024.xlsx"
