"""Region names as SQL expressions, so that every format reads the same words."""

from __future__ import annotations

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Concat

from kpuntt.regions.models import RegionKind


def full_name(path: str = "") -> Case:
    """Return ``Region.full_name`` as an expression; ``path`` leads to the region (``region__``)."""
    forms = [
        When(
            **{f"{path}kind": kind},
            then=Concat(Value(f"{kind.label} "), F(f"{path}name"), output_field=CharField()),
        )
        for kind in RegionKind
        if kind != RegionKind.CITY  # a city carries "Kota" in its name
    ]
    return Case(*forms, default=F(f"{path}name"), output_field=CharField())
