"""The bullet bar: a result against its targets on one scale. Geometry and drawing, plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpuntt.charts.drawing import Drawing, Line, Part, Tone, Words, bar

WIDTH = 600
FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on the scale."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """Where the result ends, where the targets stand, and the ticks of the scale."""

    result: float
    targets: Sequence[float]
    ticks: Sequence[Tick]
    width: int = WIDTH


def bullet(
    result: Decimal | None,
    targets: Iterable[Decimal | None],
    bounds: Iterable[tuple[str, Decimal]] = (),
) -> Bullet | None:
    """Return the bar of ``result``; ``None`` if there is no number to draw.

    The scale starts at zero and ends at 100, or at the largest figure beyond it. ``bounds`` are
    the grades with their lower bounds; without grades the scale is marked in quarters.
    """
    goals = sorted({target for target in targets if target is not None})
    if result is None or not goals:
        return None
    end = max([FULL, result, *goals])
    marks = list(bounds) or [(f"{part * end / 4:.4g}", part * end / 4) for part in range(5)]
    return Bullet(
        result=_place(result, end),
        targets=[_place(goal, end) for goal in goals],
        ticks=[Tick(_place(value, end), label.replace(".", ",")) for label, value in marks],
    )


_PANEL = 88


def bullets_drawing(bars: Sequence[tuple[str, Bullet]]) -> Drawing:
    """Draw each bar under its name, one below the other; every bar keeps its own scale."""
    parts: list[Part] = []
    for number, (name, bullet_) in enumerate(bars):
        top = _PANEL * number + 26
        parts.append(Words(0, top - 8, name, Tone.INK))
        parts.append(bar(0, top, bullet_.width, 28, Tone.GRID))
        parts.append(bar(0, top + 7, bullet_.result, 14, Tone.SECOND))
        parts += [Line(((x, top - 4), (x, top + 32)), Tone.ACCENT, 2.5) for x in bullet_.targets]
        parts += [Words(tick.x, top + 46, tick.label, anchor="middle") for tick in bullet_.ticks]
    return Drawing(WIDTH + 14, _PANEL * len(bars), tuple(parts))


def _place(value: Decimal, end: Decimal) -> float:
    return round(float(WIDTH * value / end), 1)
