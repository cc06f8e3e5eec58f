"""The absorption curve against the Treasury's reference lines: geometry, in plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpuntt.charts.drawing import Disc, Drawing, Line, Part, Spot, Tone, Words
from kpuntt.formatting import format_percent
from kpuntt.language import gettext as _

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
    spots: tuple[Spot, ...]

    @property
    def path(self) -> str:
        """The steps as SVG path data."""
        return _path(self.spots)


@dataclass(frozen=True, slots=True)
class AbsorptionChart:
    """A finished chart; ``levels`` are (place, per cent) of the horizontal lines."""

    points: tuple[MonthPoint, ...]
    references: tuple[ReferenceLine, ...]
    levels: tuple[tuple[float, int], ...]
    quarters: tuple[tuple[float, str], ...]

    @property
    def path(self) -> str:
        """The line through the months as SVG path data."""
        return _path([(point.x, point.y) for point in self.points])

    @property
    def title(self) -> str:
        """How much was absorbed by the last month, in one line."""
        last = self.points[-1]
        return _("Sampai dengan %(month)s terserap %(percent)s dari pagu") % {
            "month": last.label,
            "percent": format_percent(last.percent),
        }


def _path(spots: Sequence[Spot]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in spots)


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
        lines.append(ReferenceLine(name, (place(0, Decimal(0)), *corners)))
    return AbsorptionChart(
        points,
        tuple(lines),
        tuple((place(0, Decimal(level))[1], level) for level in range(0, top + 1, 20)),
        tuple(
            (place(3 * number, Decimal(0))[0], name)
            for number, name in enumerate(("I", "II", "III", "IV"), start=1)
        ),
    )


def absorption_drawing(chart: AbsorptionChart) -> Drawing:
    """Draw the months as dots on a line, and the reference lines, which bear no names."""
    parts: list[Part] = []
    for y, level in chart.levels:
        parts.append(Line(((LEFT, y), (RIGHT, y))))
        parts.append(Words(LEFT - 6, y + 4, format_percent(Decimal(level), None), anchor="end"))
    parts += [Words(x, 250, name, anchor="end") for x, name in chart.quarters]
    parts += [Line(line.spots, Tone.QUIET) for line in chart.references]
    spots = tuple((point.x, point.y) for point in chart.points)
    parts.append(Line(spots, Tone.ACCENT, 2.5))
    parts += [Disc(x, y, 5) for x, y in spots]
    return Drawing(640, 256, tuple(parts))
