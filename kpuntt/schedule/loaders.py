"""Loading the plans that follow from rules, from ``fixtures/schedule.csv``; safe to repeat."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kpuntt.fixture_files import read_rows
from kpuntt.schedule.models import DatePrecision, PlannedRelease
from kpuntt.schedule.services import planned_release_add


@transaction.atomic
def schedule_load() -> int:
    """Add the plans that are not there yet, for a month each, and return how many were added.

    A plan that is there belongs to the staff, whatever they made of it, and is left alone.
    """
    known = set(PlannedRelease.objects.values_list("slug", flat=True))
    new = [row for row in read_rows("schedule.csv") if row["kode"] not in known]
    for row in new:
        planned_release_add(
            slug=row["kode"],
            title=row["judul"],
            area=row["bidang"],
            day=date.fromisoformat(f"{row['bulan']}-01"),
            precision=DatePrecision.MONTH,
            note=row["catatan"],
            actor=None,
        )
    return len(new)
