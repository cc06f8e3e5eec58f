"""From a template to a public page: an operator, a verifier and a publisher, each at a browser."""

from __future__ import annotations

import csv
import io
import json
import urllib.request
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Complaints, Invite
from tests.browser.people import enter_the_desk

pytestmark = pytest.mark.browser

SLUG = "pdpb-2026-triwulan-1"
#: Column of the template → column of the printed table.
COLUMNS = {"Jumlah TPS": 2, "Laki-laki": 3, "Perempuan": 4, "L+P": 5}


def _printed_rows() -> list[list[str]]:
    path = settings.BASE_DIR / "tests/data/dpt-pilkada-2024.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines[1:23]]


def _fill(template: Path, target: Path, mistakes: dict[tuple[int, str], str]) -> None:
    """Fill the 22 rows of the template as an operator would, with some cells mistyped."""
    book = openpyxl.load_workbook(template)
    sheet = book["Data"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for number, printed in enumerate(_printed_rows(), start=2):
        for head, place in COLUMNS.items():
            words = mistakes.get((number, head), printed[place])
            sheet.cell(number, heads[head], words)
    book.save(target)


def _upload(page: Page, file: Path) -> None:
    page.get_by_label("Judul:").fill("PDPB Triwulan I 2026")
    page.get_by_label("Alamat:").fill(SLUG)
    page.get_by_label("Jenis:", exact=True).select_option("pdpb")
    page.get_by_label("Jenis periode:").select_option("triwulan")
    page.get_by_label("Nomor periode:").fill("1")
    page.get_by_label("Tahun:").fill("2026")
    page.get_by_label("Per tanggal:").fill("02/04/2026")
    page.get_by_label("Berkas XLSX atau CSV:").set_input_files(file)
    page.get_by_label("Judul dokumen baru:").fill("Rekapitulasi PDPB Triwulan I 2026")
    page.get_by_label("Penerbit dokumen:").fill("KPU Provinsi NTT")
    page.get_by_role("button", name="Unggah dan bandingkan").click()


def _quiet(page: Page, complaints: Complaints) -> None:
    assert complaints == []
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    complaints.clear()  # axe itself makes the browser complain


def _read(address: str) -> bytes:
    with urllib.request.urlopen(address) as response:  # noqa: S310 - our own server
        content: bytes = response.read()
    return content


def _correct(page: Page, folder: Path) -> None:
    """Read both mistakes in the error report, throw the upload away and start again."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh laporan kesalahan").click()
    download.value.save_as(folder / "kesalahan.xlsx")
    report = openpyxl.load_workbook(folder / "kesalahan.xlsx")["Kesalahan"]
    found = [[str(cell) for cell in line] for line in report.iter_rows(2, values_only=True)]
    assert [(line[0], line[1], line[3]) for line in found] == [
        ("Data", "8", "244.83"),
        ("Data", "12", "banyak"),
    ]
    assert "mungkin 244.838" in found[0][5]
    page.get_by_role("link", name="Buang").click()
    page.get_by_label("Alasan").fill("Dua sel salah ketik; diganti berkas baru.")
    page.get_by_role("button", name="Buang").click()


def _submit(page: Page) -> None:
    for reason in page.locator(".caution input").all():
        reason.fill("Sudah dicocokkan dengan berita acara.")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Ajukan kepada pemeriksa").click()
    page.get_by_text("Diajukan kepada pemeriksa.").wait_for()


def _assert_public(page: Page, base_url: str) -> None:
    """The page without scripts and all three files show a figure of the upload."""
    page.goto(f"{base_url}/pemilih/{SLUG}/")
    assert "244.838" in page.locator("main").inner_text()
    query = f"{base_url}/data/daftar-pemilih.%s?daftar={SLUG}&wilayah=53.07"
    table = csv.DictReader(io.StringIO(_read(query % "csv").decode("utf-8-sig")))
    assert [line["jumlah"] for line in table] == ["244838"]
    assert [line["jumlah"] for line in json.loads(_read(query % "json"))["baris"]] == [244838]
    sheet = openpyxl.load_workbook(io.BytesIO(_read(query % "xlsx"))).worksheets[0]
    assert 244838 in [cell for line in sheet.iter_rows(values_only=True) for cell in line]


def test_a_table_goes_from_the_template_to_the_public(
    browser: Browser, base_url: str, invite: Invite, tmp_path: Path
) -> None:
    operator, complaints = browser.new_page(), Complaints()
    enter_the_desk(operator, invite("--role", "Operator provinsi: pemilih"))
    complaints.watch(operator)
    operator.get_by_role("link", name="Unggah tabel XLSX atau CSV").click()
    _quiet(operator, complaints)
    row = operator.get_by_role("row").filter(has_text="Daftar pemilih per wilayah")
    with operator.expect_download() as download:
        row.get_by_role("link", name="Unduh templat").click()
    template = tmp_path / download.value.suggested_filename
    download.value.save_as(template)
    _fill(template, tmp_path / "pertama.xlsx", {(8, "L+P"): "244.83", (12, "Jumlah TPS"): "banyak"})
    _fill(template, tmp_path / "kedua.xlsx", {})

    row.get_by_role("link", name="Terbitan baru").click()
    _quiet(operator, complaints)
    _upload(operator, tmp_path / "pertama.xlsx")
    _quiet(operator, complaints)
    words = operator.locator("main").inner_text()
    assert "22 baris data = 20 diterima + 2 ditolak" in words
    assert operator.get_by_role("button", name="Ajukan kepada pemeriksa").count() == 0
    _correct(operator, tmp_path)
    operator.goto(f"{base_url}/admin/impor/jenis/daftar-pemilih/baru/")
    _upload(operator, tmp_path / "kedua.xlsx")
    words = operator.locator("main").inner_text()
    assert "22 baris data = 22 diterima + 0 ditolak" in words
    _submit(operator)
    assert SLUG not in _read(f"{base_url}/data/daftar-pemilih.csv").decode()

    verifier = browser.new_page()
    enter_the_desk(verifier, invite("--role", "Pemeriksa", "--role", "Penerbit"))
    complaints.watch(verifier)
    for step in ("Nyatakan sesuai sumber", "Terbitkan"):
        verifier.goto(f"{base_url}/admin/")
        verifier.get_by_role("link", name="PDPB Triwulan I 2026").first.click()
        _quiet(verifier, complaints)
        verifier.get_by_role("link", name=step).click()
        verifier.get_by_role("button", name=step).click()
    verifier.get_by_text("Impor ini sekarang “Terbit”.").wait_for()

    reader = browser.new_page(java_script_enabled=False)
    _assert_public(reader, base_url)
    for page in (operator, verifier, reader):
        page.context.close()
