"""Numbers and dates: reading them as documents print them, writing them for the reader.

Plain Python without Django. What is read is always Indonesian; what is written follows the language
of the page (``kpuntt.language``): ``4.062.328`` and ``4 Juli 2025``, or ``4,062,328`` and
``4 July 2025``.

Counts are never parsed by a locale library: under ``id`` such a library turns ``12,345`` into 12
without a word. Separators are only ever accepted in front of exactly three digits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from kpuntt import language

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MINUS = "−"
#: What documents print for nothing, in a cell of its own.
DASHES = frozenset({"-", "–", "—"})


@dataclass(frozen=True, slots=True)
class Style:
    """How a language writes figures and dates."""

    thousands: str
    decimal: str
    percent: str
    months: tuple[str, ...]
    clock: str


STYLES: Mapping[str, Style] = {
    language.INDONESIAN: Style(".", ",", "\u00a0%", MONTHS, "."),
    language.ENGLISH: Style(
        ",",
        ".",
        "%",
        (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
        ":",
    ),
}


def style() -> Style:
    """Return the style of the language of the moment."""
    return STYLES[language.current()]


_COUNT = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_LOST_ZEROS = re.compile(r"[0-9]{1,3}[.,][0-9]{1,2}")
_DECIMAL = re.compile(r"[0-9]+(?:[.,][0-9]+)?|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+")


class FigureError(ValueError):
    """A cell that cannot be read as the figure it should be.

    ``value`` is the text of the cell; ``remedy`` says in Indonesian what to do about it.
    """

    def __init__(self, value: str, remedy: str) -> None:
        self.value = value
        self.remedy = remedy
        super().__init__(f"“{value}” tidak dapat dibaca sebagai bilangan. {remedy}")


def parse_count(text: str) -> int | None:
    """Read a count as printed: ``133,451``, ``133.451`` and ``133451`` are the same integer.

    A dash or "Nihil" is zero; a blank cell is missing (``None``), which is not zero.
    Raises ``FigureError`` for everything else, such as ``23.06``: a count whose last zeros were
    lost when a program took it for a fraction.
    """
    cell = text.replace("\u00a0", " ").strip()
    if not cell:
        return None
    if cell in DASHES or cell.casefold() == "nihil":
        return 0
    if _COUNT.fullmatch(cell):
        return int(cell.replace(".", "").replace(",", ""))
    if _LOST_ZEROS.fullmatch(cell):
        remedy = (
            "Kemungkinan nol di belakangnya hilang; tulis bilangan bulat lengkap seperti "
            "dalam dokumen asli."
        )
    else:
        remedy = "Tulis bilangan bulat, dengan titik atau koma hanya sebagai pemisah ribuan."
    raise FigureError(cell, remedy)


def parse_decimal(text: str) -> Decimal | None:
    """Read a decimal as printed (``32,47`` or ``32.47``, with or without ``%``); blank is missing.

    Points between thousands are read only where a decimal comma follows (``1.234,5``). Raises
    ``FigureError`` for text that is not one number.
    """
    cell = text.replace("\u00a0", " ").strip().removesuffix("%").strip()
    if not cell:
        return None
    if not _DECIMAL.fullmatch(cell):
        raise FigureError(cell, "Tulis satu bilangan dengan koma atau titik desimal.")
    if "," in cell:
        cell = cell.replace(".", "").replace(",", ".")
    return Decimal(cell)


def round_half_up(value: Decimal, places: int = 2) -> Decimal:
    """Round ``value`` half up to ``places`` decimals, as the commission's tables do."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_integer(value: int) -> str:
    """Write an integer with its thousands apart: ``4.062.328``, ``−5.502``."""
    sign = MINUS if value < 0 else ""
    return sign + f"{abs(value):,}".replace(",", style().thousands)


def format_change(value: int) -> str:
    """Write a difference with its sign: ``+73.956``, ``−5.502``, ``0``."""
    return f"+{format_integer(value)}" if value > 0 else format_integer(value)


def format_decimal(value: Decimal, places: int | None = None) -> str:
    """Write a decimal (``99,61``); ``places`` rounds half up, ``None`` keeps what is printed."""
    if places is not None:
        value = round_half_up(value, places)
    whole, _, fraction = f"{abs(value):f}".partition(".")
    sign = MINUS if value < 0 else ""
    return sign + format_integer(int(whole)) + (f"{style().decimal}{fraction}" if fraction else "")


def format_figure(value: Decimal | int) -> str:
    """Write a number of either kind, a decimal with the places it has."""
    return format_integer(value) if isinstance(value, int) else format_decimal(value)


def format_percent(value: Decimal, places: int | None = 2) -> str:
    """Write a percentage: ``99,61 %`` (the blank is not breakable) or ``99.61%``."""
    return f"{format_decimal(value, places)}{style().percent}"


def restyled(figure: str) -> str:
    """Write a figure that was kept in words, which is the Indonesian way, in that of the page."""
    kept, shown = STYLES[language.INDONESIAN], style()
    return figure.translate(
        str.maketrans(kept.thousands + kept.decimal, shown.thousands + shown.decimal)
    )


def format_date(value: date) -> str:
    """Write a date in words: ``4 Juli 2025``."""
    return f"{value.day} {format_month(value)}"


def month_name(number: int) -> str:
    """Return the name of a month, 1 to 12."""
    return style().months[number - 1]


def format_month(value: date) -> str:
    """Write the month and year of a date: ``April 2019``."""
    return f"{month_name(value.month)} {value.year}"


def format_time(value: time) -> str:
    """Write a time of the day: ``14.30`` or ``14:30``."""
    return f"{value.hour:02}{style().clock}{value.minute:02}"


def format_period(first: date, last: date) -> str:
    """Write several days as briefly as a newspaper: ``20–22 Oktober 2025``."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last)}"
    if first.year == last.year:
        return f"{first.day} {month_name(first.month)}–{format_date(last)}"
    return f"{format_date(first)}–{format_date(last)}"


def format_weekday(value: date) -> str:
    """Write the weekday of a date as sources print it, on every page alike: ``Jumat``."""
    return DAYS[value.weekday()]


def percent_of(part: int, whole: int, places: int = 2) -> Decimal | None:
    """Return ``part`` as a percentage of ``whole``, rounded half up; ``None`` if whole is zero."""
    if whole == 0:
        return None
    return round_half_up(Decimal(part) * 100 / Decimal(whole), places)


def format_size(count: int) -> str:
    """Write a number of bytes: ``512 B``, ``12,3 kB``, ``4,1 MB`` (powers of a thousand)."""
    for unit, bytes_of_unit in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= bytes_of_unit:
            value = round_half_up(Decimal(count) / bytes_of_unit, 1)
            return f"{format_decimal(value)} {unit}"
    return f"{format_integer(count)} B"
