"""Columns and filters that several datasets of the performance area share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from kpuntt.exports.columns import DECIMAL, INTEGER, TEXT
from kpuntt.exports.dataset import Column, Filter, Text
from performance.models import PerformanceReport

AREAS = ("performance", "regions", "provenance")
YEARLY = _("Setiap tahun, bila laporan kinerja terbit")


def year_choices() -> Sequence[tuple[str, str]]:
    """Return the years of all current reports."""
    years = PerformanceReport.objects.published().order_by("-year")
    return [(str(item), str(item)) for item in years.values_list("year", flat=True)]


def year_filter(path: str) -> Filter:
    """Return the filter by year for rows whose report is found at ``path``."""

    def by_year(queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{path}year": int(value)})

    return Filter("tahun", _("Tahun"), _("tahun laporan, misalnya 2024"), year_choices, by_year)


def year(name: str, label: Text, source: str, description: Text) -> Column:
    """Return a column with a year: written as text, for a year has no point between thousands."""
    return Column(name, label, TEXT, Cast(source, CharField()), description)


def year_column(path: str) -> Column:
    """Return the column with the year of a row's report."""
    return year("tahun", _("Tahun"), f"{path}year", _("Tahun laporan kinerja."))


def objective_column(path: str) -> Column:
    """Return the column with the number of a row's objective."""
    return Column(
        "nomor_sasaran", _("Sasaran"), INTEGER, f"{path}number", _("Nomor sasaran strategis.")
    )


def count(name: str, label: Text, source: str, description: Text, unit: str) -> Column:
    """Return a column of counts; ``unit`` says of what."""
    return Column(name, label, INTEGER, source, description, unit)


def achievement(name: str, label: Text, source: str, description: Text) -> Column:
    """Return a column with an achievement in per cent."""
    return Column(name, label, DECIMAL, source, description, "persen")
