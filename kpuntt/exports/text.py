"""Text cells that a spreadsheet must not take for a formula."""

from __future__ import annotations

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutralise(text: str) -> str:
    """Return ``text`` with an apostrophe in front if a spreadsheet could run it as a formula.

    Leading blanks do not hide a formula from every program, so they are looked through. Only text
    is treated; a number keeps its sign because it is never passed here.
    """
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_DANGEROUS) else text
