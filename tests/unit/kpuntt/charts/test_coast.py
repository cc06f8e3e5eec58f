from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.charts.coast import (
    COAST_NEIGHBOUR,
    COAST_NTT,
    VIEWBOX_HEIGHT,
    VIEWBOX_WIDTH,
    project,
)
from kpuntt.regions.models import Region, RegionLevel

LONGITUDES = st.floats(min_value=118.7, max_value=125.3)
LATITUDES = st.floats(min_value=-11.09, max_value=-7.9)
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)"


def _outlines(path: str) -> list[list[tuple[float, float]]]:
    outlines = []
    for outline in path.removesuffix("z").split("z"):
        start, _, steps = outline.removeprefix("M").partition("l")
        x, y = (float(number) for number in start.split(","))
        points = [(x, y)]
        numbers = [float(number) for number in re.findall(NUMBER, steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        outlines.append(points)
    return outlines


@given(LONGITUDES, LATITUDES)
def test_a_place_in_the_view_is_a_point_in_the_view_box(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert -0.5 <= x <= VIEWBOX_WIDTH + 0.5
    assert -0.5 <= y <= VIEWBOX_HEIGHT + 0.5


@given(LONGITUDES, LATITUDES)
def test_east_is_right_and_south_is_down(longitude: float, latitude: float) -> None:
    x, y = project(longitude, latitude)
    assert project(longitude + 0.1, latitude)[0] > x
    assert project(longitude, latitude - 0.1)[1] > y


def test_a_kilometre_is_as_long_to_the_east_as_to_the_south() -> None:
    x, y = project(122.0, -9.5)
    east = project(122.0 + 0.01 / math.cos(math.radians(9.5)), -9.5)[0] - x
    south = project(122.0, -9.51)[1] - y
    assert east == pytest.approx(south, rel=0.001)


@pytest.mark.parametrize("path", [COAST_NTT, COAST_NEIGHBOUR], ids=["province", "neighbour"])
def test_the_outlines_are_closed_path_data_within_the_view_box(path: str) -> None:
    assert re.fullmatch(rf"(?:M{NUMBER},{NUMBER}l(?:[\s,]*{NUMBER})+z)+", path)
    for outline in _outlines(path):
        assert len(outline) >= 4
        for x, y in outline:
            assert -2 <= x <= VIEWBOX_WIDTH + 20
            assert -2 <= y <= VIEWBOX_HEIGHT + 2


def test_the_outlines_stay_small_enough_for_every_page() -> None:
    assert len(COAST_NTT) + len(COAST_NEIGHBOUR) < 6 * 1024


@pytest.mark.django_db
def test_every_seat_lies_on_or_near_an_island_of_the_province() -> None:
    coast = [point for outline in _outlines(COAST_NTT) for point in outline]
    for region in Region.objects.at_level(RegionLevel.REGENCY):
        assert region.longitude is not None
        assert region.latitude is not None
        seat = project(float(region.longitude), float(region.latitude))
        assert min(math.dist(seat, point) for point in coast) < 40, region
