"""Which regencies and cities have reported for a period, and which were in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q

from kpuntt.regions.models import Region, RegionLevel
from voters.models import PeriodKind, Submission, SubmissionDeadline, period_title
from voters.punctuality import YearlyPunctuality, punctuality
from voters.services import PeriodKey

_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.SEMESTER: 6}


@dataclass(frozen=True, slots=True)
class Reporting:
    """How far the reports of one period have come among some regencies."""

    period: PeriodKey
    deadline: SubmissionDeadline | None
    missing: Sequence[Region]
    total: int

    @property
    def title(self) -> str:
        """The name of the period."""
        return period_title(*self.period)

    @property
    def slug(self) -> str:
        """The period in an address: ``semester-1-2025``."""
        return period_slug(self.period)


def period_slug(period: PeriodKey) -> str:
    """Return a period as it stands in an address."""
    return "-".join(str(part) for part in period)


def last_period() -> PeriodKey | None:
    """Return the newest period that has a deadline or a report; a shorter one before a longer."""
    fields = ("period_kind", "period_number", "year")
    keys = chain(
        SubmissionDeadline.objects.order_by().values_list(*fields).distinct(),
        Submission.objects.order_by().values_list(*fields).distinct(),
    )
    return max(keys, key=_end, default=None)


def _end(period: PeriodKey) -> tuple[int, int, int]:
    kind, number, year = period
    months = _MONTHS[PeriodKind(kind)]
    return year, number * months, -months


def reporting(period: PeriodKey, regencies: Sequence[Region]) -> Reporting:
    """Return who of ``regencies`` has neither a plenary nor a receipt on record."""
    kind, number, year = period
    dated = Q(plenary_date__isnull=False) | Q(received_date__isnull=False)
    reported = set(
        Submission.objects.for_period(*period).filter(dated).values_list("region_id", flat=True)
    )
    return Reporting(
        period,
        SubmissionDeadline.objects.filter(
            period_kind=kind, period_number=number, year=year
        ).first(),
        [region for region in regencies if region.code not in reported],
        len(regencies),
    )


def yearly_punctuality(year: int) -> YearlyPunctuality:
    """Return the punctuality of every period of ``year`` that has a deadline or a report."""
    deadlines = {
        (item.period_kind, item.period_number, item.year): item.last_day
        for item in SubmissionDeadline.objects.filter(year=year)
    }
    plenaries: dict[PeriodKey, dict[str, date | None]] = {key: {} for key in deadlines}
    for row in Submission.objects.filter(year=year):
        key = (row.period_kind, row.period_number, row.year)
        plenaries.setdefault(key, {})[row.region_id] = row.plenary_date
    expected = _expected()
    return YearlyPunctuality(
        year,
        [
            punctuality(period_title(*key), expected, plenaries[key], deadlines.get(key))
            for key in sorted(plenaries, key=_end)
        ],
    )


def _expected() -> dict[str, str]:
    regencies = Region.objects.at_level(RegionLevel.REGENCY)
    return {region.code: region.full_name for region in regencies}
