"""A comparison as plain text for a page, kept until anything is published in its area.

Reading a long file takes seconds, which a member of staff should wait for once and not on every
page of its rows. The steps never use what is kept here: they read and compare anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpuntt.caching.models import Generation
from kpuntt.caching.release import release_id
from kpuntt.formatting import format_figure
from kpuntt.imports.cautions import Caution
from kpuntt.imports.comparing import Comparison, RowChange, RowState
from kpuntt.imports.files import batch_preview
from kpuntt.imports.kinds import CellError
from kpuntt.imports.models import ImportBatch
from kpuntt.imports.totals import Total

_SECONDS_KEPT = 3600
_ROWS_PER_PAGE = 50

STATE_LABELS = {
    RowState.NEW: gettext_lazy("Baru"),
    RowState.CHANGED: gettext_lazy("Berubah"),
    RowState.SAME: gettext_lazy("Sama"),
    RowState.MISSING: gettext_lazy("Hilang"),
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table of changes; ``cells`` are label, old and new text."""

    state: RowState
    place: str
    name: str
    cells: Sequence[tuple[str, str, str]]

    @property
    def label(self) -> str:
        """The state in a word."""
        return str(STATE_LABELS[self.state])


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page of a batch says about its file."""

    rows: Sequence[ShownRow]
    errors: Sequence[CellError]
    cautions: Sequence[Caution]
    totals: Sequence[Total]
    notices: Sequence[str]
    base_version: int | None


def shown_comparison(batch: ImportBatch) -> Shown:
    """Return what the page of ``batch`` says; raises what ``batch_preview`` raises."""
    generations = Generation.objects.filter(area__in=[batch.model.area, "regions"])
    numbers = sorted(generations.values_list("area", "number"))
    key = f"impor:{batch.pk}:{batch.sha256}:{release_id()}:{numbers}".replace(" ", "")
    shown: Shown | None = cache.get(key)
    if shown is None:
        shown = _shown(batch_preview(batch=batch))
        cache.set(key, shown, _SECONDS_KEPT)
    return shown


def _shown(comparison: Comparison) -> Shown:
    return Shown(
        rows=[_row(row) for row in comparison.rows],
        errors=comparison.errors,
        cautions=comparison.cautions,
        totals=comparison.totals,
        notices=comparison.notices,
        base_version=comparison.base_version,
    )


def _row(row: RowChange) -> ShownRow:
    if row.record is None:
        place = _("tidak ada dalam berkas")
    elif row.is_total:
        place = _("%(sheet)s, baris jumlah") % {"sheet": row.record.sheet}
    else:
        place = f"{row.record.sheet}, {row.record.row}"
    cells = [(change.label, _text(change.old), _text(change.new)) for change in row.changes]
    return ShownRow(row.state, place, row.name, cells)


def _text(value: Any) -> str:
    if value in (None, ""):
        return "–"
    if isinstance(value, int | Decimal):
        return format_figure(value)
    return str(value)


def rows_of_page(shown: Shown | None, query: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rows of the chosen state and page; an address that makes no sense shows all."""
    if shown is None:
        return {}
    chosen = query.get("keadaan", "")
    if chosen not in {state.value for state in RowState}:
        chosen = ""
    rows = [row for row in shown.rows if not chosen or row.state == chosen]
    page: Page[ShownRow] = Paginator(rows, _ROWS_PER_PAGE).get_page(query.get("halaman"))
    states = [
        (state.value, label, sum(1 for row in shown.rows if row.state == state))
        for state, label in STATE_LABELS.items()
    ]
    return {"rows": page, "chosen": chosen, "states": states, "row_count": len(shown.rows)}
