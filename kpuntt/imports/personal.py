"""No personal voter data, ever: a workbook that holds any is refused before all else.

The refused value is repeated nowhere, neither in the message nor in a log.
"""

from __future__ import annotations

from collections.abc import Iterator

from kpuntt.identity_numbers import is_identity_number
from kpuntt.imports.book import Book, FileRefusedError, Sheet, column_letters
from kpuntt.imports.words import words

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
            name = f"ke-{position}" if is_identity_number(sheet.name) else f"“{sheet.name}”"
            message = (
                f"Berkas ini memuat data perseorangan (NIK, NKK, atau nilai 16 angka) pada lembar "
                f"{name}{place}. Tidak ada isinya yang dibaca atau disimpan. Hapus data itu dan "
                "kirim hanya rekapitulasi."
            )
            raise FileRefusedError(message)


def _places(sheet: Sheet) -> Iterator[str]:
    if is_identity_number(sheet.name):
        yield ""
    for row in sheet.rows:
        for index, cell in enumerate(row.cells):
            if cell and (is_identity_number(cell) or _is_heading(cell)):
                yield f", baris {row.number}, kolom {column_letters(index + 1)}"


def _is_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING:
        return False
    key = words(text)
    found = set(key.split())
    return bool(found & _NUMBERS and found <= _ONLY) or (
        any(phrase in key for phrase in _PHRASES) and "jumlah" not in found
    )
