"""The desk in a real Chromium: quiet, accessible at two widths, in Indonesian, and it works."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints, Invite
from tests.browser.people import enter_the_desk
from tests.browser.screens import Screen, Viewer

pytestmark = pytest.mark.browser

#: A member of staff has a desk, or a phone that is not among the narrowest.
SCREENS = (Screen("light", 1280, "light"), Screen("390 px, dark", 390, "dark"))
PAGES = [
    "/admin/",
    "/admin/voters/",
    "/admin/news/post/",
    "/admin/news/post/add/",
    "/admin/news/picture/add/",
    "/admin/quality/finding/",
    "/admin/reports/figurereport/",
    "/admin/voters/submission/",
    "/admin/voters/submission/isi/",
    "/admin/voters/submission/isi/semester-1-2025/",
    "/admin/voters/submissiondeadline/add/",
    "/admin/voters/rollline/",
    "/admin/auth/user/",
]
#: Lists whose first row leads to a form, a page without one, a step, an explanation.
FIRST_OF = [
    ("/admin/news/post/", r"/admin/news/post/\d+/change/"),
    ("/admin/voters/submission/", r"/admin/voters/submission/\d+/change/"),
    ("/admin/quality/finding/", r"/admin/quality/finding/\d+/change/"),
    ("/admin/quality/finding/", r"/admin/quality/finding/\d+/jelaskan/"),
]
ENGLISH = re.compile(
    r"\b(the|change|view|delete|save|search|today|choose|select|log in|log out|add|home|history)\b",
    re.IGNORECASE,
)


def _faults(viewer: Viewer, complaints: Complaints) -> list[str]:
    """What is wrong with the open page; axe itself makes a browser complain, so it is last."""
    address = viewer.page.url
    found = [f"{address}: {text}" for text in complaints]
    words = ENGLISH.findall(viewer.page.locator("body").inner_text())
    found += [f"{address} says “{word}”" for word in words]
    found += viewer.faults(SCREENS)
    viewer.show_on(SCREENS[0])
    complaints.clear()
    return found


def test_the_main_pages_of_the_desk_are_quiet_accessible_and_in_indonesian(
    page: Page, complaints: Complaints, base_url: str, invite: Invite
) -> None:
    complaints.watch(page)
    viewer = Viewer(page)
    page.goto(f"{base_url}/admin/login/")
    faults = _faults(viewer, complaints)
    enter_the_desk(page, invite("--superuser"))
    complaints.clear()
    for address in PAGES:
        page.goto(base_url + address, wait_until="networkidle")
        faults += _faults(viewer, complaints)
    for listed, pattern in FIRST_OF:
        page.goto(base_url + listed)
        match = re.search(pattern, page.content())
        assert match, pattern
        page.goto(base_url + match[0], wait_until="networkidle")
        faults += _faults(viewer, complaints)
    page.goto(base_url + "/admin/news/post/")
    match = re.search(FIRST_OF[0][1], page.content())
    assert match
    page.goto(base_url + match[0].replace("change/", "langkah/tarik/"))
    faults += _faults(viewer, complaints)
    assert faults == []


def test_an_operator_enters_a_plenary_by_keyboard_and_it_counts(
    page: Page, base_url: str, invite: Invite
) -> None:
    enter_the_desk(page, invite("--superuser"))
    page.get_by_role("link", name="Isi laporan satu periode").click()
    page.get_by_label("Jenis periode").select_option("triwulan")
    page.get_by_label("Nomor periode").fill("3")
    page.get_by_label("Tahun").fill("2025")
    page.get_by_role("button", name="Buka").click()
    page.get_by_label("Tanggal pleno, Kabupaten Alor").fill("2025-10-02")
    page.get_by_label("Nomor Berita Acara, Kabupaten Alor").fill("12/PL.01/2025")
    page.keyboard.press("Enter")
    page.get_by_text("1 baris disimpan.").wait_for()
    page.goto(f"{base_url}/admin/")
    page.get_by_text("Triwulan III 2025: 21 dari 22 kabupaten/kota belum melapor.").wait_for()


def test_a_picture_is_chosen_from_a_box_that_says_its_name(
    page: Page, base_url: str, invite: Invite
) -> None:
    enter_the_desk(page, invite("--superuser"))
    page.goto(f"{base_url}/admin/news/post/add/")
    page.get_by_role("combobox", name="Dokumen sumber").click()
    page.get_by_role("searchbox", name="Cari pilihan").fill("Laporan Kinerja")
    page.get_by_role("option", name=re.compile("Laporan Kinerja")).first.click()
    page.get_by_role("combobox", name=re.compile("Dokumen sumber: .*Laporan Kinerja")).wait_for()
