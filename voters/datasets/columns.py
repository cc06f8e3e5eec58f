"""Columns and filters that several datasets of the voters' area share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kpuntt.exports.columns import INTEGER, TEXT
from kpuntt.exports.dataset import Column, Filter, Text
from kpuntt.regions.models import RegionLevel
from voters.models import Election, Roll

AREAS = ("voters", "regions", "provenance")


def roll_choices() -> Sequence[tuple[str, str]]:
    """Return the codes and titles of all current rolls."""
    return list(Roll.objects.published().order_by("-as_of", "-pk").values_list("slug", "title"))


def roll_filter(path: str) -> Filter:
    """Return the filter by roll for rows whose roll is found at ``path``."""

    def by_roll(queryset: QuerySet[Any], slug: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{path}slug": slug})

    return Filter(
        "daftar", _("Daftar"), _("kode daftar, misalnya dpt-pilkada-2024"), roll_choices, by_roll
    )


def election_choices() -> Sequence[tuple[str, str]]:
    """Return the codes and names of all elections."""
    return list(Election.objects.order_by("-year", "slug").values_list("slug", "short_name"))


def election_filter(path: str) -> Filter:
    """Return the filter by election for rows whose report is found at ``path``."""

    def by_election(queryset: QuerySet[Any], slug: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{path}report__election__slug": slug})

    return Filter(
        "pemilihan",
        _("Pemilihan"),
        _("kode pemilihan, misalnya pilgub-2024"),
        election_choices,
        by_election,
    )


LEVEL_FILTER = Filter(
    "tingkat",
    _("Tingkat"),
    _("provinsi, kabupaten-kota, …"),
    lambda: [(level.value, level.label) for level in RegionLevel],
    lambda queryset, level: queryset.filter(region__level=level),
)


def roll_column(path: str) -> Column:
    """Return the column that names the roll of a row."""
    return Column(
        "daftar", _("Daftar"), TEXT, f"{path}slug", _("Kode daftar pemilih, sama dengan alamatnya.")
    )


def election_column(path: str) -> Column:
    """Return the column that names the election of a row."""
    return Column("pemilihan", _("Pemilihan"), TEXT, f"{path}election__slug", _("Kode pemilihan."))


def count(name: str, label: Text, source: str, description: Text, unit: str = "pemilih") -> Column:
    """Return a column of counts; ``unit`` says of what."""
    return Column(name, label, INTEGER, source, description, unit)
