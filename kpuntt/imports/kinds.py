"""What an area declares about a table that can be imported, and what is read from a file by it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
    DATE = "tanggal"


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column of an import: ``aliases`` are other headings met in real documents.

    ``choices`` maps the words that are understood to the stored value (for ``CHOICE``).
    """

    name: str
    label: str
    type: ValueType
    aliases: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A row that was accepted: where it stands in the file, and its values by column name.

    A value is ``None`` where the cell is blank: missing is not zero.
    """

    sheet: str
    row: int
    values: Mapping[str, Any]


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
class ImportKind:
    """A table that can be imported.

    ``key`` names the columns that identify a row. ``check`` applies the area's own rules to the
    accepted rows and to the totals that the file prints (by column name; ``None`` if there are
    none).
    """

    name: str
    title: str
    area: str
    columns: tuple[ImportColumn, ...]
    key: tuple[str, ...]
    check: Callable[[Sequence[Record], Mapping[str, Any] | None], Sequence[Check]]

    def column(self, name: str) -> ImportColumn:
        """Return the column of this name; ``KeyError`` if there is none."""
        return {column.name: column for column in self.columns}[name]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file says: every row that holds figures is either accepted or refused.

    ``rows_in == len(records) + rows_refused`` always. ``printed_totals`` are those of the file's
    own total row, which is compared and never imported. ``notices`` are sentences about what was
    passed over: hidden rows, repeated headings, carried-over totals, other sheets.
    """

    kind: ImportKind
    rows_in: int
    rows_refused: int
    records: Sequence[Record]
    errors: Sequence[CellError]
    totals: Mapping[str, Any]
    printed_totals: Mapping[str, Any] | None
    findings: Sequence[Check]
    notices: Sequence[str] = ()
