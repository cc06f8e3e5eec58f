"""A plan to change in a test, as it now stands."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import User

from kpuntt.schedule.models import DatePrecision, PlannedRelease
from kpuntt.schedule.services import planned_release_add

REASON = "Pleno ditunda karena cuaca."


def announce(
    actor: User | None,
    *,
    slug: str = "daftar-uji",
    day: date = date(2031, 12, 7),
    precision: str = DatePrecision.MONTH,
) -> PlannedRelease:
    """Announce a release for December 2031 unless told otherwise."""
    return planned_release_add(
        slug=slug,
        title="Daftar uji; bagian pertama, dan kedua",
        area="voters",
        day=day,
        precision=precision,
        note="Dasar: aturan uji.",
        actor=actor,
    )
