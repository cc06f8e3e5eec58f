"""A new member of staff at the browser: from the invitation to the desk."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.codes import shown_code

PASSWORD = "pasir-putih-77"  # noqa: S105 - of accounts that live as long as a test


def enter_the_desk(page: Page, invitation: str) -> None:
    """Set a password, enrol an application, note the recovery codes, and arrive at the desk."""
    page.goto(invitation)
    page.locator("#id_new_password1").fill(PASSWORD)
    page.locator("#id_new_password2").fill(PASSWORD)
    page.get_by_role("button", name="Simpan sandi").click()
    secret = page.locator("#kunci").inner_text()
    page.get_by_label("Kode enam angka dari aplikasi").fill(shown_code(secret))
    page.get_by_role("button", name="Aktifkan").click()
    page.get_by_role("link", name="Sudah saya simpan, lanjut").click()
    page.get_by_role("heading", name="Menunggu Anda").wait_for()
    page.wait_for_load_state("networkidle")  # else the next page cuts its icons short
