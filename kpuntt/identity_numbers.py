"""Numbers of persons (NIK, NKK: sixteen digits) in a cell of a table or in running text.

One rule for whatever comes in from outside. The portal keeps no such number anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_LENGTH = 16
#: Digits in a row, with at most one separating sign and a masked digit here and there.
_RUN = re.compile(r"[0-9*xX](?:[\s.\-'’`_/]?[0-9*xX])*")
_EXPONENT = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")
#: A share or ratio with the digits that a formula left behind its point is no such number.
_RATIO = re.compile(r"[0-9]{1,3}[.,][0-9]+")
_DIGITS = re.compile(r"[0-9*xX]")
_GROUPS = re.compile(r"[0-9*xX]+")
#: How people space the sixteen digits: not, by fours, or as region, birth date, serial number.
_SPACED = ((16,), (4, 4, 4, 4), (6, 6, 4))


def is_identity_number(cell: str) -> bool:
    """Tell whether the cell of a table holds sixteen digits, however separated or masked."""
    if len(cell) < _LENGTH or _RATIO.fullmatch(cell.strip()):
        return _is_exponent(cell)
    return _is_exponent(cell) or any(
        len(_DIGITS.findall(run)) == _LENGTH and any(sign.isdigit() for sign in run)
        for run in _RUN.findall(cell)
    )


def text_holds_identity_number(text: str) -> bool:
    """Tell whether such a number stands anywhere in a text, even close to other figures.

    A row of figures with points between thousands is none: ``244.838 118.545 126.293``.
    """
    plain = _ascii_digits(text)
    return (
        is_identity_number(plain)
        or any(is_identity_number(word) for word in plain.split())
        or any(_is_spaced(run) for run in _RUN.findall(plain))
    )


def _ascii_digits(text: str) -> str:
    """Write digits of every script as 0 to 9 and drop signs that nobody sees."""
    return "".join(
        str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
        for sign in unicodedata.normalize("NFKC", text)
        if unicodedata.category(sign) != "Cf"
    )


def _is_spaced(run: str) -> bool:
    lengths = tuple(len(group) for group in _GROUPS.findall(run))
    return any(sign.isdigit() for sign in run) and any(
        lengths[start : start + len(shape)] == shape
        for shape in _SPACED
        for start in range(len(lengths))
    )


def _is_exponent(text: str) -> bool:
    """Tell whether a spreadsheet wrote a number of sixteen digits with an exponent."""
    cell = text.strip()
    if "e" not in cell.casefold() or not _EXPONENT.fullmatch(cell):
        return False
    try:
        return Decimal(cell.replace(",", ".")).adjusted() + 1 == _LENGTH
    except InvalidOperation:
        return False
