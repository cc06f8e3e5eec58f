"""What public pages do in a real Chromium beside being accessible (that is ``test_walk``)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser


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
