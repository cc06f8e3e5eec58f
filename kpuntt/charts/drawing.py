"""What a chart consists of once it stands alone: lines, areas, discs and words with colours.

Both writers, ``svg`` and ``png``, draw these parts and nothing else: the two files cannot differ.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

Spot = tuple[float, float]


class Tone(StrEnum):
    """Colours on white paper, by their role. Words are only ever written in the first three."""

    INK = "#1d1a16"
    QUIET = "#5c554b"
    ACCENT = "#8f1414"
    SECOND = "#3d6b86"
    GRID = "#d9d3c7"
    LAND = "#d8d0c0"
    SEA = "#eef3f5"
    PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line through ``spots``."""

    spots: tuple[Spot, ...]
    tone: Tone = Tone.GRID
    width: float = 1


@dataclass(frozen=True, slots=True)
class Area:
    """A filled outline."""

    spots: tuple[Spot, ...]
    tone: Tone


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle; a hollow one has the colour of the paper inside."""

    x: float
    y: float
    radius: float
    tone: Tone = Tone.ACCENT
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text, whose base line is at ``y``."""

    x: float
    y: float
    text: str
    tone: Tone = Tone.QUIET
    size: int = 13
    anchor: Literal["start", "middle", "end"] = "start"


Part = Line | Area | Disc | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """Parts in the order in which they are drawn."""

    width: int
    height: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chart that stands alone: what it finds, the drawing, and the lines that go with it.

    ``notes`` say how to read it, where the figures come from, of when, and under which licence.
    """

    title: str
    drawing: Drawing
    notes: tuple[str, ...] = ()


MARGIN = 20
_TITLE, _NOTE = 18, 12
#: Letters that surely fit into 640 units at the sizes above.
_TITLE_LETTERS, _NOTE_LETTERS = 64, 100


def bar(x: float, y: float, width: float, height: float, tone: Tone) -> Area:
    """Return a bar by its upper left corner and its size."""
    return Area(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), tone)


def laid_out(sheet: Sheet) -> Drawing:
    """Return the whole sheet as one drawing: title above, notes below, a margin around."""
    parts: list[Part] = []
    y: float = MARGIN
    for line in textwrap.wrap(sheet.title, _TITLE_LETTERS):
        y += _TITLE + 5
        parts.append(Words(MARGIN, y - 5, line, Tone.INK, _TITLE))
    y += 8
    parts += moved(sheet.drawing.parts, MARGIN, y)
    y += sheet.drawing.height + 8
    for note in sheet.notes:
        for line in textwrap.wrap(note, _NOTE_LETTERS):
            y += _NOTE + 4
            parts.append(Words(MARGIN, y - 4, line, Tone.QUIET, _NOTE))
    return Drawing(sheet.drawing.width + 2 * MARGIN, round(y) + MARGIN, tuple(parts))


def moved(parts: Iterable[Part], right: float, down: float) -> Sequence[Part]:
    """Return ``parts`` at another place."""
    return [_moved(part, right, down) for part in parts]


def _moved(part: Part, right: float, down: float) -> Part:
    if isinstance(part, Line | Area):
        return replace(part, spots=tuple((x + right, y + down) for x, y in part.spots))
    return replace(part, x=part.x + right, y=part.y + down)


def outlines(path: str) -> list[tuple[Spot, ...]]:
    """Return the corners of each outline in path data of the form ``Mx,yldx,dy dx,dy…z``."""
    found = []
    for outline in filter(None, path.split("M")):
        numbers = [float(text) for text in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", outline)]
        x, y = numbers[:2]
        spots = [(x, y)]
        for right, down in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + right, y + down
            spots.append((round(x, 1), round(y, 1)))
        found.append(tuple(spots))
    return found
