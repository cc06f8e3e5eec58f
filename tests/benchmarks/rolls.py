"""A nation of voter rolls for measuring: 83,763 villages in eight quarters, 670,104 lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.db import connection, transaction

from kpuntt.provenance.models import Citation, Document, DocumentKind
from kpuntt.publishing.models import PublicationState
from kpuntt.regions.models import Region, RegionKind, RegionLevel
from voters.models import PeriodKind, Roll, RollKind, RollLine

VILLAGES = 83_763
QUARTERS = [(year, number) for year in (2025, 2026) for number in (1, 2, 3, 4)]
LINES = VILLAGES * len(QUARTERS)

_PROVINCES, _REGENCIES, _DISTRICTS = 38, 14, 14
#: Figures of a line from a number of its village, the same on both databases.
_FIGURES = {
    "polling_stations": "1 + n %% 9",
    "special_stations": "0",
    "male": "700 + n * 7 %% 1900",
    "female": "710 + n * 11 %% 1900",
    "total": "1410 + n * 7 %% 1900 + n * 11 %% 1900",
    "previous": "1400 + n * 7 %% 1900 + n * 11 %% 1900",
    "new": "n %% 90",
    "new_male": "n %% 90 / 2",
    "new_female": "n %% 90 - n %% 90 / 2",
    "ineligible": "n %% 70",
    "ineligible_male": "n %% 70 / 2",
    "ineligible_female": "n %% 70 - n %% 70 / 2",
    "corrected": "n %% 50",
    "corrected_male": "NULL",
    "corrected_female": "NULL",
}


@transaction.atomic
def rolls_generate() -> None:
    """Fill an empty, migrated database; one that is already filled stays as it is."""
    if RollLine.objects.exists():
        return
    Region.objects.bulk_create(_regions(), batch_size=5000)
    for index, (year, number) in enumerate(QUARTERS):
        _quarter(index, year, number)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _quarter(index: int, year: int, number: int) -> None:
    slug = f"pdpb-{year}-t{number}"
    document = Document.objects.create(
        slug=f"ba-{slug}",
        title=f"Berita Acara Rekapitulasi PDPB Triwulan {number} Tahun {year}",
        kind=DocumentKind.MINUTES,
        publisher="KPU Provinsi NTT",
    )
    citation = Citation.objects.create(
        document=document, page="Lampiran", place="Lampiran, tabel “Rekapitulasi”"
    )
    roll = Roll.objects.create(
        slug=slug,
        title=f"PDPB Triwulan {number} {year}",
        kind=RollKind.PDPB,
        period_kind=PeriodKind.QUARTER,
        year=year,
        period_number=number,
        as_of=date(year, 3 * number, 28),
        baseline=Roll.objects.order_by("pk").last() if index else None,
        state=PublicationState.PUBLISHED,
        published_at=datetime(year, 3 * number, 28, tzinfo=UTC),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO voters_rollline (roll_id, region_id, citation_id, note, "  # noqa: S608
            f"{', '.join(_FIGURES)}) SELECT %s, code, %s, note, {', '.join(_FIGURES.values())} "
            "FROM (SELECT code, "
            "CAST(substr(code, 10) AS integer) + 7 * CAST(substr(code, 7, 2) AS integer) + %s "
            "AS n, "
            "CASE WHEN substr(code, 13) = '7' THEN 'Sesuai pleno, dibulatkan' ELSE '' END AS note "
            "FROM regions_region WHERE level = %s) AS villages ORDER BY code",
            [roll.pk, citation.pk, index, RegionLevel.VILLAGE],
        )


def _regions() -> Iterator[Region]:
    left = VILLAGES
    districts = _PROVINCES * _REGENCIES * _DISTRICTS
    for province in range(11, 11 + _PROVINCES):
        top = Region(
            code=f"{province}",
            name=f"Nusa {province}",
            kind=RegionKind.PROVINCE,
            level=RegionLevel.PROVINCE,
        )
        yield top
        for regency in range(1, _REGENCIES + 1):
            code = f"{top.code}.{regency:02}"
            yield Region(
                code=code,
                name=f"Kelapa {regency}",
                kind=RegionKind.REGENCY,
                level=RegionLevel.REGENCY,
                parent_id=top.code,
            )
            for district in range(1, _DISTRICTS + 1):
                below = f"{code}.{district:02}"
                yield Region(
                    code=below,
                    name=f"Oesapa {district}",
                    kind=RegionKind.DISTRICT,
                    level=RegionLevel.DISTRICT,
                    parent_id=code,
                )
                here = -(-left // districts)
                left, districts = left - here, districts - 1
                for village in range(here):
                    yield Region(
                        code=f"{below}.{2001 + village}",
                        name=f"Nunbaun Sabu {village}",
                        kind=RegionKind.VILLAGE,
                        level=RegionLevel.VILLAGE,
                        parent_id=below,
                    )
