"""Reads across all kinds of units."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth.models import User

from kpuntt.activity.models import Action, Activity
from kpuntt.publishing.models import PublicationState, PublicationUnit


def unit_models(areas: Collection[str]) -> list[type[PublicationUnit]]:
    """Return the kinds of units that are published in ``areas``."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, PublicationUnit) and model.area in areas
    ]


def single_person_units(areas: Collection[str]) -> list[PublicationUnit]:
    """Return the published units of ``areas`` that one person alone made and verified."""
    return [
        unit
        for model in unit_models(areas)
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


@dataclass(frozen=True, slots=True)
class Step:
    """A version of a unit that came out or was withdrawn, and what was said about it."""

    number: int
    at: datetime
    unit: PublicationUnit
    is_withdrawal: bool

    @property
    def is_correction(self) -> bool:
        """Whether something that had been published was changed or taken away."""
        return self.is_withdrawal or self.unit.version > 1

    @property
    def note(self) -> str:
        """The reason, as the public reads it."""
        return self.unit.withdrawal_note if self.is_withdrawal else self.unit.public_note


def steps(areas: Collection[str]) -> Sequence[Step]:
    """Return everything that the public saw happen in ``areas``, newest first."""
    models = {model._meta.label_lower: model for model in unit_models(areas)}
    seen = [Action.LOAD, Action.PUBLISH, Action.WITHDRAW]
    log = list(
        Activity.objects.filter(model__in=models, action__in=seen)
        .exclude(version=None)
        .order_by("-number")
    )
    units = {
        (name, unit.slug, unit.version): unit
        for name, model in models.items()
        for unit in model._default_manager.filter(
            slug__in={row.slug for row in log if row.model == name}
        )
    }
    return [
        Step(row.number, row.at, unit, row.action == Action.WITHDRAW)
        for row in log
        if (unit := units.get((row.model, row.slug, row.version or 0))) is not None
    ]
