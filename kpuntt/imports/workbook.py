"""From a workbook that has passed the preflight to its sheets of text, through openpyxl."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from kpuntt.imports.archive import broken
from kpuntt.imports.book import FileRefusedError, Sheet, SheetRow
from kpuntt.imports.cells import text_of
from kpuntt.imports.package_parts import WorkbookFacts
from kpuntt.imports.worksheet_part import SheetFacts


def read_workbook(
    content: bytes, facts: WorkbookFacts
) -> Iterator[tuple[Sheet, Iterator[SheetRow]]]:
    """Yield each sheet without its rows, and its rows to be walked through at once.

    Raises ``FileRefusedError`` for formulas without results. What openpyxl raises at a workbook
    that it does not understand is not caught here: it ends the process that reads.
    """
    if not openpyxl.DEFUSEDXML:
        message = "openpyxl must parse with defusedxml"
        raise RuntimeError(message)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions that openpyxl leaves out
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
        with closing(book):
            for sheet in book.worksheets:
                # The part that openpyxl reads must be one that was looked at.
                found = facts.sheets.get(getattr(sheet, "_worksheet_path", ""))
                if found is None or not isinstance(sheet, ReadOnlyWorksheet):
                    raise broken()
                if found.uncomputed:
                    raise _no_result(sheet.title, found.uncomputed)
                if found.zero and facts.recalculates:
                    raise _no_result(sheet.title, found.zero)
                hidden = sheet.sheet_state != "visible"
                yield Sheet(sheet.title, (), found.merges, hidden), _rows(sheet, found)


def _rows(sheet: ReadOnlyWorksheet, facts: SheetFacts) -> Iterator[SheetRow]:
    """Yield the rows that hold anything.

    How far they reach is what the preflight has seen, never what the file claims.
    """
    sheet.reset_dimensions()
    for number, row in enumerate(islice(sheet.rows, facts.last_row), start=1):
        cells = [
            text_of(cell.value, cell.number_format if cell.data_type == "n" else "")
            if cell.value is not None
            else ""
            for cell in row[: facts.last_column]
        ]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield SheetRow(number, tuple(cells), hidden=number in facts.hidden_rows)


def _no_result(sheet: str, reference: str) -> FileRefusedError:
    return FileRefusedError(
        f"Pada lembar “{sheet[:40]}”, sel {reference} berisi rumus tanpa hasil; buka dan simpan "
        "lagi di Excel atau LibreOffice, lalu unggah lagi."
    )
