"""A release compared with the one before: the list of changes, and what they come to."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpuntt.datasets import CATALOGUE
from kpuntt.exports.text import neutralise
from kpuntt.exports.writers import BOM
from kpuntt.releases.changes import (
    Change,
    compare_columns,
    compare_rows,
    empty_table,
    read_table,
)
from kpuntt.releases.checksums import sha256_of
from kpuntt.releases.package import (
    CHANGES_COLUMNS,
    described_columns,
    described_key,
    described_tables,
)
from kpuntt.releases.shelf import CHANGES, PACKAGE, Release
from kpuntt.releases.tables import table_path
from kpuntt.releases.verdicts import ChangeKind, Judge, UnitName, Verdict

#: So many lines of the list are shown in words.
SHOWN = 200


@dataclass(slots=True)
class Group:
    """The changes of one dataset that have one kind and one reason."""

    dataset: str
    kind: ChangeKind
    reason: str
    cells: int = 0
    rows: set[str] = field(default_factory=set)
    columns: Counter[str] = field(default_factory=Counter)

    def add(self, change: Change) -> None:
        """Count one more change."""
        self.cells += 1
        self.rows.add(change.name)
        self.columns[change.column] += 1


@dataclass(slots=True)
class Comparison:
    """What changed since the release before; ``shown`` are changes for people, not all of them."""

    groups: dict[tuple[str, str, str], Group] = field(default_factory=dict)
    units: Counter[tuple[UnitName, ChangeKind, int | None]] = field(default_factory=Counter)
    shown: list[tuple[str, Change, Verdict]] = field(default_factory=list)
    is_cut: bool = False

    @property
    def cells(self) -> int:
        """How many lines the list of changes has."""
        return sum(group.cells for group in self.groups.values())

    def add(self, dataset: str, change: Change, verdict: Verdict) -> None:
        """Count one change. New periods are not shown: they change nothing that was there."""
        key = (dataset, verdict.kind, verdict.reason)
        self.groups.setdefault(key, Group(dataset, verdict.kind, verdict.reason)).add(change)
        if verdict.unit and verdict.kind in {ChangeKind.CORRECTION, ChangeKind.WITHDRAWAL}:
            self.units[verdict.unit, verdict.kind, verdict.version] += 1
        if verdict.kind is not ChangeKind.NEW_PERIOD:
            self._show(dataset, change, verdict)

    def _show(self, dataset: str, change: Change, verdict: Verdict) -> None:
        """Keep a change for the reader; a row that came or went is one line, not its cells."""
        if self.shown and change.is_of_whole_row:
            last, before, _verdict = self.shown[-1]
            if (last, before.action, before.key) == (dataset, change.action, change.key):
                return
        if len(self.shown) < SHOWN:
            self.shown.append((dataset, change, verdict))
        else:
            self.is_cut = True


def compare(
    folder: Path,
    previous: Release | None,
    package: Mapping[str, Any],
    progress: Callable[[str], object],
) -> Comparison:
    """Write the list of changes since ``previous`` into ``folder``; return what they come to.

    ``package`` describes the tables in ``folder``. A first release has nothing to compare with.
    """
    comparison = Comparison()
    with (folder / CHANGES).open("w", encoding="utf-8", newline="") as file:
        file.write(BOM)
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(CHANGES_COLUMNS)
        for dataset, change, verdict in _changes(folder, previous, package, progress):
            comparison.add(dataset, change, verdict)
            cells = (change.action, change.name, change.column, change.old, change.new)
            writer.writerow([dataset, *cells, verdict.kind, neutralise(verdict.reason)])
    return comparison


def _changes(
    folder: Path,
    previous: Release | None,
    package: Mapping[str, Any],
    progress: Callable[[str], object],
) -> Iterator[tuple[str, Change, Verdict]]:
    if previous is None:
        return
    former = json.loads((previous.folder / PACKAGE).read_bytes())
    names = described_tables(package)
    for name in [*names, *(name for name in described_tables(former) if name not in names)]:
        progress(name)
        columns = list(
            compare_columns(described_columns(former, name), described_columns(package, name))
        )
        key = described_key(package, name)
        rows = list(_rows(previous.folder, folder, name, key, described_key(former, name)))
        if columns or rows:
            came_or_went = [item.column for item in columns if not (item.old and item.new)]
            judge = _judge(name, previous.units, came_or_went, former, package)
            for change in [*columns, *rows]:
                yield name, change, judge(change)


def _rows(
    before: Path, after: Path, name: str, key: Sequence[str], old_key: Sequence[str]
) -> Iterator[Change]:
    """Compare the rows of one table.

    Under another key no row is the row it was: all of them go and come.
    """
    old, new = before / table_path(name, "csv"), after / table_path(name, "csv")
    if old.exists() and new.exists():
        if sha256_of(old) == sha256_of(new):
            return
        if key == old_key:
            yield from compare_rows(read_table(old), read_table(new), key)
            return
    if old.exists():
        yield from compare_rows(read_table(old), empty_table(old_key), old_key)
    if new.exists():
        yield from compare_rows(empty_table(key), read_table(new), key)


def _judge(
    name: str,
    units: Mapping[UnitName, int],
    redefined: Sequence[str],
    former: Mapping[str, Any],
    package: Mapping[str, Any],
) -> Callable[[Change], Verdict]:
    """Return who judges the changes of a table: nobody where it came, went or is keyed anew."""
    if name not in CATALOGUE or described_key(former, name) != described_key(package, name):
        return lambda _change: Verdict.definition()
    return Judge(CATALOGUE[name], units, redefined).verdict
