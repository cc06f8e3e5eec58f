"""What no line can hold as it stands, found before the database refuses or rounds it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kpuntt.imports.kinds import CellError, ImportColumn, Record, ValueType
from kpuntt.imports.targets import ImportTarget

_LARGEST: Mapping[ValueType, Decimal] = {
    ValueType.COUNT: Decimal(2**31 - 1),
    ValueType.MONEY: Decimal(2**63 - 1),
    ValueType.DECIMAL: Decimal("99999.99"),
}


def oversized(target: ImportTarget, records: Sequence[Record]) -> list[CellError]:
    """Return an error for each value that no line can hold."""
    return [
        CellError(
            sheet=record.sheet,
            row=record.row,
            column=column.label,
            value=str(record.values[column.name])[:60],
            problem=problem,
            remedy=_("Tulis nilai yang lebih pendek, lalu unggah lagi."),
        )
        for record in records
        for column in target.kind.columns
        for problem in [_problem(column, record.values.get(column.name), target)]
        if problem
    ]


def _problem(column: ImportColumn, value: Any, target: ImportTarget) -> str:
    longest = target.longest.get(column.name)
    if longest is not None and isinstance(value, str) and len(value) > longest:
        return _("Isinya %(length)s huruf; paling banyak %(longest)s.") % {
            "length": len(value),
            "longest": longest,
        }
    largest = _LARGEST.get(column.type)
    if largest is not None and isinstance(value, int | Decimal):
        return figure_problem(value, largest)
    return ""


def figure_problem(value: int | Decimal, largest: Decimal) -> str:
    """Say what keeps ``value`` from being stored as it is: its size, or more than two decimals."""
    if abs(Decimal(value)) > largest:
        return _("Angka ini terlalu besar.")
    if value != round(value, 2):
        return _("Angka ini mempunyai lebih dari dua desimal; tulis seperti tercetak.")
    return ""
