"""The absorption curve against the Treasury's reference lines: geometry, in plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

LEFT, RIGHT, TOP, BOTTOM = 82, 622, 14, 228
MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """Cumulative realisation at the end of a month, in per cent of the ceiling, with its place."""

    x: float
    y: float
    label: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """The reference of one type of expenditure: steps through the ends of the quarters."""

    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class AbsorptionChart:
    """A finished chart; ``levels`` are (place, per cent) of the horizontal lines."""

    points: tuple[MonthPoint, ...]
    path: str
    references: tuple[ReferenceLine, ...]
    levels: tuple[tuple[float, int], ...]
    quarters: tuple[tuple[float, str], ...]


def absorption_chart(
    months: Sequence[tuple[int, str, Decimal]], references: Mapping[str, Sequence[Decimal]]
) -> AbsorptionChart | None:
    """Draw months (number, label, per cent) against quarter-end references, or ``None`` below two.

    The value axis runs from 0 to 100 %, or to the next 20 % above the largest figure.
    """
    if len(months) < 2:
        return None
    ordered = sorted(months)
    largest = max(percent for _month, _label, percent in ordered)
    top = max(100, -(-int(largest.to_integral_value(rounding="ROUND_CEILING")) // 20) * 20)

    def place(month: int, percent: Decimal) -> tuple[float, float]:
        x = LEFT + month / MONTHS_IN_YEAR * (RIGHT - LEFT)
        y = BOTTOM - float(percent) / top * (BOTTOM - TOP)
        return round(x, 1), round(y, 1)

    points = tuple(
        MonthPoint(*place(month, percent), label, percent) for month, label, percent in ordered
    )
    lines = []
    for name, quarters in references.items():
        corners = [place(3 * number, percent) for number, percent in enumerate(quarters, start=1)]
        start = place(0, Decimal(0))
        path = "M" + "L".join(f"{x:g} {y:g}" for x, y in (start, *corners))
        lines.append(ReferenceLine(name, path, *corners[-1]))
    return AbsorptionChart(
        points,
        "M" + "L".join(f"{point.x:g} {point.y:g}" for point in points),
        tuple(lines),
        tuple((place(0, Decimal(level))[1], level) for level in range(0, top + 1, 20)),
        tuple(
            (place(3 * number, Decimal(0))[0], name)
            for number, name in enumerate(("I", "II", "III", "IV"), start=1)
        ),
    )
