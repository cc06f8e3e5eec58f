"""The charts of regencies and cities: which figures of which rolls go into their geometry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.conf import settings
from django.db.models import Q

from kpuntt.charts.dots import Change, Dots, dots
from kpuntt.charts.multiples import Moment, Multiples, Series, multiples
from kpuntt.charts.pyramid import Pair, Pyramid, pyramid
from kpuntt.regions.models import Region, RegionKind, RegionLevel
from voters.models import Roll, RollKind, RollLine, RollStage

# Rolls that were established by a plenary; drafts, potential voters and field results are others.
ESTABLISHED_STAGES = (RollStage.DPT, RollStage.DPTHP)
ESTABLISHED = Q(kind=RollKind.PDPB) | Q(stage__in=ESTABLISHED_STAGES)


def chart_name(region: Region) -> str:
    """Return the name as it stands beside a row: only a city says what it is."""
    return region.full_name if region.kind == RegionKind.CITY else region.name


def voters_pyramid(lines: Sequence[RollLine]) -> Pyramid | None:
    """Return men and women in ``lines``, whose regions are loaded, ordered by code."""
    return pyramid(
        [
            Pair(line.region_id, chart_name(line.region), line.male, line.female)
            for line in sorted(lines, key=attrgetter("region_id"))
        ]
    )


@dataclass(frozen=True, slots=True)
class Before:
    """The newest earlier roll with figures of regencies, and its lines by region code."""

    roll: Roll
    lines: Mapping[str, RollLine]


def roll_before(roll: Roll) -> Before | None:
    """Return what the regencies of ``roll`` are compared with, or ``None`` if nothing is."""
    earlier = (
        Roll.objects.published()
        .filter(
            ESTABLISHED,
            as_of__lt=roll.as_of,
            lines__region__level=RegionLevel.REGENCY,
            lines__total__isnull=False,
        )
        .order_by("-as_of", "-pk")
        .first()
    )
    if earlier is None:
        return None
    lines = earlier.lines.filter(region__level=RegionLevel.REGENCY)
    return Before(earlier, {line.region_id: line for line in lines})


def voters_dots(lines: Sequence[RollLine], before: Before | None) -> Dots | None:
    """Return the voters in ``lines`` against the roll before, or ``None`` without such a roll."""
    if before is None:
        return None
    changes = [
        Change(
            line.region_id,
            chart_name(line.region),
            earlier.total if (earlier := before.lines.get(line.region_id)) else None,
            line.total,
        )
        for line in sorted(lines, key=attrgetter("region_id"))
    ]
    return dots(changes, before.roll.title)


def voters_multiples() -> Multiples | None:
    """Return the voters of each regency and city in all established rolls that name them."""
    lines = (
        RollLine.objects.published()
        .filter(
            Q(roll__kind=RollKind.PDPB) | Q(roll__stage__in=ESTABLISHED_STAGES),
            region__level=RegionLevel.REGENCY,
            region__parent=settings.PROVINCE_CODE,
            total__isnull=False,
        )
        .select_related("region", "roll")
        .order_by("region_id", "roll__as_of", "roll_id")
    )
    found: dict[str, list[RollLine]] = {}
    for line in lines:
        found.setdefault(line.region_id, []).append(line)
    series = [
        Series(
            code,
            chart_name(items[0].region),
            tuple(Moment(item.roll.as_of, item.total) for item in items if item.total is not None),
        )
        for code, items in found.items()
    ]
    first = min((items[0].roll for items in found.values()), key=attrgetter("as_of"), default=None)
    return multiples(series, first.title) if first else None
