"""Finding the table in a workbook of the office's own layout, and its rows.

Nothing is read into a value here. What is passed over is said in a notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kpuntt.imports.book import Book, FileRefusedError, Sheet, SheetRow, column_letters
from kpuntt.imports.headings import (
    Heading,
    Vocabulary,
    find_heading,
    is_column_numbers,
    is_figure,
    row_words,
)
from kpuntt.imports.kinds import SUMMED_TYPES, ImportKind
from kpuntt.imports.words import plain_text, words

#: Sheets of our own templates that explain and are never read, unless they are chosen by name.
EXPLAINING_SHEETS = frozenset({"petunjuk", "contoh", "pilihan"})
_CARRIED = re.compile(
    r"(?:(?:sub )?(?:jumlah|total) )?(?:yang )?(?:di ?pindahkan|pindahan)\b.*"
    r"|(?:jumlah|total) halaman\b.*|sub ?(?:jumlah|total)\b.*"
)
_DATED = re.compile(r"[A-Z][A-Za-z ]+, ?(?:[0-9]{1,2} )?[A-Z][a-z]+ [0-9]{4}")
_TOTAL_WORDS = frozenset({"jumlah", "total"})


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of the table: the text of its cells by column name."""

    number: int
    cells: dict[str, str]


@dataclass(slots=True)
class Table:
    """The table of a sheet: its rows of data, its own total row, and what was passed over.

    ``above`` are the cells above it, where its title stands.
    """

    sheet: str
    heading: Heading
    rows: list[TableRow] = field(default_factory=list)
    total: TableRow | None = None
    notices: list[str] = field(default_factory=list)
    above: list[str] = field(default_factory=list)


def read_table(kind: ImportKind, book: Book, *, sheet: str = "") -> Table:
    """Return the table of ``kind`` in ``book``, in the sheet of that name if one is given.

    Raises ``FileRefusedError`` if there is none, if several sheets fit, or if its headings cannot
    be told apart.
    """
    vocabulary = Vocabulary(kind)
    chosen, heading = _choose(vocabulary, book, sheet)
    table = Table(chosen.name, heading)
    first = heading.rows[0].number
    table.above = [cell for row in chosen.rows if row.number < first for cell in row.cells if cell]
    _name_other_sheets(table, book, chosen)
    _Reader(vocabulary, chosen, table).read()
    return table


def _choose(vocabulary: Vocabulary, book: Book, name: str) -> tuple[Sheet, Heading]:
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    if name:
        key = name.strip().casefold()
        named = [sheet for sheet in book.sheets if sheet.name.strip().casefold() == key]
        if not named:
            message = f"Lembar “{name}” tidak ada. Lembar yang ada: {_names(visible)}."
            raise FileRefusedError(message)
        if named[0].hidden:
            message = f"Lembar “{name}” tersembunyi. Tampilkan lembar itu, lalu kirim lagi."
            raise FileRefusedError(message)
        candidates = named
    else:
        candidates = [s for s in visible if words(s.name) not in EXPLAINING_SHEETS]
    found = [(sheet, find_heading(vocabulary, sheet)) for sheet in candidates]
    fitting = [(sheet, heading) for sheet, heading in found if heading and heading.complete]
    if len(fitting) > 1:
        message = (
            f"Beberapa lembar memuat tabel yang cocok: {_names([s for s, _h in fitting])}. "
            "Pilih satu lembar dengan namanya."
        )
        raise FileRefusedError(message)
    if not fitting:
        raise FileRefusedError(_nothing_fits(vocabulary.kind, found))
    return fitting[0]


def _names(sheets: Sequence[Sheet]) -> str:
    return ", ".join(f"“{sheet.name}”" for sheet in sheets) or "tidak ada"


