"""Chart geometry: scales are honest and nothing is drawn for what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.charts.bars import shares
from kpuntt.charts.circles import LARGEST_RADIUS, Place, circles
from kpuntt.charts.trend import BOTTOM, LEFT, RIGHT, TOP, Observation, nice_levels, trend

COUNTS = st.integers(min_value=0, max_value=10_000_000)


@given(st.lists(st.none() | COUNTS))
def test_bars_are_proportional_start_at_zero_and_miss_where_the_figure_misses(
    values: list[int | None],
) -> None:
    widths = shares(values)
    largest = max((value for value in values if value is not None), default=0)
    for value, width in zip(values, widths, strict=True):
        assert (width is None) == (value is None)
        if value is not None and width is not None:
            assert isclose(width, 100 * value / largest if largest else 0, abs_tol=0.05)


@given(st.lists(COUNTS, min_size=1, max_size=22))
def test_the_area_of_a_circle_is_its_figure(values: list[int]) -> None:
    places = [Place(f"53.{n:02}", "x", 121, -9, value) for n, value in enumerate(values)]
    drawn = circles(places)
    assert len(drawn) == sum(value > 0 for value in values)
    largest = max(values)
    for circle in drawn:
        radius = LARGEST_RADIUS * sqrt(circle.place.value / largest)
        assert isclose(circle.radius, radius, abs_tol=0.0501)  # one decimal, in binary floats


def test_small_circles_lie_on_top_of_large_ones() -> None:
    drawn = circles([Place("53.01", "a", 121, -9, 1), Place("53.02", "b", 121, -9, 100)])
    assert [circle.place.code for circle in drawn] == ["53.02", "53.01"]


@given(low=COUNTS, spread=COUNTS)
def test_axis_levels_are_even_and_span_the_figures(low: int, spread: int) -> None:
    levels = nice_levels(low, low + spread)
    steps = {after - before for before, after in pairwise(levels)}
    assert len(steps) == 1
    assert levels[0] <= low
    assert levels[-1] >= low + spread
    assert 2 <= len(levels) <= 7


@given(st.lists(st.tuples(st.integers(0, 3000), COUNTS), min_size=2, max_size=9))
def test_a_trend_runs_forward_in_time_inside_its_frame(data: list[tuple[int, int]]) -> None:
    start = date(2018, 1, 1)
    line = trend([Observation(start + timedelta(days), value, "x") for days, value in data])
    assert line is not None
    assert [point.x for point in line.points] == sorted(point.x for point in line.points)
    for point in line.points:
        assert LEFT <= point.x <= RIGHT
        assert TOP <= point.y <= BOTTOM
    higher = max(line.points, key=lambda point: point.observation.value)
    assert higher.y == min(point.y for point in line.points)


@pytest.mark.parametrize("count", [0, 1])
def test_one_observation_makes_no_line(count: int) -> None:
    assert trend([Observation(date(2024, 1, 1), 5, "x")] * count) is None
