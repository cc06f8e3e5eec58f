"""From an invitation to the admin in a real Chromium: quiet and accessible, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.codes import shown_code, wrong

pytestmark = pytest.mark.browser

PASSWORD = "pulau-komodo-2026"  # noqa: S105 - of an account that lives in a test


def _look(page: Page) -> None:
    """Insist that the page is accessible and fits, wide and narrow."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        results = Axe().run(page)
        assert results.violations_count == 0, f"{page.url}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url


def test_an_invitation_leads_through_password_and_application_to_the_admin(
    page: Page, complaints: Complaints, base_url: str, invitation: str
) -> None:
    complaints.watch(page)
    page.goto(f"{base_url}/admin/")
    _look(page)
    page.goto(invitation)
    _look(page)
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.get_by_role("button", name="Simpan sandi").click()
    assert page.url == f"{base_url}/admin/dua-langkah/"
    _look(page)
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 100
    secret = page.locator("#kunci").inner_text()
    page.get_by_label("Kode enam angka dari aplikasi").fill(shown_code(secret))
    page.get_by_role("button", name="Aktifkan").click()
    _look(page)
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Sudah saya simpan, lanjut").click()
    assert page.url == f"{base_url}/admin/"
    page.wait_for_load_state("networkidle")  # else the next page cuts its icons short
    page.goto(f"{base_url}/admin/voters/roll/")
    assert page.get_by_role("link", name="PDPB Semester I 2025").count() == 1
    for address in ("dua-langkah/", "dua-langkah/pemulihan/"):
        page.goto(f"{base_url}/admin/{address}")
        _look(page)

    page.context.clear_cookies()
    page.goto(invitation)
    assert page.locator("#id_new_password1").count() == 0
    _look(page)
    page.goto(f"{base_url}/admin/sandi/")
    _look(page)
    page.goto(f"{base_url}/admin/voters/roll/")
    page.get_by_label("Nama pengguna").fill("petugas")
    page.get_by_label("Sandi").fill(PASSWORD)
    page.get_by_role("button", name="Lanjut").click()
    assert page.url == f"{base_url}/admin/dua-langkah/kode/"
    # A wrong code of the application; the recovery codes are throttled on their own.
    page.get_by_label("Kode").fill(wrong(shown_code(secret)))
    page.get_by_role("button", name="Masuk").click()
    _look(page)
    page.get_by_label("Kode").fill(codes[0])
    page.get_by_role("button", name="Masuk").click()
    assert page.url == f"{base_url}/admin/voters/roll/"
    assert "tersisa 9 kode" in page.locator(".messagelist").inner_text()
    assert complaints == []


def test_the_page_of_a_lockout_is_accessible(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/admin/login/")
    for _attempt in range(5):
        page.get_by_label("Nama pengguna").fill("siapa-saja")
        page.get_by_label("Sandi").fill("salah")
        page.get_by_role("button", name="Lanjut").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Terlalu banyak percobaan"
    _look(page)
