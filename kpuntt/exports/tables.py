"""A dataset as an HTML table: the same columns and rows as its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext as _
from django_tables2.data import TableListData

from kpuntt import formatting
from kpuntt.exports.dataset import Column, ColumnType, Dataset, Row
from kpuntt.exports.query import ORDER, Query
from kpuntt.templatetags.figures import missing


class FigureColumn(tables.Column):
    """A column of figures: aligned to the right, Indonesian format, words where one is missing."""

    attrs = {"td": {"class": "n"}, "th": {"class": "n"}, "tf": {"class": "n"}}
    empty_values = ()

    def render(self, value: Any) -> str:
        """Write the figure."""
        return missing() if value is None else format_value(value)


class SumColumn(FigureColumn):
    """A column of figures with the sum of its rows below; no sum if a row has no figure."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(footer=self._sum, **kwargs)

    @staticmethod
    def _sum(bound_column: Any, table: tables.Table) -> str:
        values = [record[bound_column.name] for record in table.data.data]
        return "" if None in values else format_value(sum(values))


class TextColumn(tables.Column):
    """A column of words; an empty cell stays empty."""

    attrs = {"td": {"class": "t"}}
    empty_values = ()

    def render(self, value: Any) -> str:
        """Write the words, or a date or a truth value in words."""
        return "" if value is None else format_value(value)


class LabelColumn(TextColumn):
    """A column of labels, which the portal gives to codes: they are translated."""

    def render(self, value: Any) -> str:
        """Write the label in the language of the page."""
        return "" if value is None else _(value)


def format_value(value: Any) -> str:
    """Return a value as the reader sees it; decimals keep the places that are printed."""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    if isinstance(value, Decimal):
        return formatting.format_decimal(value)
    if isinstance(value, int):
        return formatting.format_integer(value)
    if isinstance(value, date):
        return formatting.format_date(value)
    return str(value)


class _OrderedByTheDatabase(TableListData):
    """Rows that come in their final order: a page of them must not be sorted again."""

    def order_by(self, aliases: Any) -> None:
        """Keep the order of the query."""


class CaptionedTable(tables.Table):
    """A table that says in ``caption`` what it shows."""

    caption: str = ""

    class Meta:
        template_name = "tables/_table.html"
        order_by_field = ORDER


def dataset_table(dataset: Dataset, rows: Sequence[Row], query: Query) -> CaptionedTable:
    """Return the HTML table of one page of rows, its headers showing the query's order."""
    names = [column.name for column in dataset.columns]
    header = "nama_wilayah" if "nama_wilayah" in names else names[0]
    records = [dict(zip(names, row, strict=True)) for row in rows]
    return CaptionedTable(
        _OrderedByTheDatabase(records),
        extra_columns=[(column.name, _column(column, header)) for column in dataset.columns],
        order_by=query.order or (),
    )


def _column(column: Column, header: str) -> tables.Column:
    kind: type[tables.Column] = FigureColumn if column.type.is_numeric else TextColumn
    if column.labels is not None:
        kind = LabelColumn
    attrs = dict(kind.attrs)
    if column.labels is None and column.type == ColumnType.TEXT:
        attrs["words"] = True  # of the data, and so Indonesian on every page
    if column.name == header:
        attrs["row_header"] = True
    return kind(verbose_name=column.label, attrs=attrs)
