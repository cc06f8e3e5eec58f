"""CSV files: their encoding, their delimiter and their rows, none of them guessed."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from kpuntt.formatting import format_integer
from kpuntt.imports.book import FileRefusedError, Sheet, SheetRow
from kpuntt.imports.cells import tidy
from kpuntt.imports.limits import MAX_COLUMNS, MAX_ROWS, MAX_TEXT
from kpuntt.imports.worksheet_part import beyond, too_long_text

_DELIMITERS = (",", ";", "\t")
_SAMPLE_RECORDS = 20
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_REMEDY = "Simpan sebagai .xlsx (Excel Workbook) atau CSV UTF-8 lalu unggah lagi."


def read_csv(content: bytes, *, stem: str) -> tuple[Sheet, Iterator[SheetRow]]:
    """Return the one sheet of a CSV file, named after it, and its rows to be walked through.

    The first record with more than one field is the heading: no later record may have more fields,
    because a decimal comma between commas would move every figure behind it.
    Raises ``FileRefusedError``, and nothing else; a broken row does so on its turn.
    """
    text = _decoded(content)
    delimiter = _delimiter(text)
    return Sheet(name=stem, rows=()), _rows(text, delimiter)


def _decoded(content: bytes) -> str:
    """Return the text; Windows-1252 is what older Excel writes when it does not write UTF-8."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = None
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    if text is None or _CONTROLS.search(text):
        raise FileRefusedError(f"Isi berkas ini bukan teks CSV. {_REMEDY}")
    return text


def _delimiter(text: str) -> str:
    """Return what separates the fields, as the heading and most records after it show.

    Of several candidates that fit, the one that is met in an earlier record wins: a semicolon in
    the heading explains the commas in the figures below it. A draw is refused.
    """
    headings = {}
    for delimiter in _DELIMITERS:
        widths = [width for width in _widths(text, delimiter) if width]
        found = next((place for place, width in enumerate(widths) if width > 1), None)
        if found is not None:
            headings[delimiter] = (found, widths[found:])
    if not headings:
        return _DELIMITERS[0]
    fitting = {
        delimiter: place
        for delimiter, (place, widths) in headings.items()
        if max(widths) == widths[0] and widths.count(widths[0]) * 2 > len(widths)
    }
    candidates = fitting or {delimiter: place for delimiter, (place, _) in headings.items()}
    first = min(candidates.values())
    chosen = [delimiter for delimiter, place in candidates.items() if place == first]
    if len(chosen) > 1:
        raise FileRefusedError(
            "Pemisah kolom berkas CSV ini tidak dapat dikenali: koma, titik koma, dan tab "
            f"bercampur. {_REMEDY}"
        )
    return chosen[0]


def _widths(text: str, delimiter: str) -> Iterator[int]:
    """Yield how many fields each of the first records has; a broken record ends the sample."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from map(len, islice(reader, _SAMPLE_RECORDS))
    except csv.Error:
        return


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    heading = 0
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            cells = [tidy(field) for field in record]
            while cells and not cells[-1]:
                cells.pop()
            if heading and len(cells) > heading:
                raise _too_wide(number, len(cells), heading)
            if len(record) > 1 and not heading:
                heading = len(record)
            if not cells:
                continue
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise beyond(f"Baris {format_integer(number)} terisi {len(cells)} kolom")
            if max(map(len, record)) > MAX_TEXT:
                raise too_long_text()
            yield SheetRow(number=number, cells=tuple(cells))
    except csv.Error as error:
        raise FileRefusedError(
            f"Tanda kutip setelah baris {format_integer(number)} tidak berpasangan atau selnya "
            f"terlalu panjang. {_REMEDY}"
        ) from error


def _too_wide(number: int, width: int, heading: int) -> FileRefusedError:
    return FileRefusedError(
        f"Baris {format_integer(number)} memuat {width} kolom, padahal kepalanya {heading}. Koma "
        "desimal mungkin terbaca sebagai pemisah: pakai titik koma sebagai pemisah atau apit "
        "bilangan dengan tanda kutip, lalu unggah lagi."
    )
