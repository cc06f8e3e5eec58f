"""Bumping a generation: the one way in which public pages are invalidated."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kpuntt.caching.models import Generation


@transaction.atomic
def generation_bump(*, area: str) -> None:
    """Start a new generation of ``area``; call it in the transaction that publishes.

    The new number becomes visible together with the published rows, so no page can be stored under
    it that was rendered from older rows.
    """
    Generation.objects.get_or_create(area=area)
    Generation.objects.filter(area=area).update(number=F("number") + 1, changed_at=timezone.now())
