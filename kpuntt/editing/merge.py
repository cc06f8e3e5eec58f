"""Two people edited the same draft: what each of them changed, cell by cell, and what collides.

Everything is compared as it stands in the form, as texts: what was there when the second person
opened the form (``base``), what is stored now (``theirs``), and what the second person sent
(``mine``). A cell that only one of them changed keeps that change; where both did, a person
decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Row ("" for the unit itself) → field → texts of the control (several for a list of choices).
State = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell that somebody changed, with what was in it before, what is and what was typed."""

    row: str
    field: str
    base: Sequence[str] | None
    theirs: Sequence[str]
    mine: Sequence[str]


@dataclass(frozen=True, slots=True)
class Merge:
    """``collisions`` were changed by both in different ways; ``values`` are ready but for them.

    ``theirs`` and ``mine`` were changed by one of them only; ``returned`` are rows that the other
    one took away while this one wrote in them: they come back as new rows.
    """

    values: dict[str, dict[str, Sequence[str]]]
    collisions: list[CellChange]
    theirs: list[CellChange]
    mine: list[CellChange]
    returned: list[str]


def same(one: Sequence[str] | None, other: Sequence[str] | None) -> bool:
    """Say whether two controls hold the same, however their line ends and blanks are written."""
    return _plain(one or ()) == _plain(other or ())


def _plain(texts: Sequence[str]) -> list[str]:
    lines = (text.replace("\r\n", "\n").strip() for text in texts)
    return sorted(text for text in lines if text)


def merge(*, base: State, theirs: State, mine: State) -> Merge:
    """Put two edits of the same base together."""
    found = Merge({row: dict(cells) for row, cells in theirs.items()}, [], [], [], [])
    for row, cells in theirs.items():
        for name, stored in cells.items():
            before = base[row].get(name) if row in base else None
            _cell(
                found,
                CellChange(
                    row, name, before, stored, mine.get(row, {}).get(name, before or stored)
                ),
            )
    for row, cells in mine.items():
        if row not in theirs and any(
            not same(text, base.get(row, {}).get(name)) for name, text in cells.items()
        ):
            found.returned.append(row)
            found.values[row] = dict(cells)
    return found


def _cell(found: Merge, cell: CellChange) -> None:
    known = cell.base if cell.base is not None else ()
    they, i = not same(cell.theirs, known), not same(cell.mine, known)
    if i:
        found.values[cell.row][cell.field] = cell.mine
    if they and i and not same(cell.theirs, cell.mine):
        found.collisions.append(cell)
    elif they:
        found.theirs.append(cell)
    elif i:
        found.mine.append(cell)
