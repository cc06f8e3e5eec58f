"""From the text of a cell to its value, by the type of its column (DESIGN section 4, "Numbers")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from kpuntt.formatting import DASHES, FigureError, format_integer, parse_count, parse_decimal
from kpuntt.imports.kinds import ImportColumn, Sum, ValueType
from kpuntt.imports.words import plain_text, words

_GROUPED = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_LOST_ZEROS = re.compile(r"([0-9]{1,3})[.,]([0-9]{1,2})")
_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]{1,2}")
_RUPIAH = re.compile(r"^rp\.?\s*", re.IGNORECASE)
_CENTS = re.compile(
    r"(?P<whole>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+),00|"
    r"(?P<english>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)\.00"
)
_MONTH_WORDS = "jan|feb|mar|apr|mei|may|jun|jul|agt|agu|aug|sep|okt|oct|nov|des|dec"
_DATE_LIKE = re.compile(
    rf"[0-9]{{1,4}}[-/ ](?:{_MONTH_WORDS})[a-z]*(?:[-/ ][0-9]{{2,4}})?"
    rf"|(?:{_MONTH_WORDS})[a-z]*[-/ ][0-9]{{1,4}}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ].*)?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}",
    re.IGNORECASE,
)
_FAULTS = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!)")


class ValueRefusedError(ValueError):
    """A cell that cannot be read: what is wrong with it, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem = problem
        self.remedy = remedy
        super().__init__(f"{problem} {remedy}")


def read_value(column: ImportColumn, text: str, choices: Mapping[str, str] | None = None) -> Any:
    """Return the value of a cell, ``None`` if it is blank; a region's name is left as text.

    ``choices`` are those that the column understands, by their words. Raises
    ``ValueRefusedError``.
    """
    cell = text.replace("\u00a0", " ").strip()
    if not cell:
        return None
    if _FAULTS.fullmatch(cell):
        problem = f"“{cell}” adalah pesan kesalahan rumus, bukan nilai."
        raise ValueRefusedError(problem, "Perbaiki rumusnya atau tulis nilainya.")
    if column.type == ValueType.CHOICE:
        return _choice(column, cell, choices or {})
    try:
        return _READERS.get(column.type, _text)(column, cell)
    except FigureError as error:
        if _DATE_LIKE.fullmatch(cell):
            problem = f"“{cell}” adalah tanggal; program pengolah angka mengubah isi sel ini."
            remedy = "Ubah format sel menjadi teks atau angka, lalu tulis bilangan aslinya."
            raise ValueRefusedError(problem, remedy) from error
        problem = f"“{cell}” tidak dapat dibaca sebagai bilangan."
        raise ValueRefusedError(problem, error.remedy) from error


def is_grouped_by_point(text: str) -> bool:
    """Tell whether a whole number may have been a fraction to the spreadsheet: ``133.451``."""
    return bool(_GROUPED.fullmatch(text.strip()))


def restored(text: str) -> int | None:
    """Return the count that lost the zeros at its end (``23.06`` was 23,060), if it is one."""
    match = _LOST_ZEROS.fullmatch(text.strip())
    return int(match[1] + match[2].ljust(3, "0")) if match else None


def confirmed_repairs(
    sums: Sequence[Sum], values: Mapping[str, Any], printed: Mapping[str, str]
) -> dict[str, str]:
    """Return a hint for each count whose lost zeros the other figures of the row confirm."""
    hints: dict[str, str] = {}
    for item in sums:
        lost: dict[str, int] = {}
        figures: dict[str, int] = {}
        for name in (item.total, *item.parts):
            value = values.get(name)
            count = restored(printed.get(name, "")) if value is None else None
            if count is not None:
                lost[name] = count
            if (figure := count if value is None else value) is not None:
                figures[name] = figure
        complete = len(figures) == len(item.parts) + 1
        if lost and complete and figures[item.total] == sum(figures[n] for n in item.parts):
            for name, count in lost.items():
                hints[name] = f"mungkin {format_integer(count)}; cocok dengan {item.law}"
    return hints


def read_money(text: str) -> int:
    """Read whole rupiah: ``Rp. 215,464,527,000,-`` or ``2.037392E10``; raise ``FigureError``."""
    cell = _RUPIAH.sub("", text).strip()
    if cell in DASHES or cell.casefold() == "nihil":
        return 0
    cell = re.sub(r"[.,]\s*[-–—]$", "", cell)
    sign = 1
    if cell.startswith("(") and cell.endswith(")"):
        sign, cell = -1, cell[1:-1]
    elif cell[:1] in {"-", "−"}:
        sign, cell = -1, cell[1:].strip()
    if _EXPONENT.fullmatch(cell):
        amount = _whole(cell.replace(",", "."))
        if amount is not None:
            return sign * amount
    cents = _CENTS.fullmatch(cell)
    if cents:
        cell = cents["whole"] or cents["english"]
    try:
        amount = parse_count(cell)
    except FigureError as error:
        remedy = (
            "Tulis rupiah utuh tanpa pecahan, dengan titik atau koma hanya sebagai pemisah ribuan."
        )
        raise FigureError(text, remedy) from error
    if amount is None:
        raise FigureError(text, "Tulis jumlah rupiahnya.")
    return sign * amount


def _whole(text: str) -> int | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return int(number) if number == number.to_integral_value() else None


def _count(column: ImportColumn, cell: str) -> int | None:
    for unit in column.units:
        key = words(cell)
        if key.endswith(f" {words(unit)}"):
            return parse_count(plain_text(cell)[: -len(unit)].strip())
    return parse_count(cell)


def _text(column: ImportColumn, cell: str) -> str:  # noqa: ARG001
    return plain_text(cell)


def _money(column: ImportColumn, cell: str) -> int:  # noqa: ARG001
    return read_money(cell)


def _decimal(column: ImportColumn, cell: str) -> Decimal | None:  # noqa: ARG001
    if cell in DASHES or cell.casefold() == "nihil":
        return Decimal(0)
    return parse_decimal(cell)


def _choice(column: ImportColumn, cell: str, choices: Mapping[str, str]) -> str | None:
    if cell in DASHES:
        return None
    found = choices.get(words(cell))
    if found is None:
        known = {words(name): name for name in column.understood()}
        near = [known[key] for key in get_close_matches(words(cell), known, n=3, cutoff=0.4)]
        problem = f"“{plain_text(cell)}” bukan pilihan yang dikenal untuk “{column.label}”."
        listed = ", ".join(f"“{name}”" for name in near or list(known.values())[:3])
        raise ValueRefusedError(problem, f"Maksudnya mungkin {listed}; tulis persis seperti itu.")
    return found


_READERS: Mapping[ValueType, Callable[[ImportColumn, str], Any]] = {
    ValueType.COUNT: _count,
    ValueType.MONEY: _money,
    ValueType.DECIMAL: _decimal,
}
