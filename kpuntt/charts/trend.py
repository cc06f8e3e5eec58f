"""A line through time: places of points, ticks and labels in a view box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from kpuntt.formatting import format_integer
from kpuntt.language import gettext as _

LEFT = 82
RIGHT = 622
TOP = 14
BOTTOM = 228


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure at a date; ``kind`` chooses its mark and ``label`` says what it is."""

    at: date
    value: int
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """An observation with its place."""

    x: float
    y: float
    observation: Observation


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis."""

    position: float
    value: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A finished line: ``path`` is SVG path data through ``points``."""

    points: tuple[Point, ...]
    path: str
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]

    @property
    def title(self) -> str:
        """What the line shows: its first figure and its last, each with the roll it is from."""
        first, last = self.points[0].observation, self.points[-1].observation
        return _("Dari %(was)s pemilih dalam %(first)s menjadi %(now)s dalam %(last)s") % {
            "was": format_integer(first.value),
            "first": first.label,
            "now": format_integer(last.value),
            "last": last.label,
        }


def trend(observations: Sequence[Observation]) -> Trend | None:
    """Return the geometry of a line through ``observations``, or ``None`` below two of them.

    The value axis does not start at zero (its ticks say where it does): a line shows change, and
    changes of a few per cent must be visible. Bars and circles always start at zero.
    """
    if len(observations) < 2:
        return None
    ordered = sorted(observations, key=lambda item: item.at)
    levels = nice_levels(min(o.value for o in ordered), max(o.value for o in ordered))
    first, last = date(ordered[0].at.year, 1, 1), date(ordered[-1].at.year + 1, 1, 1)

    def x(at: date) -> float:
        share = (at - first).days / (last - first).days
        return round(LEFT + share * (RIGHT - LEFT), 1)

    def y(value: int) -> float:
        share = (value - levels[0]) / (levels[-1] - levels[0])
        return round(BOTTOM - share * (BOTTOM - TOP), 1)

    points = tuple(Point(x(item.at), y(item.value), item) for item in ordered)
    return Trend(
        points,
        "M" + "L".join(f"{point.x:g} {point.y:g}" for point in points),
        tuple(Tick(x(date(year, 1, 1)), year) for year in range(first.year, last.year)),
        tuple(Tick(y(level), level) for level in levels),
    )


def nice_levels(low: int, high: int, wanted: int = 4) -> list[int]:
    """Return round axis levels (multiples of 1, 2 or 5 times a power of ten) that span low to high.

    ``low`` and ``high`` are whole numbers, low ≤ high; there are always at least two levels.
    """
    spread = max(high - low, 1)
    magnitude = 10 ** max(0, floor(log10(spread / wanted))) if spread > wanted else 1
    step = next(
        (magnitude * factor for factor in (1, 2, 5) if spread / (magnitude * factor) <= wanted),
        magnitude * 10,
    )
    start, stop = floor(low / step), ceil(high / step)
    if stop == start:
        stop += 1
    return [step * index for index in range(start, stop + 1)]
