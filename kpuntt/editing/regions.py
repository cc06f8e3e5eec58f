"""The rows of a table by regency, in the order of every KPU table: 53.01 … 53.71, province last."""

from __future__ import annotations

from django.conf import settings

from kpuntt.editing.grid import Row
from kpuntt.regions.models import Region, RegionLevel

PROVINCE_KEY: str = settings.PROVINCE_CODE


def region_rows() -> list[Row]:
    """Return a row for each regency and city, then one for the province."""
    regions = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    ordered = sorted(
        regions, key=lambda region: (region.level == RegionLevel.PROVINCE, region.code)
    )
    return [Row(region.code, region.full_name, {"region_id": region.code}) for region in ordered]
