"""Reads across all kinds of units."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.apps import apps
from django.contrib.auth.models import User

from kpuntt.publishing.models import PublicationState, PublicationUnit


def single_person_units(areas: Collection[str]) -> list[PublicationUnit]:
    """Return the published units of ``areas`` that one person alone made and verified."""
    return [
        unit
        for model in apps.get_models()
        if issubclass(model, PublicationUnit) and model.area in areas
        for unit in model._default_manager.filter(
            state=PublicationState.PUBLISHED, single_person=True
        )
    ]


def publications_due(*, now: datetime) -> list[tuple[PublicationUnit, User]]:
    """Return the units of all kinds whose time has come, with who set it; the earliest first."""
    due = [
        (unit.publish_at, unit.area, unit.slug, unit)
        for model in apps.get_models()
        if issubclass(model, PublicationUnit)
        for unit in model._default_manager.filter(
            state=PublicationState.VERIFIED, publish_at__lte=now
        ).select_related("scheduled_by")
    ]
    ordered = [row[-1] for row in sorted(due, key=lambda row: row[:-1])]
    return [(unit, unit.scheduled_by) for unit in ordered if unit.scheduled_by is not None]
