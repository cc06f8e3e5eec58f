"""What is watched while the XML of a sheet streams by, and what openpyxl would not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpuntt.formatting import format_integer
from kpuntt.imports.archive import SAVE_AGAIN, SAVE_AS_XLSX, broken
from kpuntt.imports.book import FileRefusedError, Span, column_letters
from kpuntt.imports.limits import MAX_COLUMNS, MAX_MERGES, MAX_ROWS, MAX_TEXT

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ROW, _CELL, _VALUE, _FORMULA, _INLINE, _MERGE, _OUTLINE, _EXTENSIONS = (
    MAIN + name for name in ("row", "c", "v", "f", "is", "mergeCell", "outlinePr", "extLst")
)
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(rf"{_REFERENCE.pattern}(?::{_REFERENCE.pattern})?")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_TRUE = frozenset({"1", "true"})
_ZERO = re.compile(r"0+(?:\.0+)?")
_LAST_ROW, _LAST_COLUMN, _LAST_LEVEL = 1_048_576, 16_384, 7


@dataclass(slots=True)
class SheetFacts:
    """A sheet as its XML tells it: how far it is filled, its merges, and the rows nobody sees.

    ``uncomputed`` is the first formula without a result; ``zero`` the first whose result is 0,
    which some programs write in place of a result.
    """

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[Span] = field(default_factory=list)
    uncomputed: str = ""
    zero: str = ""


class SheetWatch:
    """Refuses what a sheet must not hold, and collects its facts."""

    is_tree = False

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self._row = self._column = 0
        self._in_row = self._in_cell = self._collecting = False
        self._type = "n"
        self._value: list[str] | None = None
        self._has_formula = self._has_inline = False
        self._length = 0
        self._levels: dict[int, int] = {}
        self._collapsed: list[int] = []
        self._summary_below = True
        self._columns: dict[str, int] = {}

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        if depth == 5 and self._in_cell:
            self._start_inside_cell(name)
        elif depth == 4 and self._in_row:
            if name == _CELL:
                self._start_cell(attributes)
            elif name != _EXTENSIONS:
                raise broken()
        elif name == _ROW:
            if depth != 3:
                raise broken()
            self._start_row(attributes)
        elif name in {_CELL, _VALUE}:
            raise broken()  # openpyxl would read it, wherever it stands
        elif name == _MERGE:
            self._merge(attributes.get("ref", ""))
        elif name == _OUTLINE:
            self._summary_below = attributes.get("summaryBelow", "1") in _TRUE

    def text(self, data: str) -> None:
        if self._in_cell:
            self._length += len(data)
            if self._length > MAX_TEXT:
                raise too_long_text()
            if self._collecting and self._value is not None:
                self._value.append(data)

    def end(self, depth: int) -> None:
        if depth == 5:
            self._collecting = False
        elif depth == 4 and self._in_cell:
            self._in_cell = False
            self._end_cell()
        elif depth == 3:
            self._in_row = False

    def finish(self) -> None:
        """Hide the rows of collapsed groups, which not every program hides one by one."""
        step = -1 if self._summary_below else 1
        for summary in self._collapsed:
            level = self._levels.get(summary, 0)
            row = summary + step
            while self._levels.get(row, 0) > level:
                self.facts.hidden_rows.add(row)
                row += step
        self._clip_merges()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r")
        row = self._row + 1 if number is None else _whole(number, _LAST_ROW)
        if row <= self._row:
            raise _unordered(f"baris {format_integer(row)}")
        self._row, self._column, self._in_row = row, 0, True
        level = attributes.get("outlineLevel", "0")
        if level != "0" and row <= MAX_ROWS:
            self._levels[row] = _whole(level, _LAST_LEVEL)
        if attributes.get("collapsed") in _TRUE:
            self._collapsed.append(row)
        invisible = attributes.get("hidden") in _TRUE or _ZERO.fullmatch(attributes.get("ht", ""))
        if invisible and row <= MAX_ROWS:
            self.facts.hidden_rows.add(row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            column = self._column + 1
        else:
            match = _REFERENCE.fullmatch(reference)
            if not match or int(match[2]) != self._row:
                raise _unordered(f"sel {reference[:20]}")
            column = self._columns.get(match[1]) or self._number_of(match[1])
        if column <= self._column:
            raise _unordered(f"sel {self._reference(column)}")
        self._column, self._in_cell, self._length = column, True, 0
        self._type = attributes.get("t", "n")
        self._value, self._has_formula, self._has_inline = None, False, False

    def _start_inside_cell(self, name: str) -> None:
        if name == _VALUE:
            if self._value is not None:
                raise broken()
            self._value, self._collecting = [], True
        elif name == _FORMULA:
            self._has_formula = True
        elif name == _INLINE:
            self._has_inline = True
        elif name in {_ROW, _CELL}:
            raise broken()

    def _end_cell(self) -> None:
        value = None if self._value is None else "".join(self._value)
        facts = self.facts
        if self._has_formula:
            if not value and (value is None or self._type != "str"):
                facts.uncomputed = facts.uncomputed or self._reference(self._column)
            elif value == "0":
                facts.zero = facts.zero or self._reference(self._column)
        if value:
            plain = value.strip()
            if self._type == "n" and not (len(plain) < 64 and _NUMBER.fullmatch(plain)):
                raise broken()
            if self._type == "s" and not (plain.isascii() and plain.isdigit()):
                raise broken()
        elif not self._has_inline:
            return
        if self._row > MAX_ROWS or self._column > MAX_COLUMNS:
            raise beyond(f"Sel {self._reference(self._column)} terisi")
        facts.last_row = self._row
        facts.last_column = max(facts.last_column, self._column)

    def _reference(self, column: int) -> str:
        return f"{column_letters(column)}{self._row}"

    def _number_of(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        if number > _LAST_COLUMN:
            raise broken()
        self._columns[letters] = number
        return number

    def _merge(self, reference: str) -> None:
        match = _RANGE.fullmatch(reference)
        if not match:
            raise broken()
        if len(self.facts.merges) == MAX_MERGES:
            raise FileRefusedError(
                f"Satu lembar memuat lebih dari {format_integer(MAX_MERGES)} sel gabungan. "
                f"Pisahkan sel-selnya (Merge & Center). {SAVE_AS_XLSX}"
            )
        first, last = match[1], match[3] or match[1]
        self.facts.merges.append(
            Span(
                int(match[2]),
                self._number_of(first),
                int(match[4] or match[2]),
                self._number_of(last),
            )
        )

    def _clip_merges(self) -> None:
        """Cut merges to what is read; ``A1:XFD1`` is a title, not 16,384 cells to fill.

        What is left cannot be more than the sheet unless merges overlap, which no program writes
        and which would be walked through cell by cell.
        """
        spans = [
            Span(
                span.first_row,
                span.first_column,
                min(span.last_row, MAX_ROWS),
                min(span.last_column, MAX_COLUMNS),
            )
            for span in self.facts.merges
        ]
        self.facts.merges = [
            span
            for span in spans
            if span.first_row <= span.last_row and span.first_column <= span.last_column
        ]
        area = sum(
            (span.last_row - span.first_row + 1) * (span.last_column - span.first_column + 1)
            for span in self.facts.merges
        )
        if area > MAX_ROWS * MAX_COLUMNS:
            raise FileRefusedError(
                f"Sel-sel gabungan dalam satu lembar saling bertumpang. {SAVE_AGAIN}"
            )


def beyond(where: str) -> FileRefusedError:
    """Return the refusal of a table that reaches further than is read."""
    return FileRefusedError(
        f"{where}, padahal yang dibaca paling banyak {format_integer(MAX_ROWS)} baris dan "
        f"{MAX_COLUMNS} kolom. Hapus isi di luar tabel atau bagi tabelnya menjadi beberapa berkas, "
        "lalu unggah lagi."
    )


def too_long_text() -> FileRefusedError:
    """Return the refusal of a text that is longer than any cell can be."""
    return FileRefusedError(
        f"Ada teks yang lebih panjang dari {format_integer(MAX_TEXT)} huruf dalam satu sel. "
        "Persingkat teksnya lalu unggah lagi."
    )


def _unordered(where: str) -> FileRefusedError:
    return FileRefusedError(
        f"Baris dan sel dalam berkas ini tidak berurutan atau berulang (pada {where}). {SAVE_AGAIN}"
    )


def _whole(text: str, largest: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8 and int(text) <= largest):
        raise broken()
    return int(text)
