"""Workbooks for the tests of imports: from rows of text, and from the office's own tables."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from kpuntt.imports.book import Book, Sheet, SheetRow, Span

TABLES = Path(__file__).parents[3] / "data" / "imports"
#: Each kind with the table of the Laporan Kinerja 2024 that it reads.
OWN_TABLES = {
    "daftar-pemilih": "dpt-pilkada-2024.tsv",
    "hibah-pilkada": "hibah-pilkada-2024.tsv",
    "realisasi-anggaran": "realisasi-anggaran-2024.tsv",
    "gedung-kantor": "gedung-kantor-2024.tsv",
    "produk-hukum": "produk-hukum-2024.tsv",
    "indikator-kinerja": "indikator-kinerja-2024.tsv",
}


def sheet_of(
    rows: Iterable[Sequence[str]],
    *,
    name: str = "Lembar1",
    hidden_rows: frozenset[int] = frozenset(),
    hidden: bool = False,
    merges: Sequence[Span] = (),
) -> Sheet:
    """A sheet of these rows, counted from 1; a row without text is only counted."""
    held = [
        SheetRow(number, tuple(cells), hidden=number in hidden_rows)
        for number, cells in enumerate(rows, start=1)
        if any(cells)
    ]
    return Sheet(name, held, merges, hidden)


def book_of(*sheets: Sheet) -> Book:
    """A workbook of these sheets."""
    return Book("berkas.xlsx", "0" * 64, sheets)


def lines(text: str) -> list[list[str]]:
    """The cells of a table written line by line, with a bar between two cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]


def book(text: str, **options: object) -> Book:
    """A workbook with one sheet of such lines."""
    return book_of(sheet_of(lines(text), **options))  # type: ignore[arg-type]


def own_rows(kind: str) -> list[list[str]]:
    """The cells of the office's own table, as they stand in the text of its document."""
    text = (TABLES / OWN_TABLES[kind]).read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.split("\t")] for line in text.split("\n")]


def save_xlsx(rows: Iterable[Sequence[str]], path: Path) -> Path:
    """Save rows as text cells of a workbook."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for number, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            if text:
                sheet.cell(number, column).value = text
                sheet.cell(number, column).data_type = "s"
    workbook.save(path)
    return path


def save_csv(rows: Iterable[Sequence[str]], path: Path) -> Path:
    """Save rows as a spreadsheet does that has Indonesian settings: with semicolons."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    return path
