"""Questions that readers come with, answered from the first page by visible links only."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
MOST_CLICKS = 4


class Visit:
    """A reader who starts at the first page, follows visible links, and counts the clicks."""

    def __init__(self, page: Page, base_url: str) -> None:
        self.page = page
        self.clicks = 0
        page.goto(base_url + "/")

    def follow(self, words: str) -> None:
        """Click the first visible link, no circle on a map, that begins with these whole words."""
        name = re.compile(rf"^{re.escape(words)}\b(?! Pemilu NTT|:)")
        self.page.get_by_role("link", name=name).locator("visible=true").first.click()
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS


@pytest.fixture
def visit(page: Page, base_url: str) -> Visit:
    return Visit(page, base_url)


def test_the_voters_of_sikka_and_that_no_newer_figure_is_published(visit: Visit) -> None:
    visit.follow("Kabupaten Sikka")
    main = visit.page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Kabupaten Sikka")
    expect(main).to_contain_text("Pemilih dalam DPT Pilkada 2024")
    expect(main.get_by_role("table", name="Pemilih menurut daftar")).to_contain_text("DPT Pilkada")
    expect(main).to_contain_text(
        "Angka PDPB Semester I 2025 untuk Kabupaten Sikka belum diterbitkan"
    )


def test_whether_the_balance_of_voters_held(visit: Visit) -> None:
    visit.follow("PDPB Semester I 2025")
    expect(visit.page.get_by_role("main")).to_contain_text("Neraca cocok")


def test_which_line_of_the_budget_absorbed_least(visit: Visit) -> None:
    visit.follow("Anggaran")
    visit.follow("2024")
    expect(visit.page.get_by_role("main")).to_contain_text(
        "Serapan tercetak terendah: Fasilitasi Penyiapan Sumpah Janji (6981.QGE.001), 0,00 %"
    )


def test_why_the_achievement_of_the_reform_indicator_is_marked(visit: Visit) -> None:
    visit.follow("Kinerja")
    visit.follow("Laporan Kinerja KPU Provinsi NTT 2024")
    visit.follow("Reformasi birokrasi")
    main = visit.page.get_by_role("main")
    expect(main).to_contain_text("114,42")
    expect(main).to_contain_text("114,43")


def test_all_figures_of_the_regencies_as_a_workbook(visit: Visit, tmp_path: Path) -> None:
    visit.follow("Data")
    visit.follow("Daftar pemilih")
    with visit.page.expect_download() as started:
        visit.follow("XLSX")
    file = tmp_path / "daftar-pemilih.xlsx"
    started.value.save_as(file)
    sheet = openpyxl.load_workbook(file)["Data"]
    codes = {row[5] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(codes) == 23
