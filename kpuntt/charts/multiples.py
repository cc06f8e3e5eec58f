"""Small multiples: the same little line for each region, all on one scale of per cent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpuntt.formatting import format_change, format_percent, percent_of
from kpuntt.language import gettext as _

COLUMNS = 4
WIDTH = 640
PANEL, GAP, HEIGHT = 148, 16, 100
#: The line runs between these heights of its panel, below the name and above the figure.
TOP, BOTTOM = 24, 72


@dataclass(frozen=True, slots=True)
class Moment:
    """A figure at a date."""

    at: date
    value: int


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of a region through time, only those that are known."""

    code: str
    name: str
    moments: tuple[Moment, ...]

    @property
    def difference(self) -> int | None:
        """The last figure minus the first, if there are two."""
        if len(self.moments) < 2:
            return None
        return self.moments[-1].value - self.moments[0].value

    @property
    def percent(self) -> Decimal | None:
        """The difference in per cent of the first figure."""
        if self.difference is None:
            return None
        return percent_of(self.difference, self.moments[0].value)


@dataclass(frozen=True, slots=True)
class Panel:
    """One little chart: its corner, the line in it (empty below two figures) and where it ends."""

    series: Series
    x: int
    y: int
    points: tuple[tuple[int, int], ...]
    zero: int

    @property
    def path(self) -> str:
        """The line as SVG path data."""
        return "M" + "L".join(f"{x} {y}" for x, y in self.points) if self.points else ""

    @property
    def text(self) -> str:
        """The change with its sign, its count before its share."""
        difference, percent = self.series.difference, self.series.percent
        if difference is None:
            return _("hanya satu daftar")
        share = "" if percent is None else f" ({format_percent(percent)})"
        return f"{format_change(difference)}{share}"


@dataclass(frozen=True, slots=True)
class Multiples:
    """Finished panels in the order of their series; all share both scales."""

    panels: tuple[Panel, ...]
    height: int
    title: str
    width: int = WIDTH


def multiples(series: Sequence[Series], first_title: str) -> Multiples | None:
    """Return a panel for each of ``series``, or ``None`` if none has two figures.

    Each line shows the change in per cent of its own first figure, so that small regions can be
    compared with large ones; a first figure of zero has no per cent and no line.
    """
    drawn = [item for item in series if item.percent is not None]
    if not drawn:
        return None
    changes = [
        (moment.value - item.moments[0].value) / item.moments[0].value
        for item in drawn
        for moment in item.moments
    ]
    low, high = min(changes), max(changes)
    days = [moment.at.toordinal() for item in drawn for moment in item.moments]
    first, last = min(days), max(days)

    def y(change: float) -> int:
        return round(BOTTOM - (change - low) / ((high - low) or 1) * (BOTTOM - TOP))

    def panel(number: int, item: Series) -> Panel:
        points: tuple[tuple[int, int], ...] = ()
        if item.percent is not None:
            start = item.moments[0].value
            points = tuple(
                (
                    round((moment.at.toordinal() - first) / ((last - first) or 1) * PANEL),
                    y((moment.value - start) / start),
                )
                for moment in item.moments
            )
        row, column = divmod(number, COLUMNS)
        return Panel(item, column * (PANEL + GAP), row * HEIGHT, points, y(0.0))

    rows = -(-len(series) // COLUMNS)
    return Multiples(
        tuple(panel(number, item) for number, item in enumerate(series)),
        rows * HEIGHT,
        multiples_title(series, first_title),
    )


def multiples_title(series: Sequence[Series], first_title: str) -> str:
    """Return where the figure grew most, or shrank least, in per cent of its first value."""
    known = [(item.percent, item) for item in series if item.percent is not None]
    if not known:
        return _("Belum ada wilayah dengan dua daftar yang dapat dibandingkan")
    percent, most = max(known, key=lambda pair: pair[0])
    difference = most.difference or 0
    if difference > 0:
        words = _(
            "Sejak %(first)s pemilih paling banyak bertambah di %(name)s "
            "(%(change)s pemilih, %(percent)s)"
        )
    elif difference == 0:
        words = _("Sejak %(first)s pemilih tidak bertambah di satu wilayah pun")
    else:
        words = _(
            "Sejak %(first)s pemilih berkurang di semua wilayah, paling sedikit di %(name)s "
            "(%(change)s pemilih, %(percent)s)"
        )
    return words % {
        "first": first_title,
        "name": most.name,
        "change": format_change(difference),
        "percent": format_percent(percent),
    }
