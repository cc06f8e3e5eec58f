"""A workbook as its reader sees it: sheets of rows of text. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class FileRefusedError(Exception):
    """A file that is not read at all; the message is a sentence in Indonesian with its remedy."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row: its number in the file (from 1) and the text of its cells from column A on.

    A blank cell is ``""``. A number is written without an exponent, a whole one without a point
    (``20373920000``), a fraction with a point (``99.61``); a date as ``2025-07-04``.
    """

    number: int
    cells: tuple[str, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range; rows and columns from 1, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows that hold anything, in order, and its merged ranges."""

    name: str
    rows: Sequence[SheetRow]
    merges: Sequence[Span] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read: its name, the SHA-256 of its bytes, and its sheets in order."""

    name: str
    sha256: str
    sheets: Sequence[Sheet]


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1: ``1`` is A, ``27`` is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
