"""Every kind of page in a real Chromium: quiet, accessible, narrow, complete without scripts."""

from __future__ import annotations

import re
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from kpuntt.language import INDONESIAN, language_of
from tests.browser.conftest import Complaints

pytestmark = pytest.mark.browser

#: All rules, and that a thumb can meet each target (WCAG 2.2), which axe leaves out by default.
RULES = {"rules": {"target-size": {"enabled": True}}}
# Pages that the sitemap does not list: versions, filters, orders, an unknown name.
BESIDES = [
    "/berita/2025/07/pleno-pdpb-semester-pertama/versi/1/",
    "/berita/?sebelum=2025-07-04",
    "/berita/wilayah/53.20/",
    "/pemilih/dpt-pilkada-2024/versi/1/",
    "/pemilih/dpt-pilkada-2024/?nama=sumba",
    "/pemilihan/pilgub-2024/versi/1/",
    "/wilayah/?cari=5310",
    "/cari/?q=pemilih",
    "/cari/?q=tidakada",
    "/kinerja/2024/versi/1/",
    "/anggaran/2024/?urut=terbesar",
    "/anggaran/realisasi-2024-12/versi/1/",
    "/temuan/?bidang=budget",
    "/data/daftar-pemilih/?urut=-jumlah",
    "/en/",
    "/en/pemilih/dpt-pilkada-2024/",
    "/en/kinerja/2024/",
    "/en/anggaran/2024/",
    "/en/temuan/",
    "/en/data/daftar-pemilih/",
    "/en/berita/",
    "/en/glosarium/",
    "/en/cari/?q=pemilih",
]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_every_public_page_is_quiet_accessible_and_never_wider_than_the_screen(
    page: Page, complaints: Complaints, base_url: str, width: int, scheme: str
) -> None:
    complaints.watch(page)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    with urllib.request.urlopen(f"{base_url}/sitemap.xml") as sitemap:  # noqa: S310 - our own server
        found = re.findall(rf"<loc>{base_url}(/[^<]*)</loc>", sitemap.read().decode())
    listed = [address for address in found if language_of(address) == INDONESIAN]
    assert len(listed) == 166
    faults = []
    for address in [*listed, *BESIDES]:
        response = page.goto(base_url + address)
        assert response is not None
        assert response.status == 200, address
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address} is wider than {width} px")
        results = Axe().run(page, options=RULES)
        faults += [f"{address}: {item['id']}" for item in results.response["violations"]]
    assert faults == []
    assert complaints == []


@pytest.mark.parametrize(
    ("address", "status"), [("/tidak-ada/", 404), ("/data/wilayah/?wilayah=5310", 400)]
)
def test_an_error_page_is_accessible_too(
    page: Page, base_url: str, address: str, status: int
) -> None:
    response = page.goto(base_url + address)
    assert response is not None
    assert response.status == status
    results = Axe().run(page, options=RULES)
    assert results.violations_count == 0, results.generate_report()


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
