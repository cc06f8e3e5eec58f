"""Reads across all kinds of units."""

from __future__ import annotations

from collections.abc import Collection

from django.apps import apps

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
