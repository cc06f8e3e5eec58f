"""What a file would change: every row new, changed, the same or missing. Nothing is stored."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kpuntt.imports.bounds import oversized
from kpuntt.imports.cautions import Caution, cautions_of
from kpuntt.imports.kinds import CellError, Parsed, Record
from kpuntt.imports.mismatch import mismatches
from kpuntt.imports.targets import ImportTarget, Key, Row
from kpuntt.imports.totals import (
    TOTAL_ROW,
    Total,
    lacks_total,
    total_errors,
    total_record,
    totals_of,
)


class RowState(StrEnum):
    """What the file says about a row, beside the version that is published."""

    NEW = "baru"
    CHANGED = "berubah"
    SAME = "sama"
    MISSING = "hilang"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell: its value in the published version and in the file."""

    column: str
    label: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of the file, or one that only the published version has (without ``record``).

    ``is_total`` marks the printed total, which is no row of data but has its place in the unit.
    """

    state: RowState
    name: str
    record: Record | None
    changes: Sequence[Change]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that a preview shows, and all that a publication writes.

    ``fingerprint`` is the same if and only if the same rows meet the same published version.
    """

    rows_in: int
    rows_refused: int
    rows: Sequence[RowChange]
    errors: Sequence[CellError]
    cautions: Sequence[Caution]
    totals: Sequence[Total]
    notices: Sequence[str]
    base_version: int | None
    fingerprint: str

    @property
    def records(self) -> list[Record]:
        """The rows to write, the printed total included."""
        return [row.record for row in self.rows if row.record is not None]

    def count(self, state: RowState) -> int:
        """Return how many rows of data are in ``state``."""
        return sum(1 for row in self.rows if row.state == state and not row.is_total)

    def counts(self) -> dict[str, int]:
        """Return the counts that a batch stores, by the names of its fields."""
        numbers = Counter(row.state for row in self.rows if not row.is_total)
        return {
            "rows_in": self.rows_in,
            "rows_accepted": self.rows_in - self.rows_refused,
            "rows_refused": self.rows_refused,
            **{f"rows_{state.name.lower()}": numbers[state] for state in RowState},
        }


def compare(
    target: ImportTarget, parsed: Parsed, *, unit: Any, is_new: bool, region: str
) -> Comparison:
    """Compare what was read with the published ``unit``, or with nothing if the unit is new."""
    base = None if is_new else unit
    settled = _without_unsaid(target, [target.settle(record) for record in parsed.records])
    refused = [*oversized(target, settled), *target.refusals(base, settled, region)]
    outside = {(error.sheet, error.row) for error in refused}
    records = [item for item in settled if (item.sheet, item.row) not in outside]
    total = total_record(target, parsed, settled, region)
    written = [*records, *([total] if total else [])]
    current = {} if base is None else target.current(base, records, region)
    name_of = target.namer()
    rows = _rows(target, written, current, name_of)
    start = target.baseline(unit) if base is None else current
    cautions = cautions_of(
        target,
        written,
        name_of,
        start=start,
        gone=[row.name for row in rows if row.state == RowState.MISSING],
        unsaid=_unsaid(target, rows),
        findings=parsed.findings,
        mismatches=list(mismatches(target, parsed, unit)),
        total_missing=lacks_total(target, written, region),
        is_new=is_new,
    )
    version = None if base is None else base.version
    rows_refused = parsed.rows_refused + len(outside)
    if len(records) + rows_refused != parsed.rows_in:
        message = "a row was lost"
        raise AssertionError(message)
    return Comparison(
        rows_in=parsed.rows_in,
        rows_refused=rows_refused,
        rows=rows,
        errors=[*parsed.errors, *refused, *total_errors(target, parsed, total, region)],
        cautions=cautions,
        totals=totals_of(parsed),
        notices=parsed.notices,
        base_version=version,
        fingerprint=_fingerprint(target, version, rows, cautions),
    )


def _without_unsaid(target: ImportTarget, records: list[Record]) -> list[Record]:
    """Leave out optional columns that are blank from top to bottom, where that says nothing."""
    if not target.keeps_unsaid:
        return records
    unsaid = {
        column.name
        for column in target.kind.columns
        if not column.required
        and all(record.values.get(column.name) in (None, "") for record in records)
    }
    return [
        replace(item, values={n: v for n, v in item.values.items() if n not in unsaid})
        for item in records
    ]


def _rows(
    target: ImportTarget,
    records: Sequence[Record],
    current: Mapping[Key, Row],
    name_of: Callable[[Row], str],
) -> list[RowChange]:
    labels = {column.name: column.label for column in target.kind.columns}
    rows = [
        _row(target, record, current.get(target.key_of(record.values)), labels, name_of)
        for record in records
    ]
    seen = {target.key_of(record.values) for record in records}
    if target.total_row is not None:
        # A total that the file does not print is no row that went missing; a caution speaks of it.
        seen.add(target.key_of(target.total_row))
    rows.extend(
        RowChange(RowState.MISSING, name_of(values), None, ())
        for key, values in current.items()
        if key not in seen
    )
    return rows


def _row(
    target: ImportTarget,
    record: Record,
    before: Row | None,
    labels: Mapping[str, str],
    name_of: Callable[[Row], str],
) -> RowChange:
    values = record.values
    if before is None:
        state = RowState.NEW
        compared = {name: (None, values[name]) for name in labels if name in values}
    else:
        state = RowState.SAME
        # What identifies a row was recognised, however it is written.
        names = [n for n in labels if n in before and n not in target.kind.key]
        compared = {
            name: (before[name], values.get(name))
            for name in names
            if name in values or not target.keeps_unsaid
        }
    changes = [
        Change(name, labels[name], old, new)
        for name, (old, new) in compared.items()
        if _differs(old, new)
    ]
    if changes and state == RowState.SAME:
        state = RowState.CHANGED
    return RowChange(state, name_of(values), record, changes, is_total=record.row == TOTAL_ROW)


def _unsaid(target: ImportTarget, rows: Sequence[RowChange]) -> dict[str, int]:
    """Return how many published values a column loses that no row of the file fills, by label."""
    if target.keeps_unsaid:
        return {}
    records = [row.record for row in rows if row.record is not None]
    said = {name for item in records for name, text in item.printed.items() if text.strip()}
    return Counter(
        change.label
        for row in rows
        for change in row.changes
        if change.column not in said and change.new in (None, "")
    )


def _differs(old: Any, new: Any) -> bool:
    """Compare two cells: an empty text is a blank, but zero is not."""
    old, new = (None if value == "" else value for value in (old, new))
    return bool(old != new)


def _fingerprint(
    target: ImportTarget,
    version: int | None,
    rows: Sequence[RowChange],
    cautions: Sequence[Caution],
) -> str:
    digest = hashlib.sha256()
    facts: list[Any] = [target.kind.name, version, [item.key for item in cautions]]
    for row in rows:
        record = row.record
        place = [] if record is None else [record.sheet, record.row, dict(record.values)]
        facts.append([row.state, row.name, place, [[c.column, c.old, c.new] for c in row.changes]])
    for fact in facts:
        digest.update(json.dumps(fact, default=str, sort_keys=True).encode())
    return digest.hexdigest()
