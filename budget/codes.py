"""Budget codes: what a line's code must be, given its place in the table. Plain Python.

A full code is Program.Kegiatan.KRO.RO.Komponen.Subkomponen.Akun.Item. Reports print parts of it:
``CQ.6639`` for an activity, but ``6639.BDB.001`` for an output below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TOTAL = "total"
#: How many segments a full code has at each level.
DEPTHS: Mapping[str, int] = {
    TOTAL: 0,
    "program": 1,
    "kegiatan": 2,
    "kro": 3,
    "ro": 4,
    "komponen": 5,
    "subkomponen": 6,
    "akun": 7,
    "item": 8,
}
_ACTIVITY_DIGITS = 4


def canonical_code(printed: str, level: str, parent: str, parent_level: str) -> str:
    """Return the code that follows from the place in the table: the parent's, then its own part.

    ``W.3360`` below the programme ``WA`` is ``WA.3360``; ``6639.BDB.001`` below ``CQ.6639`` is
    ``CQ.6639.BDB.001``.
    """
    return ".".join([parent, *_own_segments(printed, level, parent_level)])


def expected_code(printed: str, level: str, parent: str, parent_level: str) -> str:
    """Return the code that belongs below ``parent``, just as long as the printed one is.

    ``W.3360`` below ``WA`` should be ``WA.3360``, and ``3361.EBA.994`` below ``WA.3360`` should be
    ``3360.EBA.994``.
    """
    own = _own_segments(printed, level, parent_level)
    borrowed = len(printed.split(".")) - len(own)
    return ".".join([*(parent.split(".")[-borrowed:] if borrowed else []), *own])


def _own_segments(printed: str, level: str, parent_level: str) -> list[str]:
    """Return the last segments of a printed code: those that its parent does not have."""
    return printed.split(".")[-(DEPTHS[level] - DEPTHS[parent_level]) :]


def level_of(printed: str) -> str | None:
    """Return the level that the shape of a printed code tells, ``None`` if it tells none.

    Codes that begin with a programme have one segment a level (``CQ.6639``); from the output on,
    reports begin with the four digits of the activity (``6639.BDB.001``).
    """
    segments = printed.split(".")
    depth = len(segments)
    if segments[0].isdigit():
        depth += 1
        if len(segments[0]) != _ACTIVITY_DIGITS:
            return None
    if not all(segments):
        return None
    return next((level for level, value in DEPTHS.items() if value == depth), None)


def placed(rows: Sequence[tuple[str, str]]) -> list[tuple[str, str | None]]:
    """Return the code and the parent's code of each row (printed code, level) of a table.

    A row lies below the nearest row above it that is of a higher level. Programmes lie below the
    total, wherever that is printed; without a total they lie below nothing.
    """
    total = next((printed for printed, level in rows if level == TOTAL), None)
    above: list[tuple[str, str]] = []
    found: list[tuple[str, str | None]] = []
    for printed, level in rows:
        if level == TOTAL:
            found.append((printed, None))
            continue
        while above and DEPTHS[above[-1][1]] >= DEPTHS[level]:
            above.pop()
        if above:
            code, parent = canonical_code(printed, level, *above[-1]), above[-1][0]
            found.append((code, parent))
        else:
            code = printed
            found.append((code, total))
        above.append((code, level))
    return found
