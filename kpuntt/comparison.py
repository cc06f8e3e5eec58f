"""Two to six regencies and cities side by side, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from django.db.models import Count

from budget.models import GrantLine, GrantReport
from kpuntt.charts.dots import Dots
from kpuntt.charts.pyramid import Pyramid
from kpuntt.formatting import percent_of, round_half_up
from kpuntt.quality.models import Finding
from kpuntt.regions.models import Region, RegionLevel
from voters.charts import Before, roll_before, voters_dots, voters_pyramid
from voters.models import DisabilityCount, Roll, RollLine
from voters.selectors import latest_with_regencies, regency_totals

FEWEST, MOST = 2, 6


@dataclass(frozen=True, slots=True)
class Compared:
    """One region of a comparison; None stands for what no source gives."""

    region: Region
    line: RollLine | None
    share: Decimal | None
    disability: DisabilityCount | None
    grant: GrantLine | None
    findings: int
    before: RollLine | None

    @property
    def change(self) -> int | None:
        """Voters of the roll minus those of the roll before that names regencies."""
        if self.line is None or self.before is None:
            return None
        if self.line.total is None or self.before.total is None:
            return None
        return self.line.total - self.before.total

    @property
    def voters_per_station(self) -> Decimal | None:
        """Voters of the roll for each of its polling stations, in whole voters."""
        if self.line is None or self.line.total is None or not self.line.polling_stations:
            return None
        return round_half_up(Decimal(self.line.total) / self.line.polling_stations, 0)

    @property
    def disability_share(self) -> Decimal | None:
        """Voters with a disability in per cent of all, where both stand in the same roll."""
        if self.line is None or self.disability is None:
            return None
        if self.line.roll_id != self.disability.roll_id or not self.line.total:
            return None
        return percent_of(self.disability.total, self.line.total)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The regions compared, the roll their voters come from, and what else is compared."""

    roll: Roll | None
    disability_roll: Roll | None
    before: Before | None
    rows: Sequence[Compared]
    pyramid: Pyramid | None
    dots: Dots | None

    @property
    def grant_report(self) -> GrantReport | None:
        """The newest report that the grants come from."""
        reports = (row.grant.report for row in self.rows if row.grant)
        return max(reports, key=attrgetter("year"), default=None)


def comparable_regions() -> list[Region]:
    """Return the regencies and cities that can be compared, in the order of their codes."""
    return list(Region.objects.at_level(RegionLevel.REGENCY).order_by("code"))


def regions_compared(regions: Sequence[Region]) -> Comparison:
    """Gather the figures of ``regions``, in their order."""
    codes = [region.code for region in regions]
    roll = latest_with_regencies()
    lines = regency_totals(roll) if roll else {}
    before = roll_before(roll) if roll else None
    chosen = [lines[code] for code in sorted(codes) if code in lines]
    sum_of_all = sum(line.total or 0 for line in lines.values())
    counts = DisabilityCount.objects.filter(
        region_id__in=codes, kind="semua", roll__state="published"
    ).select_related("roll", "citation__document")
    disability = {item.region_id: item for item in counts.order_by("roll__as_of")}
    grants = GrantLine.objects.published().filter(region_id__in=codes)
    granted = {
        item.region_id: item
        for item in grants.select_related("report", "citation__document").order_by("report__year")
    }
    found = dict(
        Finding.objects.current()
        .filter(region_id__in=codes)
        .order_by()
        .values_list("region_id")
        .annotate(Count("pk"))
    )
    rows = [
        Compared(
            region=region,
            line=(line := lines.get(region.code)),
            share=percent_of(line.total, sum_of_all) if line and line.total is not None else None,
            disability=disability.get(region.code),
            grant=granted.get(region.code),
            findings=found.get(region.code, 0),
            before=before.lines.get(region.code) if before else None,
        )
        for region in regions
    ]
    newest = max((item.roll for item in disability.values()), key=lambda r: r.as_of, default=None)
    return Comparison(
        roll=roll,
        disability_roll=newest,
        before=before,
        rows=rows,
        pyramid=voters_pyramid(chosen),
        dots=voters_dots(chosen, before),
    )
