from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kpuntt.imports.book import FileRefusedError, Span
from tests.unit.kpuntt.imports.samples import (
    cells_of,
    parts,
    read_here,
    relations,
    sheet,
    strings,
    workbook,
    xlsx,
    zipped,
)

TABLE: list[list[object]] = [
    ["Wilayah", "Jumlah", "Persen", "Tanggal", "Benar", "Saat"],
    [
        "Flores Timur – “A” 🗳",
        20373920000,
        0.9961,
        date(2025, 7, 4),
        True,
        datetime.combine(date(2025, 7, 4), time(9, 5)),
    ],
    [],
    ["Sabu\nRaijua", 99.61, 1, date(1900, 3, 1), False, None],
    ["0012", -5, None, None, None, None],
]
AS_READ = [
    (1, ("Wilayah", "Jumlah", "Persen", "Tanggal", "Benar", "Saat")),
    (
        2,
        (
            "Flores Timur – “A” 🗳",
            "20373920000",
            "99.61",
            "2025-07-04",
            "TRUE",
            "2025-07-04T09:05:00",
        ),
    ),
    (4, ("Sabu Raijua", "99.61", "100", "1900-03-01", "FALSE")),
    (5, ("0012", "-5")),
]


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    data = book.active
    assert data is not None
    data.title = "Data"
    for number, row in enumerate(TABLE, start=1):
        for column, value in enumerate(row, start=1):
            cell = data.cell(number, column)
            cell.value = value  # type: ignore[assignment]
            if column == 3 and number > 1:
                cell.number_format = "0.00%"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _by_xlsxwriter() -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    formats = {
        column: book.add_format({"num_format": code})
        for column, code in ((2, "0.00%"), (3, "d mmmm yyyy"), (5, "dd/mm/yyyy hh:mm"))
    }
    data = book.add_worksheet("Data")
    for number, row in enumerate(TABLE):
        for column, value in enumerate(row):
            data.write(number, column, value, formats.get(column) if number else None)
    book.close()
    return target.getvalue()


@pytest.mark.parametrize("write", [_by_openpyxl, _by_xlsxwriter])
def test_what_python_libraries_write_is_read_alike(
    tmp_path: Path, write: Callable[[], bytes]
) -> None:
    (data,) = read_here(write(), tmp_path).sheets
    assert (data.name, data.hidden) == ("Data", False)
    assert [(row.number, row.cells) for row in data.rows] == AS_READ


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_what_libreoffice_writes_is_read_alike(tmp_path: Path) -> None:
    (tmp_path / "data.xlsx").write_bytes(_by_openpyxl())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    target = tmp_path / "out"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target)]
    subprocess.run([*command, str(tmp_path / "data.xlsx")], check=True, capture_output=True)
    (data,) = read_here((target / "data.xlsx").read_bytes(), tmp_path).sheets
    assert [(row.number, row.cells) for row in data.rows] == AS_READ


def test_texts_of_every_kind_are_read_without_their_format(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><r><t>Sa</t></r><r><t>bu</t></r></is></c>'
        '<c r="D1" t="str"><f>A1</f><v>x</v></c><c r="E1" t="e"><v>#DIV/0!</v></c></row>'
    )
    shared = strings(
        "<r><rPr><b/></rPr><t>Ku</t></r><r><t>pang</t></r>",
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="0"/>',
    )
    book = read_here(xlsx(rows, strings=shared), tmp_path)
    assert cells_of(book) == [("Kupang", "東京", "Sabu", "x", "#DIV/0!")]


def test_numbers_are_read_by_their_formats(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1" s="2"><v>0.99609999999999999</v></c>'
        '<c r="B1" s="6"><v>99.61</v></c><c r="C1"><v>2.037392E10</v></c>'
        '<c r="D1" s="1"><v>1234.5</v></c><c r="E1" s="7"><v>1.25</v></c>'
        '<c r="F1" t="b"><v>1</v></c><c r="G1" t="d" s="3"><v>2025-07-04</v></c></row>'
    )
    expected = ("99.61", "99.61", "20373920000", "1234.5", "30:00:00", "TRUE", "2025-07-04")
    assert cells_of(read_here(xlsx(rows), tmp_path)) == [expected]


@pytest.mark.parametrize(
    ("property_", "dates"),
    [
        ("", ("1900-01-01", "2025-07-04", "2025-07-04T12:00:00")),
        ('<workbookPr date1904="1"/>', ("1904-01-02", "2029-07-05", "2029-07-05T12:00:00")),
    ],
)
def test_dates_count_from_the_epoch_of_their_workbook(
    tmp_path: Path, property_: str, dates: tuple[str, ...]
) -> None:
    rows = (
        '<row r="1"><c r="A1" s="3"><v>1</v></c><c r="B1" s="3"><v>45842</v></c>'
        '<c r="C1" s="5"><v>45842.5</v></c></row>'
    )
    content = xlsx(rows, workbook=workbook(more=property_))
    assert cells_of(read_here(content, tmp_path)) == [dates]


def test_formulas_give_the_results_that_were_stored(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>4</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>0</v></c></row>'
    )
    assert cells_of(read_here(xlsx(rows), tmp_path)) == [("4",), ("0",)]


def test_a_zero_in_place_of_a_result_is_refused(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    data = book.add_worksheet("Rekap")
    data.write_formula(6, 1, "=SUM(B1:B6)")
    book.close()
    with pytest.raises(FileRefusedError, match="“Rekap”, sel B7 berisi rumus tanpa hasil"):
        read_here((tmp_path / "a.xlsx").read_bytes(), tmp_path)


def test_sheets_come_in_the_order_of_the_workbook_with_what_is_hidden_marked(
    tmp_path: Path,
) -> None:
    rows = (
        '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    )
    content = zipped(
        {
            **parts(),
            "xl/worksheets/sheet1.xml": sheet(rows),
            "xl/worksheets/sheet2.xml": sheet(
                "", after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
            ),
            "xl/worksheets/sheet3.xml": sheet(""),
            "xl/workbook.xml": workbook(
                ("C", "A", "B"), states=("visible", "hidden", "veryHidden")
            ),
            "xl/_rels/workbook.xml.rels": relations(sheets=3),
        }
    )
    book = read_here(content, tmp_path)
    assert [(found.name, found.hidden) for found in book.sheets] == [
        ("C", False),
        ("A", True),
        ("B", True),
    ]
    assert [(row.number, row.hidden) for row in book.sheets[0].rows] == [(1, True), (2, False)]
    assert list(book.sheets[1].merges) == [Span(1, 1, 2, 2)]


def test_a_sheet_that_was_not_looked_at_is_not_read(tmp_path: Path) -> None:
    moved = relations().replace("worksheets/sheet1.xml", "media/image1.png")
    content = zipped(
        {**parts(), "xl/media/image1.png": sheet(""), "xl/_rels/workbook.xml.rels": moved}
    )
    with pytest.raises(FileRefusedError, match="rusak"):
        read_here(content, tmp_path)


def test_comments_and_printer_settings_and_pictures_do_no_harm(tmp_path: Path) -> None:
    extra: dict[str, str | bytes] = {
        "xl/drawings/vmlDrawing1.vml": "<xml><br>",
        "xl/printerSettings/printerSettings1.bin": b"\x00\x01",
        "xl/media/image1.png": b"\x89PNG",
        "docProps/thumbnail.wmf": b"\xd7\xcd",
    }
    assert cells_of(read_here(zipped({**parts(), **extra}), tmp_path)) == [("1",)]
