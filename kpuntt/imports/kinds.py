"""What an area declares about a table that can be imported, and what is read from a file by it.

Labels are headings of real files, so they are Indonesian in every language of the interface.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kpuntt.reconciliation import Check


class ValueType(StrEnum):
    """How the text of a cell becomes a value (DESIGN section 4, "Numbers")."""

    TEXT = "teks"
    REGION = "wilayah"
    COUNT = "cacah"
    MONEY = "rupiah"
    DECIMAL = "desimal"
    CODE = "kode"
    CHOICE = "pilihan"


#: The types whose cells are numbers that add up.
SUMMED_TYPES = frozenset({ValueType.COUNT, ValueType.MONEY})
FIGURE_TYPES = SUMMED_TYPES | {ValueType.DECIMAL}

#: The words that are understood in a cell, and the value each of them stands for.
Choices = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column of an import: ``aliases`` are other headings met in real documents.

    Headings are compared word by word; label and name are understood as well. ``choices`` are
    those of a ``CHOICE``, or a function that reads them. ``units`` may stand behind a count ("2
    TPS Loksus"), ``prefixes`` in front of a region. ``figure`` marks a column whose text makes a
    row a row of data; columns of numbers always do. ``spans``: a blank cell repeats the one above
    it. ``wraps``: a row that holds nothing else continues the text above it. ``spread`` names the
    columns that lie side by side below this one heading. An ``alternative`` is read where it is
    met, but not offered in the template.
    """

    name: str
    label: str
    type: ValueType
    aliases: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    choices: Choices | Callable[[], Choices] | None = None
    units: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    figure: bool = False
    spans: bool = False
    wraps: bool = False
    spread: tuple[str, ...] = ()
    alternative: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether a cell of this column makes its row a row of data."""
        return self.figure or self.type in FIGURE_TYPES

    def understood(self) -> Choices:
        """Return the words that a cell of this column may hold; empty if it is free."""
        if self.choices is None:
            return {}
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Record:
    """A row that was accepted: where it stands in the file, and its values by column name.

    A value is ``None`` where the cell is blank: missing is not zero. ``printed`` keeps the text of
    the cells: a misprinted name, a target with its per cent sign.
    """

    sheet: str
    row: int
    values: Mapping[str, Any]
    printed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell of the row at hand, by the name of its column, and the remedy."""

    column: str
    problem: str
    remedy: str


@dataclass(slots=True)
class Draft:
    """A row that is being read, before it is accepted or refused; the total row is one too.

    ``values`` holds what could be read, ``printed`` the text of all cells by column name.
    """

    row: int
    printed: dict[str, str]
    values: dict[str, Any]
    is_total: bool = False
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, problem: str, remedy: str) -> None:
        """Refuse the row for the cell in ``column``."""
        self.problems.append(Problem(column, problem, remedy))


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell or row that cannot be read: where, what stands there, what is wrong, what to do."""

    sheet: str
    row: int
    column: str
    value: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """The accepted rows with the totals that the file prints (by column name, ``None`` if none).

    Where a row was refused, the rows are not ``complete``: a sum would be a false finding.
    """

    records: Sequence[Record]
    printed: Mapping[str, Any] | None
    complete: bool


@dataclass(frozen=True, slots=True)
class Sum:
    """A law within a row, by the name that people give it: ``total`` is the sum of ``parts``."""

    total: str
    parts: tuple[str, ...]
    law: str


def _all_records(records: Sequence[Record]) -> Sequence[Record]:
    return records


@dataclass(frozen=True, slots=True)
class ImportKind:
    """A table that can be imported.

    ``key`` names the columns that identify a row. ``check`` applies the area's own
    rules to what was accepted.

    ``groups`` are headings that span others and add nothing ("Daftar Pemilih Tetap" above "L").
    ``needs_one_of`` are columns of which one must be there. ``sums`` are laws
    within a row, used only to word a remedy. ``arrange`` completes the rows from their
    place in the table, the total row included; it gets the code of the chosen region. ``summed``
    selects the rows that add up to the total. ``examples`` are real rows by column name, for the
    template; ``lists_regions`` says that the template lists the regencies.
    """

    name: str
    title: str
    area: str
    columns: tuple[ImportColumn, ...]
    key: tuple[str, ...]
    check: Callable[[Accepted], Sequence[Check]]
    groups: tuple[str, ...] = ()
    needs_one_of: tuple[str, ...] = ()
    sums: tuple[Sum, ...] = ()
    arrange: Callable[[Sequence[Draft], str], None] | None = None
    summed: Callable[[Sequence[Record]], Sequence[Record]] = _all_records
    examples: Sequence[Mapping[str, str]] = ()
    lists_regions: bool = False

    def column(self, name: str) -> ImportColumn:
        """Return the column of this name; ``KeyError`` if there is none."""
        return {column.name: column for column in self.columns}[name]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says: every row that holds figures is either accepted or refused.

    ``rows_in == len(records) + rows_refused`` always. ``printed_totals`` are those of the file's
    own total row ``total_place``, which is no row of data; ``total_errors`` are its cells that
    cannot be read. ``totals`` are the sums of the columns, ``None`` where a cell is missing.
    ``notices`` are sentences about what was passed over: hidden rows, repeated headings,
    carried-over totals, other sheets.
    ``headings`` are those of the file by column name, ``refused`` the refused rows as they stand.
    ``above`` are the cells above the table, its title among them; ``unread`` the headings that the
    kind does not know.
    """

    kind: ImportKind
    rows_in: int
    rows_refused: int
    records: Sequence[Record]
    errors: Sequence[CellError]
    totals: Mapping[str, Any]
    printed_totals: Mapping[str, Any] | None
    findings: Sequence[Check]
    total_errors: Sequence[CellError] = ()
    total_place: int = 0
    notices: Sequence[str] = ()
    headings: Mapping[str, str] = field(default_factory=dict)
    refused: Sequence[Record] = ()
    above: Sequence[str] = ()
    unread: Sequence[str] = ()
