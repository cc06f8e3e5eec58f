"""Tables of the voters' pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kpuntt.charts.bars import shares
from kpuntt.exports.tables import CaptionedTable, FigureColumn, format_value
from kpuntt.formatting import percent_of
from voters.models import RollLine


class SumColumn(FigureColumn):
    """A column of counts with the sum of its rows below; no sum if a row has no figure."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(footer=self._sum, **kwargs)

    @staticmethod
    def _sum(bound_column: Any, table: tables.Table) -> str:
        values = [record[bound_column.name] for record in table.data.data]
        return "" if None in values else format_value(sum(values))


class RegencyTable(CaptionedTable):
    """The rows of a roll by regency and city, with a bar for each total."""

    name = tables.Column(
        verbose_name=_("Kabupaten/kota"), footer=_("Jumlah baris"), attrs={"row_header": True}
    )
    stations = SumColumn(verbose_name="TPS")
    special = SumColumn(verbose_name=_("Loksus"))
    male = SumColumn(verbose_name="L")
    female = SumColumn(verbose_name="P")
    total = SumColumn(verbose_name=_("Jumlah"))
    share = FigureColumn(verbose_name=_("Bagian (%)"))
    bar = tables.Column(verbose_name=_("Bagan"), orderable=False, attrs={"td": {"class": "bar"}})

    class Meta(CaptionedTable.Meta):
        pass

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        """Link the name to the profile of the region."""
        return format_html('<a href="{}">{}</a>', reverse("region", args=[record["code"]]), value)

    def render_bar(self, value: float) -> str:
        """Draw the bar; the figure itself stands in the row."""
        return format_html(
            '<svg viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">'
            '<rect width="{}" height="9"/></svg>',
            str(value),
        )


SORTABLE = frozenset(
    name for name, column in RegencyTable.base_columns.items() if column.orderable is not False
)


def regency_rows(lines: Sequence[RollLine]) -> list[dict[str, Any]]:
    """Return the records of a ``RegencyTable`` for lines in code order."""
    whole = _sum(line.total for line in lines)
    bars = shares(line.total for line in lines)
    return [
        {
            "code": line.region_id,
            "name": line.region.full_name,
            "stations": line.polling_stations,
            "special": line.special_stations,
            "male": line.male,
            "female": line.female,
            "total": line.total,
            "share": percent_of(line.total, whole) if whole and line.total is not None else None,
            "bar": bar,
        }
        for line, bar in zip(lines, bars, strict=True)
    ]


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total