def _nothing_fits(kind: ImportKind, found: Sequence[tuple[Sheet, Heading | None]]) -> str:
    """Say what was looked for and the nearest thing that was found."""
    near = [(sheet, heading) for sheet, heading in found if heading]
    if not near:
        wanted = ", ".join(f"“{column.label}”" for column in kind.columns if column.required)
        if kind.needs_one_of:
            wanted += f", dan “{kind.column(kind.needs_one_of[0]).label}”"
        return (
            f"Tabel “{kind.title}” tidak ditemukan. Yang dicari: baris judul dengan kolom "
            f"{wanted}. Yang diperiksa: lembar {_names([sheet for sheet, _h in found])}; tidak "
            "satu pun barisnya memuat judul itu."
        )
    sheet, heading = max(near, key=lambda item: len(item[1].columns))
    rows = " dan ".join(str(row.number) for row in heading.rows)
    place = f"lembar “{sheet.name}” baris {rows}"
    if heading.doubled:
        name, (first, second) = next(iter(heading.doubled.items()))
        return (
            f"Dua judul di {place} sama-sama berarti “{kind.column(name).label}”: kolom "
            f"{_titled(heading, first)} dan {_titled(heading, second)}. Ubah atau hapus salah "
            "satu judul itu."
        )
    missing = ", ".join(f"“{label}”" for label in heading.missing)
    titles = ", ".join(f"“{title}”" for title in heading.titles.values())
    return (
        f"Tabel “{kind.title}” tidak lengkap: kolom {missing} tidak ditemukan. Yang ditemukan di "
        f"{place}: {titles}. Tambahkan judul kolom itu."
    )


def _titled(heading: Heading, index: int) -> str:
    return f"{column_letters(index + 1)} ({heading.titles[index]})"


def _name_other_sheets(table: Table, book: Book, chosen: Sheet) -> None:
    hidden = [sheet for sheet in book.sheets if sheet.hidden]
    if hidden:
        table.notices.append(f"Lembar tersembunyi tidak dibaca: {_names(hidden)}.")
    others = [sheet for sheet in book.sheets if sheet is not chosen and not sheet.hidden]
    if others:
        table.notices.append(f"Lembar lain tidak dibaca: {_names(others)}.")


