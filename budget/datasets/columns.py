"""Columns that both datasets of the budget area share."""

from __future__ import annotations

from kpuntt.exports.columns import INTEGER
from kpuntt.exports.dataset import Column, ColumnType, Text

YEAR = ColumnType.YEAR


def rupiah(name: str, label: Text, source: str, description: Text) -> Column:
    """Return a column of whole rupiah."""
    return Column(name, label, INTEGER, source, description, "rupiah")
