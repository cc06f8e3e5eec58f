"""Each chart as a drawing on a sheet of its own, from the same geometry as on its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpuntt.charts.bars import shares
from kpuntt.charts.circles import Circle
from kpuntt.charts.coast import COAST_NEIGHBOUR, COAST_NTT, VIEWBOX_HEIGHT, VIEWBOX_WIDTH
from kpuntt.charts.dots import Dots
from kpuntt.charts.drawing import Area, Disc, Drawing, Line, Part, Tone, Words, bar, outlines
from kpuntt.charts.multiples import BOTTOM as PANEL_BOTTOM
from kpuntt.charts.multiples import Multiples
from kpuntt.charts.pyramid import AXIS, Pyramid
from kpuntt.charts.trend import LEFT, RIGHT, Point, Trend
from kpuntt.formatting import format_integer

WIDTH = 640
_NAMES = 190


def trend_drawing(trend: Trend) -> Drawing:
    """Draw the line through time; DPT are full dots, DPTHP squares, PDPB hollow dots."""
    parts: list[Part] = []
    for level in trend.levels:
        parts.append(Line(((LEFT, level.position), (RIGHT, level.position))))
        words = format_integer(level.value)
        parts.append(Words(LEFT - 6, level.position + 4, words, anchor="end"))
    parts += [Words(tick.position, 250, str(tick.value)) for tick in trend.years]
    parts.append(Line(tuple((point.x, point.y) for point in trend.points), Tone.ACCENT, 2.5))
    parts += [_mark(point) for point in trend.points]
    return Drawing(WIDTH, 256, tuple(parts))


def _mark(point: Point) -> Part:
    if point.observation.kind == "dpthp":
        return bar(point.x - 4.5, point.y - 4.5, 9, 9, Tone.ACCENT)
    return Disc(point.x, point.y, 5, hollow=point.observation.kind == "pdpb")


def map_drawing(circles: Sequence[Circle], shown: int = 1) -> Drawing:
    """Draw the islands and a circle for each place; the largest ``shown`` carry their names."""
    size = ((0, 0), (VIEWBOX_WIDTH, 0), (VIEWBOX_WIDTH, VIEWBOX_HEIGHT), (0, VIEWBOX_HEIGHT))
    parts: list[Part] = [Area(size, Tone.SEA)]
    parts += [Area(_inside(outline), Tone.GRID) for outline in outlines(COAST_NEIGHBOUR)]
    parts += [Area(outline, Tone.LAND) for outline in outlines(COAST_NTT)]
    parts += [Disc(circle.x, circle.y, circle.radius) for circle in circles]
    for circle in circles[:shown]:
        words = f"{circle.place.name}: {format_integer(circle.place.value)}"
        left = circle.x > VIEWBOX_WIDTH / 2
        x = circle.x - circle.radius - 5 if left else circle.x + circle.radius + 5
        parts.append(Words(x, circle.y + 4, words, Tone.INK, 12, "end" if left else "start"))
    return Drawing(VIEWBOX_WIDTH, VIEWBOX_HEIGHT, tuple(parts))


def _inside(outline: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """Cut an outline at the right edge of the map, behind which the neighbour goes on."""
    return tuple((min(x, VIEWBOX_WIDTH), y) for x, y in outline)


def pyramid_drawing(chart: Pyramid) -> Drawing:
    """Draw both bars of each region with their figures."""
    parts: list[Part] = [
        Words(AXIS - 6, 14, "Laki-laki", Tone.SECOND, anchor="end"),
        Words(AXIS + 6, 14, "Perempuan", Tone.ACCENT),
    ]
    for row in chart.rows:
        parts.append(Words(0, row.y, row.pair.name, Tone.INK))
        if row.male is not None:
            parts.append(bar(row.male_end, row.top, row.male, 14, Tone.SECOND))
        if row.female is not None:
            parts.append(bar(AXIS, row.top, row.female, 14, Tone.ACCENT))
        parts.append(Words(row.male_end - 6, row.y, row.male_text, anchor="end"))
        parts.append(Words(row.female_end + 6, row.y, row.female_text))
    parts.append(Line(((AXIS, 20), (AXIS, chart.height)), Tone.INK))
    return Drawing(WIDTH, chart.height, tuple(parts))


def dots_drawing(chart: Dots) -> Drawing:
    """Draw two dots for each region, hollow before and full now, and the difference."""
    parts: list[Part] = []
    for level in chart.levels:
        parts.append(Line(((level.position, 4), (level.position, chart.bottom))))
        words = format_integer(level.value)
        parts.append(Words(level.position, chart.height - 6, words, anchor="middle"))
    for row in chart.rows:
        parts.append(Words(0, row.y, row.change.name, Tone.INK))
        parts.append(Words(WIDTH, row.y, row.text, anchor="end"))
        if row.before is not None and row.now is not None:
            spots = ((row.before, row.middle), (row.now, row.middle))
            parts.append(Line(spots, Tone.QUIET, 2))
        if row.before is not None:
            parts.append(Disc(row.before, row.middle, 5, Tone.QUIET, hollow=True))
        if row.now is not None:
            parts.append(Disc(row.now, row.middle, 5))
    return Drawing(WIDTH, chart.height, tuple(parts))


def multiples_drawing(chart: Multiples) -> Drawing:
    """Draw a little line for each region, its name above and its change below."""
    parts: list[Part] = []
    for panel in chart.panels:
        zero = panel.y + panel.zero
        parts.append(Words(panel.x, panel.y + 14, panel.series.name, Tone.INK, 12))
        parts.append(Line(((panel.x, zero), (panel.x + 148, zero))))
        if panel.points:
            spots = tuple((panel.x + x, panel.y + y) for x, y in panel.points)
            parts.append(Line(spots, Tone.ACCENT, 2))
        parts.append(Words(panel.x, panel.y + PANEL_BOTTOM + 16, panel.text, size=11))
    return Drawing(WIDTH, chart.height, tuple(parts))


def bars_drawing(
    rows: Sequence[tuple[str, int | None]], written: Callable[[int], str] = format_integer
) -> Drawing:
    """Draw a bar for each name and figure, all from zero; a missing figure is said in words."""
    parts: list[Part] = []
    for number, ((name, value), share) in enumerate(
        zip(rows, shares(value for _name, value in rows), strict=True)
    ):
        y = 26 * number + 18
        parts.append(Words(0, y, name, Tone.INK))
        length = 0.0 if share is None else round(share * 2.8)
        if share is not None:
            parts.append(bar(_NAMES, y - 12, length, 15, Tone.ACCENT))
        words = "tidak disebut" if value is None else written(value)
        parts.append(Words(_NAMES + length + 6, y, words))
    return Drawing(WIDTH, 26 * len(rows) + 6, tuple(parts))
