"""A new operator's first import in a real Chromium, and the verifier who publishes it."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.request
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from kpuntt.fixture_files import read_rows
from tests.browser.conftest import Complaints, Invite
from tests.browser.people import enter_the_desk

pytestmark = pytest.mark.browser

COLUMNS = {
    "Jumlah TPS": "tps",
    "Laki-laki": "laki_laki",
    "Perempuan": "perempuan",
    "L+P": "jumlah",
}


def _look(page: Page, complaints: Complaints) -> None:
    """Insist that the page is quiet, accessible and fits, wide and narrow."""
    assert complaints == []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        results = Axe().run(page)
        assert results.violations_count == 0, f"{page.url}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
    page.set_viewport_size({"width": 1280, "height": 800})
    complaints.clear()


def _fill(template: Path, target: Path, **wrong: str) -> Path:
    """Fill the 22 regencies; ``wrong`` are the males of some, by the code without its point."""
    figures = {
        row["kode_wilayah"]: row
        for row in read_rows("voters/roll_lines.csv")
        if row["daftar"] == "dpt-pilkada-2024"
    }
    book = openpyxl.load_workbook(template)
    sheet = book["Data"]
    titles = {cell.value: place for place, cell in enumerate(sheet[1], start=1)}
    codes = sorted(code for code in figures if code != "53")
    for row, code in enumerate(codes, start=2):
        for title, name in COLUMNS.items():
            value: str | int = int(figures[code][name].replace(",", "").replace(".", ""))
            if name == "laki_laki":
                value = wrong.get(f"r{code.replace('.', '')}", value)
            sheet.cell(row, titles[title]).value = value
    book.save(target)
    return target


def _upload(page: Page, file: Path) -> None:
    page.goto(page.url.split("/admin/")[0] + "/admin/")
    page.get_by_role("link", name="Unggah tabel XLSX atau CSV, dan lihat semua impor").click()
    page.get_by_role("link", name=re.compile("Perbaiki terbitan.*Daftar pemilih per")).click()
    page.get_by_label("Terbitan yang diperbaiki").select_option("dpt-pilkada-2024")
    page.get_by_label("Catatan untuk publik").fill("Angka Sumba Timur diperbaiki.")
    page.get_by_label("Berkas XLSX atau CSV").set_input_files(file)
    page.get_by_label("Judul dokumen baru").fill("Berita Acara Nomor 123")
    page.get_by_label("Penerbit dokumen").fill("KPU Provinsi NTT")
    page.get_by_role("button", name="Unggah dan bandingkan").click()


def _files_of_sikka(base_url: str) -> dict[str, object]:
    """The males of Sikka in each file, read as a re-user does."""

    def read(extension: str) -> bytes:
        query = "daftar=dpt-pilkada-2024&wilayah=53.07"
        address = f"{base_url}/data/daftar-pemilih.{extension}?{query}"
        with urllib.request.urlopen(address) as response:  # noqa: S310 - our own server
            content: bytes = response.read()
        return content

    row = next(csv.DictReader(io.StringIO(read("csv").decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(read("xlsx"))).worksheets[0]
    heads, figures = list(sheet.iter_rows(max_row=2, values_only=True))
    return {
        "csv": row["laki_laki"],
        "json": json.loads(read("json"))["baris"][0]["laki_laki"],
        "xlsx": dict(zip(heads, figures, strict=True))["laki_laki"],
    }


def test_a_table_goes_from_the_template_to_the_public(
    page: Page, complaints: Complaints, base_url: str, invite: Invite, tmp_path: Path
) -> None:
    complaints.watch(page)
    enter_the_desk(page, invite("--role", "Operator provinsi: pemilih"))
    complaints.clear()
    page.goto(f"{base_url}/admin/impor/")
    _look(page, complaints)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh templat Daftar pemilih per wilayah").click()
    template = tmp_path / "templat.xlsx"
    download.value.save_as(template)
    complaints.clear()  # a download is a navigation that ends early

    _upload(page, _fill(template, tmp_path / "a.xlsx", r5307="23.06", r5308="dua ribu"))
    page.get_by_text("22 baris data = 20 diterima + 2 ditolak").wait_for()
    _look(page, complaints)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh laporan kesalahan (XLSX)").click()
    report = tmp_path / "kesalahan.xlsx"
    download.value.save_as(report)
    complaints.clear()
    sheet = openpyxl.load_workbook(report)["Kesalahan"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [8, 9]

    _upload(page, _fill(template, tmp_path / "b.xlsx", r5307="120123"))
    page.get_by_text("22 baris data = 22 diterima + 0 ditolak").wait_for()
    _look(page, complaints)
    for field in page.locator(".caution input").all():
        field.fill("Sesuai Berita Acara Nomor 123.")
    page.get_by_label("Saya sudah membandingkan").check()
    page.get_by_role("button", name="Ajukan kepada pemeriksa").click()
    page.get_by_text("Diajukan kepada pemeriksa.").wait_for()
    address = page.url

    page.context.clear_cookies()
    enter_the_desk(page, invite("--role", "Pemeriksa", "--role", "Penerbit"))
    complaints.clear()
    page.get_by_role("link", name="Periksa: b.xlsx").click()
    assert page.url == address
    _look(page, complaints)
    page.get_by_role("link", name="Nyatakan sesuai sumber").click()
    _look(page, complaints)
    page.get_by_role("button", name="Nyatakan sesuai sumber").click()
    page.get_by_role("link", name="Terbitkan", exact=True).click()
    page.get_by_role("button", name="Terbitkan").click()
    page.get_by_text("Impor ini sekarang “Terbit”.").wait_for()
    page.goto(f"{base_url}/pemilih/dpt-pilkada-2024/")
    assert "120.123" in page.locator("main").inner_text()
    assert _files_of_sikka(base_url) == {"csv": "120123", "json": 120123, "xlsx": 120123}
