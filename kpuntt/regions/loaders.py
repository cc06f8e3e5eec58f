"""Loading regions, aliases and work units from ``fixtures/``; running it again changes nothing."""

from __future__ import annotations

from decimal import Decimal

from kpuntt.caching.services import generation_bump_on_change
from kpuntt.fixture_files import read_rows
from kpuntt.regions.models import (
    LEVELS_BY_SEGMENTS,
    Region,
    RegionAlias,
    RegionLevel,
    WorkUnit,
)
from kpuntt.regions.selectors import region_key


def regions_load() -> dict[RegionLevel, int]:
    """Write the regions of ``fixtures/regions.csv`` and return how many there are per level."""
    with generation_bump_on_change(area="regions", read=_everything):
        _write()
    return {level: Region.objects.at_level(level).count() for level in RegionLevel}


def _everything() -> object:
    return [
        list(model._default_manager.order_by("pk").values_list())
        for model in (Region, RegionAlias, WorkUnit)
    ]


def _write() -> None:
    seats = {row["code"]: row for row in read_rows("region_seats.csv")}
    regions = [_region(row, seats.get(row["code"])) for row in read_rows("regions.csv")]
    Region.objects.bulk_create(
        regions,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "level", "parent", "seat", "latitude", "longitude"],
    )
    for row in read_rows("region_aliases.csv"):
        RegionAlias.objects.update_or_create(
            key=region_key(row["name"]),
            defaults={"name": row["name"], "region_id": row["code"], "note": row["note"]},
        )
    for region in Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY]):
        WorkUnit.objects.update_or_create(region=region, defaults={"name": f"KPU {region}"})


def _region(row: dict[str, str], seat: dict[str, str] | None) -> Region:
    code = row["code"]
    return Region(
        code=code,
        name=row["name"],
        kind=row["kind"],
        level=LEVELS_BY_SEGMENTS[code.count(".") + 1],
        parent_id=code.rpartition(".")[0] or None,
        seat=seat["seat"] if seat else "",
        latitude=Decimal(seat["latitude"]) if seat else None,
        longitude=Decimal(seat["longitude"]) if seat else None,
    )
