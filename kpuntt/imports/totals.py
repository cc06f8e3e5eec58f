"""The total that a file prints: compared with the sum of its rows, and kept by some units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpuntt.formatting import format_figure
from kpuntt.imports.bounds import oversized
from kpuntt.imports.kinds import FIGURE_TYPES, CellError, Parsed, Record
from kpuntt.imports.targets import ImportTarget

#: The row of the record that is the printed total of the file.
TOTAL_ROW = 0


def total_record(
    target: ImportTarget, parsed: Parsed, records: Sequence[Record], region: str
) -> Record | None:
    """Return the printed total as a row, where the unit keeps it and the file lists none.

    A figure that it leaves blank below a filled column is missing, whatever was printed before.
    """
    if region or target.total_row is None or not parsed.printed_totals or not parsed.records:
        return None
    key = target.key_of(target.total_row)
    if any(target.key_of(record.values) == key for record in parsed.records):
        return None
    filled = {name for item in records for name, value in item.values.items() if value is not None}
    blank = {
        column.name: None
        for column in target.kind.columns
        if column.type in FIGURE_TYPES and column.name in filled
    }
    values = {**blank, **parsed.printed_totals, **target.total_row}
    return Record(parsed.records[0].sheet, TOTAL_ROW, values)


def total_errors(
    target: ImportTarget, parsed: Parsed, total: Record | None, region: str
) -> list[CellError]:
    """Return what keeps the printed total from being written: a cell unreadable or too large."""
    if region or target.total_row is None:
        return []
    large = oversized(target, [total] if total else [])
    return [*parsed.total_errors, *(replace(error, row=parsed.total_place) for error in large)]


def lacks_total(target: ImportTarget, records: Sequence[Record], region: str) -> bool:
    """Tell whether the unit keeps a printed total and none of ``records`` is one."""
    if region or target.total_row is None:
        return False
    key = target.key_of(target.total_row)
    return all(target.key_of(record.values) != key for record in records)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a column, and what the file prints for it."""

    label: str
    computed: int | Decimal | None
    printed: int | Decimal | None

    @property
    def is_comparable(self) -> bool:
        """Whether both are known."""
        return self.computed is not None and self.printed is not None

    @property
    def differs(self) -> bool:
        """Whether the file prints another figure than its rows add up to."""
        return self.is_comparable and self.computed != self.printed

    @property
    def printed_text(self) -> str:
        """The printed figure as people read it."""
        return "–" if self.printed is None else format_figure(self.printed)

    @property
    def computed_text(self) -> str:
        """The computed figure as people read it."""
        return "–" if self.computed is None else format_figure(self.computed)


def totals_of(parsed: Parsed) -> list[Total]:
    """Return each column that adds up, or that the file prints a total for."""
    printed = parsed.printed_totals or {}
    return [
        Total(column.label, parsed.totals.get(column.name), printed.get(column.name))
        for column in parsed.kind.columns
        if column.name in parsed.totals or column.name in printed
    ]
