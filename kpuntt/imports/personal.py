"""No personal voter data, ever: a workbook that holds any is refused before all else.

The refused value is repeated nowhere, neither in the message nor in a log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from kpuntt.imports.book import Book, FileRefusedError, Sheet, column_letters
from kpuntt.imports.words import words

_LENGTH = 16
#: Digits in a row, with at most one separating sign and a masked digit here and there.
_RUN = re.compile(r"[0-9*xX](?:[\s.\-'’`_/]?[0-9*xX])*")
_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
#: A share or ratio with the digits that a formula left behind its point is no such number.
_RATIO = re.compile(r"[0-9]{1,3}[.,][0-9]+")
_DIGITS = re.compile(r"[0-9*xX]")
_ONLY = frozenset(
    (
        *("no", "nomor", "nik", "nkk", "kk", "pemilih", "nama", "kepala", "keluarga", "kartu"),
        *("ktp", "el", "e", "tanda", "penduduk", "paspor"),
    )
)
_NUMBERS = frozenset({"nik", "nkk", "kk"})
_PHRASES = ("nomor induk kependudukan", "no induk kependudukan", "kartu keluarga")
_LONGEST_HEADING = 60


def refuse_personal(book: Book) -> None:
    """Raise ``FileRefusedError`` if any sheet, hidden ones too, holds numbers of persons."""
    for position, sheet in enumerate(book.sheets, start=1):
        for place in _places(sheet):
            name = f"ke-{position}" if _is_person(sheet.name) else f"“{sheet.name}”"
            message = (
                f"Berkas ini memuat data perseorangan (NIK, NKK, atau nilai 16 angka) pada lembar "
                f"{name}{place}. Tidak ada isinya yang dibaca atau disimpan. Hapus data itu dan "
                "kirim hanya rekapitulasi."
            )
            raise FileRefusedError(message)


def _places(sheet: Sheet) -> Iterator[str]:
    if _is_person(sheet.name):
        yield ""
    for row in sheet.rows:
        for index, cell in enumerate(row.cells):
            if cell and (_is_person(cell) or _is_heading(cell)):
                yield f", baris {row.number}, kolom {column_letters(index + 1)}"


def _is_person(text: str) -> bool:
    if len(text) < _LENGTH or _RATIO.fullmatch(text.strip()):
        return _is_exponent(text)
    return _is_exponent(text) or any(
        len(_DIGITS.findall(run)) == _LENGTH and any(sign.isdigit() for sign in run)
        for run in _RUN.findall(text)
    )


def _is_exponent(text: str) -> bool:
    """Tell whether a spreadsheet wrote a number of sixteen digits with an exponent."""
    cell = text.strip()
    if "e" not in cell.casefold() or not _EXPONENT.fullmatch(cell):
        return False
    try:
        return Decimal(cell.replace(",", ".")).adjusted() + 1 == _LENGTH
    except InvalidOperation:
        return False


def _is_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING:
        return False
    key = words(text)
    found = set(key.split())
    return bool(found & _NUMBERS and found <= _ONLY) or (
        any(phrase in key for phrase in _PHRASES) and "jumlah" not in found
    )
