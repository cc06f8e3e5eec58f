"""The value of a cell as text: what a person reads in it, without local signs."""

from __future__ import annotations

import re
import string
from datetime import date, datetime, time, timedelta
from decimal import Decimal

#: Blank or invisible at either end of a text: white space, no-break and zero-width characters.
_EDGES = string.whitespace + (
    "\x1c\x1d\x1e\x1f\u0085\u00a0\u00ad\u1680\u180e"
    + "".join(map(chr, range(0x2000, 0x2010)))
    + "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_LINE_ENDS = re.compile("[\r\n\v\f\x1c-\x1e\u0085\u2028\u2029]+")
#: Line ends as a workbook may escape them; openpyxl leaves them as they are.
_ESCAPED_LINE_ENDS = re.compile("(?:_x000[AD]_)+", re.IGNORECASE)
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def text_of(value: object, number_format: str = "General") -> str:
    """Return the text of a value that openpyxl has read; blank is ``""``.

    A number whose format shows a percent sign is multiplied by 100, exactly: Excel stores 99.61 %
    as ``0.9961``, and what the person sees is what is read. The sign itself is left out.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(_ESCAPED_LINE_ENDS.sub("\n", value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, percent=shows_percent(number_format))
    return _moment(value)


def tidy(text: str) -> str:
    """Trim what is invisible at both ends and put a blank where a line ends inside."""
    stripped = text.strip(_EDGES)
    return _LINE_ENDS.sub(" ", stripped) if stripped else ""


def shows_percent(number_format: str) -> bool:
    """Whether a number format multiplies by 100; a percent sign in quotes does not."""
    return "%" in number_format and "%" in _LITERALS.sub("", number_format)


def _number(value: float, *, percent: bool) -> str:
    if isinstance(value, int) and not percent:
        return str(value)
    exact = Decimal(repr(value))
    if percent:
        exact = exact.scaleb(2)
    text = format(exact, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        whole_day = value.time() == time()
        return value.date().isoformat() if whole_day else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    message = f"a cell cannot hold {type(value).__name__}"
    raise TypeError(message)
