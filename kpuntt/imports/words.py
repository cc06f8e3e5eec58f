"""The words of a cell: text extraction leaves marks in them, and headings are spelled freely."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_POWER = re.compile(r"\s*<sup>\s*([0-9])\s*</sup>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_EMPHASIS = re.compile(r"\*\*|\\(?=[_*])")
_ASIDE = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"\b(?:(?:t a|ta|tahun(?: anggaran)?) )?20[0-9]{2}\b")
_WORD = re.compile(r"[^\W_]+|\+|%")
#: Fewer letters and digits than these explain nothing.
SHORTEST_REASON = 10
_BOLD = re.compile(r"<(b|strong|i)>(.*)</\1>", re.IGNORECASE | re.DOTALL)


def plain_text(text: str) -> str:
    """Return the text of a label or unit without marks of text extraction and wrapped lines.

    ``585 m <sup>2</sup>`` is ``585 m2``, ``<b>JUMLAH</b>`` is ``JUMLAH``.
    """
    if "<" in text or "*" in text or "\\" in text:
        text = _EMPHASIS.sub("", _TAG.sub(" ", _POWER.sub(r"\1", text)))
    return " ".join(text.split())


def unemphasised(text: str) -> str:
    """Return the text of a cell that stands in bold as a whole, as a total row does."""
    match = _BOLD.fullmatch(text.strip())
    return match[2].strip() if match else text


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Return the words of a label in lower case with one blank between them.

    Signs do not count, except those that tell headings apart: ``L+P`` is not ``L P``.
    """
    return " ".join(_WORD.findall(plain_text(text).casefold()))


def words_without_asides(text: str) -> str:
    """Return the words without what stands in brackets: ``Pagu (Rp)`` is ``pagu``."""
    return words(_ASIDE.sub(" ", plain_text(text)))


def words_without_year(text: str) -> str:
    """Return the words without a year: ``Realisasi TA 2024`` is ``realisasi``."""
    return " ".join(_YEAR.sub(" ", words_without_asides(text)).split())


def typed_text(text: str, longest: int | None = None) -> str:
    """Return what somebody typed without control characters, at most ``longest`` letters of it.

    Line breaks and tabs stay. PostgreSQL stores no NUL, and nobody types the others.
    """
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cs"})
    return kept.strip()[:longest]


def explains(text: str) -> bool:
    """Tell whether a text has letters enough to be a reason: a row of points has none."""
    return sum(char.isalnum() for char in text) >= SHORTEST_REASON