class _Reader:
    """Goes through the rows of a sheet from its heading on, and says what each one is."""

    def __init__(self, vocabulary: Vocabulary, sheet: Sheet, table: Table) -> None:
        self.vocabulary = vocabulary
        self.kind = vocabulary.kind
        self.sheet = sheet
        self.table = table
        self.heading = table.heading
        columns = self.heading.columns
        self.figures = [c.name for c in self.kind.columns if c.is_figure and c.name in columns]
        self.figure_indexes = {columns[name] for name in self.figures}
        # Where nothing adds up there is no total: "Jumlah halaman …" is an indicator.
        self.adds_up = any(column.type in SUMMED_TYPES for column in self.kind.columns)
        self.wraps = {c.name for c in self.kind.columns if c.wraps and c.name in columns}
        self.anchors = [
            name for name in (*self.kind.key, *self.kind.needs_one_of) if name in columns
        ]
        self.repeated: list[int] = []
        self.carried: list[int] = []
        self.skipped: list[int] = []
        self.blank: list[int] = []
        self.hidden: list[int] = []
        self.totals: list[int] = []
        self.stray: set[int] = set()
        self.continues = False

    def read(self) -> None:
        first = self.heading.rows[0].number
        last = self.heading.rows[-1].number
        above = {row_words(row) for row in self.sheet.rows if row.number < first}
        heading = {row_words(row) for row in self.heading.rows}
        previous = last
        for row in self.sheet.rows:
            if row.number <= last or not any(cell.strip() for cell in row.cells):
                continue
            key = row_words(row)
            if key in heading or key in above:
                self.repeated.append(row.number)
            elif is_column_numbers(row):
                continue
            elif self.vocabulary.all_speak(row):
                self._refuse_second_heading(row)
            else:
                self.continues = self.continues and (
                    row.number == previous + 1 or previous in self.repeated
                )
                self._row(row)
            previous = row.number
        self._say()

    def _row(self, row: SheetRow) -> None:
        cells = {
            name: row.cells[index] if index < len(row.cells) else ""
            for name, index in self.heading.columns.items()
        }
        filled = [name for name in self.figures if cells[name].strip()]
        figures = any(is_figure(cells[name]) for name in filled)
        label = self._label(row)
        adds_up = figures and self.adds_up
        if adds_up and _CARRIED.fullmatch(label):
            self.carried.append(row.number)
        elif adds_up and label.split(" ", 1)[0] in _TOTAL_WORDS:
            self.totals.append(row.number)
            self.table.total = TableRow(row.number, cells)
            self.continues = False
        elif figures or (filled and not self.totals and self._anchored(cells)):
            self._take(row, cells)
        elif self.continues and self._is_continuation(row, cells):
            above = self.table.rows[-1].cells
            for name in self.wraps:
                above[name] = f"{above[name]} {cells[name]}".strip()
        elif self._anchored(cells) and not self.totals and len(row_words(row)) > 1:
            self.blank.append(row.number)
            self.continues = False
        else:
            self.skipped.append(row.number)
            self.continues = False

    def _take(self, row: SheetRow, cells: dict[str, str]) -> None:
        self.table.rows.append(TableRow(row.number, cells))
        self.continues = True
        if row.hidden:
            self.hidden.append(row.number)
        known = {*self.heading.columns.values(), *self.heading.titles}
        self.stray.update(
            index for index, cell in enumerate(row.cells) if cell.strip() and index not in known
        )

    def _label(self, row: SheetRow) -> str:
        """Return the words of the first cell that is neither a figure nor a running number."""
        for index, cell in enumerate(row.cells):
            if cell.strip() and index not in self.figure_indexes and not is_figure(cell):
                return words(cell)
        return ""

    def _anchored(self, cells: dict[str, str]) -> bool:
        return any(cells[name].strip() for name in self.anchors)

    def _is_continuation(self, row: SheetRow, cells: dict[str, str]) -> bool:
        """Tell whether a row holds nothing but the end of a wrapped text."""
        wrapped = [cells[name] for name in self.wraps if cells[name].strip()]
        if not wrapped or len(wrapped) != sum(1 for cell in row.cells if cell.strip()):
            return False
        return not any(_DATED.fullmatch(plain_text(text)) for text in wrapped)

    def _refuse_second_heading(self, row: SheetRow) -> None:
        first = self.heading.rows[0].number
        message = (
            f"Judul tabel di lembar “{self.sheet.name}” baris {row.number} berbeda dari judul di "
            f"baris {first}. Satu lembar hanya boleh memuat satu susunan kolom; pisahkan tabel itu."
        )
        raise FileRefusedError(message)

    def _say(self) -> None:
        say = self.table.notices.append
        heading = self.heading
        for index in heading.unmatched:
            say(f"Kolom {_titled(heading, index)} tidak dikenal dan tidak dibaca.")
        for index in sorted(self.stray):
            say(f"Kolom {column_letters(index + 1)} tidak berjudul; isinya tidak dibaca.")
        for rows, text in (
            (self.repeated, "Judul yang diulang dilewati: baris {}."),
            (self.carried, "Jumlah pindahan dilewati, tidak dihitung: baris {}."),
            (self.hidden, "Baris tersembunyi ikut dibaca: baris {}."),
            (self.blank, "Baris tanpa angka dilewati: baris {}."),
            (self.skipped, "Baris yang bukan data dilewati: baris {}."),
            (self.totals[:-1], "Ada beberapa baris jumlah; baris {} tidak dibandingkan."),
        ):
            if rows:
                say(text.format(_listed(rows)))


def _listed(numbers: Sequence[int]) -> str:
    """List row numbers briefly: ``3–5, 9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
