"""A workbook of what was refused: each error with its remedy, and the refused rows as they are."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from kpuntt.imports.kinds import Parsed

_TITLES = ("Lembar", "Baris", "Kolom", "Nilai", "Masalah", "Yang perlu dilakukan")


def error_workbook(parsed: Parsed) -> bytes:
    """Return an XLSX file with the sheets "Kesalahan" and "Baris ditolak".

    All text is written as text: a cell of the file that begins like a formula stays what it was.
    """
    buffer = BytesIO()
    book = xlsxwriter.Workbook(
        buffer,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    errors = book.add_worksheet("Kesalahan")
    errors.freeze_panes(1, 0)
    errors.set_column(0, 3, 18)
    errors.set_column(4, 5, 60, wrapped)
    for index, title in enumerate(_TITLES):
        errors.write_string(0, index, title, bold)
    for row, error in enumerate(parsed.errors, start=1):
        errors.write_string(row, 0, error.sheet)
        errors.write_number(row, 1, error.row)
        for index, text in enumerate(
            (error.column, error.value, error.problem, error.remedy), start=2
        ):
            errors.write_string(row, index, text)
    refused = book.add_worksheet("Baris ditolak")
    refused.freeze_panes(1, 0)
    for index, title in enumerate(("Baris", *parsed.headings.values())):
        refused.write_string(0, index, title, bold)
    for row, record in enumerate(parsed.refused, start=1):
        refused.write_number(row, 0, record.row)
        for index, name in enumerate(parsed.headings, start=1):
            refused.write_string(row, index, record.printed.get(name, ""))
    book.close()
    return buffer.getvalue()
