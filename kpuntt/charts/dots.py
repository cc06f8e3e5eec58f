"""A figure now against the same figure before: two dots on one scale, a row for each region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpuntt.charts.trend import Tick, nice_levels
from kpuntt.formatting import format_change
from kpuntt.language import gettext as _

WIDTH = 640
LEFT, RIGHT = 200, 540
ROW = 24
TOP = 8


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a region before and now; ``None`` stands for what no source gives."""

    code: str
    name: str
    before: int | None
    now: int | None

    @property
    def difference(self) -> int | None:
        """Now minus before, where both are known."""
        if self.before is None or self.now is None:
            return None
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class DotRow:
    """A region with the places of its dots (``None``: no dot) and the line of its text."""

    change: Change
    y: int
    before: int | None
    now: int | None

    @property
    def middle(self) -> int:
        """The height of both dots."""
        return self.y - 4

    @property
    def text(self) -> str:
        """The difference with its sign; nothing where it is not known."""
        difference = self.change.difference
        return "" if difference is None else format_change(difference)


@dataclass(frozen=True, slots=True)
class Dots:
    """A finished dot plot; its scale need not start at zero, and its ticks say where it does."""

    rows: tuple[DotRow, ...]
    levels: tuple[Tick, ...]
    height: int
    title: str
    width: int = WIDTH

    @property
    def starts_at_zero(self) -> bool:
        """Whether the scale starts at zero, so that a reader can be told if it does not."""
        return self.levels[0].value == 0

    @property
    def bottom(self) -> int:
        """Where the rows end and the scale stands."""
        return TOP + ROW * len(self.rows)


def dots(changes: Sequence[Change], before_title: str) -> Dots | None:
    """Return the dots of ``changes`` in their order, or ``None`` where nothing can be compared."""
    if all(change.difference is None for change in changes):
        return None
    known = [value for item in changes for value in (item.before, item.now) if value is not None]
    levels = nice_levels(min(known), max(known), 3)

    def x(value: int) -> int:
        return round(LEFT + (value - levels[0]) / (levels[-1] - levels[0]) * (RIGHT - LEFT))

    rows = tuple(
        DotRow(
            change,
            TOP + ROW * number + 16,
            None if change.before is None else x(change.before),
            None if change.now is None else x(change.now),
        )
        for number, change in enumerate(changes)
    )
    return Dots(
        rows,
        tuple(Tick(x(level), level) for level in levels),
        TOP + ROW * len(rows) + 24,
        dots_title(changes, before_title),
    )


def dots_title(changes: Sequence[Change], before_title: str) -> str:
    """Return how many regions grew, shrank or stayed, in one sentence."""
    known = [change.difference for change in changes if change.difference is not None]
    if not known:
        return _("Tidak ada wilayah yang dapat dibandingkan dengan %(before)s") % {
            "before": before_title
        }
    parts = [
        words % {"n": count}
        for count, words in (
            (sum(value > 0 for value in known), _("bertambah di %(n)d")),
            (sum(value < 0 for value in known), _("berkurang di %(n)d")),
            (sum(value == 0 for value in known), _("tetap di %(n)d")),
        )
        if count
    ]
    return _("Dibanding %(before)s, pemilih %(parts)s dari %(n)d kabupaten/kota") % {
        "before": before_title,
        "parts": ", ".join(parts),
        "n": len(known),
    }
