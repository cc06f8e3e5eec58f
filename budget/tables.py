"""Tables of the budget pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budget.models import GrantLine
from kpuntt.charts.bars import shares
from kpuntt.exports.tables import CaptionedTable, FigureColumn, SumColumn, format_value
from kpuntt.templatetags.figures import missing


class GrantTable(CaptionedTable):
    """The grants of all governments, with a bar for both together."""

    name = tables.Column(
        verbose_name=_("Pemerintah daerah"),
        footer=_("Jumlah baris (dihitung portal)"),
        attrs={"row_header": True},
    )
    total = SumColumn(
        verbose_name=_("Keduanya (Rp)"), attrs={**FigureColumn.attrs, "td": {"class": "n bar"}}
    )
    regent = SumColumn(verbose_name=_("Pilbup/pilwalkot (Rp)"))
    governor = SumColumn(verbose_name=_("Pilgub (Rp)"))

    class Meta(CaptionedTable.Meta):
        pass

    def render_name(self, value: str, record: dict[str, Any]) -> SafeString:
        """Link the name to the profile of the region, with the printed name where it differs."""
        link = format_html('<a href="{}">{}</a>', reverse("region", args=[record["code"]]), value)
        if not record["printed"]:
            return link
        return format_html(
            '{} <span class="quiet">{} “{}”</span>', link, _now("tercetak"), record["printed"]
        )

    def render_total(self, value: int | None, record: dict[str, Any]) -> SafeString:
        """Write the sum and draw a bar beside it, of which only the eye takes notice."""
        if value is None:
            return missing()
        return format_html(
            '{} <svg viewBox="0 0 100 9" preserveAspectRatio="none" aria-hidden="true">'
            '<rect width="{}" height="9"/></svg>',
            format_value(value),
            str(record["bar"]),
        )


SORTABLE = frozenset(
    name for name, column in GrantTable.base_columns.items() if column.orderable is not False
)


def grant_rows(lines: Sequence[GrantLine]) -> list[dict[str, Any]]:
    """Return the records of a ``GrantTable`` for lines fetched with their regions."""
    bars = shares(line.total for line in lines)
    return [
        {
            "code": line.region.code,
            "name": line.region.full_name,
            "printed": "" if line.printed_name in line.region.full_name else line.printed_name,
            "regent": line.regent,
            "governor": line.governor,
            "total": line.total,
            "bar": bar,
        }
        for line, bar in zip(lines, bars, strict=True)
        if line.region is not None
    ]
