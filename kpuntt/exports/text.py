"""Text cells that a spreadsheet must not take for a formula."""

from __future__ import annotations

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
UNSEEN = " \u00a0\ufeff\u200b\n\v\f"


def neutralise(text: str) -> str:
    """Return ``text`` with an apostrophe in front if a spreadsheet could run it as a formula.

    Leading blanks and unseen characters do not hide a formula from every program, so they are
    looked through. Only text is treated: a number keeps its sign, it is never passed here.
    """
    return f"'{text}" if text.lstrip(UNSEEN).startswith(DANGEROUS) else text
