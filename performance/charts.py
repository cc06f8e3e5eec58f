"""Geometry of the bullet bar: a result against its targets on one scale. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

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


def _place(value: Decimal, end: Decimal) -> float:
    return round(float(WIDTH * value / end), 1)
