"""What differs between two releases of a table, cell by cell: pandas over the files as printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pandas as pd


class Action(StrEnum):
    """What became of a row (all of its cells), of a cell, or of a column."""

    ADDED = "tambah"
    CHANGED = "ubah"
    REMOVED = "hapus"


class KeyNotUniqueError(Exception):
    """A key that names two rows of one file; without a name a change cannot be told."""


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that changed: ``key`` are the columns and values that name its row.

    A change without key is about the column itself: its place in the dictionary.
    """

    action: Action
    key: tuple[tuple[str, str], ...]
    column: str
    old: str
    new: str

    @property
    def is_of_whole_row(self) -> bool:
        """Whether the row came or went with all of its cells."""
        return bool(self.key) and self.action is not Action.CHANGED

    @property
    def name(self) -> str:
        """The key as text: ``daftar=dpt-pilkada-2024;kode_wilayah=53.07``.

        A backslash stands in front of each ``\\``, ``;`` and ``=`` that belongs to a value.
        """
        return ";".join(f"{column}={_escaped(value)}" for column, value in self.key)


def _escaped(value: str) -> str:
    for special in ("\\", ";", "="):
        value = value.replace(special, f"\\{special}")
    return value


def read_table(path: Path) -> pd.DataFrame:
    """Read a CSV file of a release: every cell is text as printed, a missing one is blank."""
    return pd.read_csv(
        path, dtype=str, na_filter=False, skip_blank_lines=False, encoding="utf-8-sig"
    )


def empty_table(columns: Sequence[str]) -> pd.DataFrame:
    """Return a table without rows, for a dataset that a release does not have."""
    return pd.DataFrame(columns=list(columns), dtype=str)


def compare_rows(old: pd.DataFrame, new: pd.DataFrame, key: Sequence[str]) -> Iterator[Change]:
    """Yield each cell whose text differs: rows in the order of ``new``, then those removed.

    All cells of a row that came or went are named, those of the key too, so that the changes
    applied to ``old`` give ``new``. Raises ``KeyNotUniqueError``.
    """
    names = list(key)
    was, now = _by_key(old, names), _by_key(new, names)
    gone = was.index[~was.index.isin(now.index)]
    rows = now.index.append(gone)
    columns = [*now.columns, *(column for column in was.columns if column not in now.columns)]
    before = was.reindex(index=rows, columns=columns, fill_value="")
    after = now.reindex(index=rows, columns=columns, fill_value="")
    known, kept = rows.isin(was.index), rows.isin(now.index)
    keys = [[str(part) for part in (row if len(names) > 1 else [row])] for row in rows]
    old_cells, new_cells = before.to_numpy(dtype=object), after.to_numpy(dtype=object)
    for row, column in zip(*(old_cells != new_cells).nonzero(), strict=True):
        action = Action.CHANGED
        if not known[row]:
            action = Action.ADDED
        elif not kept[row]:
            action = Action.REMOVED
        yield Change(
            action,
            tuple(zip(names, keys[row], strict=True)),
            columns[column],
            old_cells[row, column],
            new_cells[row, column],
        )


def _by_key(table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    keyed = table.set_index(names, drop=False)
    if not keyed.index.is_unique:
        twice = keyed.index[keyed.index.duplicated()][0]
        message = f"Kunci {', '.join(names)} menunjuk dua baris: {twice}."
        raise KeyNotUniqueError(message)
    return keyed


def compare_columns(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield the columns that came, went or are described otherwise (name → description).

    If those that stayed stand in another order, one change without column says so.
    """
    for name in [*new, *(name for name in old if name not in new)]:
        if name not in old:
            yield Change(Action.ADDED, (), name, "", new[name])
        elif name not in new:
            yield Change(Action.REMOVED, (), name, old[name], "")
        elif old[name] != new[name]:
            yield Change(Action.CHANGED, (), name, old[name], new[name])
    was = [name for name in old if name in new]
    now = [name for name in new if name in old]
    if was != now:
        yield Change(Action.CHANGED, (), "", ", ".join(was), ", ".join(now))
