"""Proportional circles on the map: the area of a circle is its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kpuntt.charts.coast import project
from kpuntt.formatting import format_integer
from kpuntt.language import gettext as _

LARGEST_RADIUS = 24.0


@dataclass(frozen=True, slots=True)
class Place:
    """A figure at a place on earth, in degrees."""

    code: str
    name: str
    longitude: float
    latitude: float
    value: int


@dataclass(frozen=True, slots=True)
class Circle:
    """A place with its centre and radius in the map's view box."""

    x: float
    y: float
    radius: float
    place: Place


def circles(places: Sequence[Place]) -> tuple[Circle, ...]:
    """Return a circle per place, largest first so that small ones lie on top.

    Areas are proportional to the values; a value of zero has no circle.
    """
    largest = max((place.value for place in places), default=0)
    drawn = []
    for place in sorted(places, key=lambda item: (-item.value, item.code)):
        if place.value > 0:
            x, y = project(place.longitude, place.latitude)
            radius = LARGEST_RADIUS * sqrt(place.value / largest)
            drawn.append(Circle(round(x, 1), round(y, 1), round(radius, 1), place))
    return tuple(drawn)


def circles_title(drawn: Sequence[Circle]) -> str:
    """Return where the largest of the circles drawn lies, in one sentence."""
    if not drawn:
        return _("Tidak ada wilayah dengan angka pemilih")
    most = drawn[0].place
    return _("Pemilih terbanyak di %(name)s: %(total)s") % {
        "name": most.name,
        "total": format_integer(most.value),
    }
