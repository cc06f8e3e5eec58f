"""Tables of the voters' pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kpuntt.charts.bars import shares
from kpuntt.exports.tables import CaptionedTable, FigureColumn, SumColumn, format_value
from kpuntt.formatting import percent_of
from kpuntt.templatetags.figures import missing
from voters.models import RollLine


class RegencyTable(CaptionedTable):
    """The rows of a roll by regency and city, with a bar for each total."""

    name = tables.Column(
        verbose_name=_("Kabupaten/kota"), footer=_("Jumlah yang tampil"), attrs={"row_header": True}
    )
    total = SumColumn(verbose_name=_("Jumlah"))
    share = FigureColumn(
        verbose_name=_("Bagian (%)"), attrs={**FigureColumn.attrs, "td": {"class": "n bar"}}
    )
    male = SumColumn(verbose_name=_("Laki-laki"))
    female = SumColumn(verbose_name=_("Perempuan"))
    stations = SumColumn(verbose_name="TPS")
    special = SumColumn(verbose_name=_("TPS lokasi khusus"))
    previous = SumColumn(verbose_name=_("Sebelumnya"))
    new = SumColumn(verbose_name=_("Baru"))
    ineligible = SumColumn(verbose_name="TMS")
    corrected = SumColumn(verbose_name=_("Perbaikan"))

    class Meta(CaptionedTable.Meta):
        pass

    def render_name(self, value: str, record: dict[str, Any]) -> str:
        """Link the name to the profile of the region."""
        return format_html('<a href="{}">{}</a>', reverse("region", args=[record["code"]]), value)

    def render_share(self, value: Decimal | None, record: dict[str, Any]) -> str:
        """Write the share and draw a bar beside it, of which only the eye takes notice."""
        if value is None:
            return missing()
        return format_html(
            '{} <svg viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">'
            '<rect width="{}" height="9"/></svg>',
            format_value(value),
            str(record["bar"]),
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
            "previous": line.previous,
            "new": line.new,
            "ineligible": line.ineligible,
            "corrected": line.corrected,
            "male": line.male,
            "female": line.female,
            "total": line.total,
            "share": percent_of(line.total, whole) if whole and line.total is not None else None,
            "bar": bar,
        }
        for line, bar in zip(lines, bars, strict=True)
    ]


def empty_columns(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Return the columns for which no row has a figure, so that the table can leave them out."""
    return [name for name in RegencyTable.base_columns if all(row[name] is None for row in rows)]


def _sum(values: Iterable[int | None]) -> int | None:
    total = 0
    for value in values:
        if value is None:
            return None
        total += value
    return total
