"""How a book passes from the process that reads a file to the one that asked: JSON lines.

The first line says the version of the bytes (SHA-256), an object opens a sheet, a list is a row,
and the last line counts the rows, so that half a book is not taken for a whole one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TypeVar

from kpuntt.imports.book import Book, FileRefusedError, Sheet, SheetRow, Span
from kpuntt.imports.limits import MAX_RESULT_BYTES

T = TypeVar("T")

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write_book(
    target: BinaryIO, sha256: str, sheets: Iterable[tuple[Sheet, Iterator[SheetRow]]]
) -> None:
    """Write the sheets and their rows; raises ``FileRefusedError`` when they become too many."""
    left = MAX_RESULT_BYTES

    def put(value: object) -> None:
        nonlocal left
        line = _encode(value).encode() + b"\n"
        left -= len(line)
        if left < 0:
            raise too_much()
        target.write(line)

    count = 0
    put({"sha256": sha256})
    for sheet, rows in sheets:
        merges = [
            [span.first_row, span.first_column, span.last_row, span.last_column]
            for span in sheet.merges
        ]
        put({"sheet": sheet.name, "hidden": sheet.hidden, "merges": merges})
        for row in rows:
            put([row.number, row.hidden, *row.cells])
            count += 1
    put({"rows": count})


def read_book(source: BinaryIO, name: str) -> Book:
    """Return the book that ``write_book`` has written; raises ``ValueError`` for anything else."""
    lines = map(json.loads, source)
    sha256 = _typed(_member(next(lines, None), "sha256"), str)
    sheets: list[Sheet] = []
    count = 0
    rows: list[SheetRow] = []
    for line in lines:
        if isinstance(line, list) and sheets:
            rows.append(_row(line))
            count += 1
        elif isinstance(line, dict) and "sheet" in line:
            rows = []
            sheets.append(_sheet(line, rows))
        elif line == {"rows": count} and next(lines, None) is None:
            return Book(name, sha256, tuple(sheets))
        else:
            break
    message = "not a whole book"
    raise ValueError(message)


def too_much() -> FileRefusedError:
    """Return the refusal of a file whose cells together are more than is kept."""
    return FileRefusedError(
        "Isi semua sel berkas ini terlalu banyak. Bagi menjadi beberapa berkas lalu unggah lagi."
    )


def _sheet(line: dict[str, Any], rows: list[SheetRow]) -> Sheet:
    merges = [
        Span(*(_typed(number, int) for number in span)) for span in _typed(line["merges"], list)
    ]
    return Sheet(_typed(line["sheet"], str), rows, merges, hidden=_typed(line["hidden"], bool))


def _row(line: list[Any]) -> SheetRow:
    number, hidden, *cells = line
    return SheetRow(
        _typed(number, int), tuple(_typed(cell, str) for cell in cells), _typed(hidden, bool)
    )


def _member(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None


def _typed(value: object, kind: type[T]) -> T:
    if type(value) is not kind:
        message = f"expected {kind.__name__}"
        raise ValueError(message)
    return value
