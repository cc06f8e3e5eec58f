"""What a reader may have meant by an address at which there is nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import get_close_matches

#: An address longer than this was not mistyped by hand.
MAX_PATH = 120
MOST = 3
_LIKENESS = 0.75
_WORD = re.compile(r"[0-9]+\.[0-9.]*[0-9]|[^\W_]+")
#: The statistics office numbers regencies too, with codes that mean other places.
_STATISTICS_CODE = re.compile(r"/wilayah/53[0-9]{2}/?", re.ASCII)
_MOST_LETTERS = 64


def nearest(path: str, addresses: Sequence[str]) -> list[str]:
    """Return the addresses that ``path`` most resembles, the likest first; often none."""
    if len(path) > MAX_PATH:
        return []
    return get_close_matches(path.casefold(), addresses, n=MOST, cutoff=_LIKENESS)


def words_of(path: str, sections: Collection[str]) -> str:
    """Return the words of ``path`` as a search for what it may have named; empty if there are none.

    The first word is left out if it is one of ``sections`` and others follow: it says where the
    reader looked, not what for. Nothing but letters, digits and the points of codes comes through.
    """
    if len(path) > MAX_PATH:
        return ""
    words = _WORD.findall(path)
    if len(words) > 1 and words[0].casefold() in sections:
        del words[0]
    return " ".join(words)[:_MOST_LETTERS].rstrip()


def is_statistics_code(path: str) -> bool:
    """Return whether ``path`` asks for a region by a code without its point."""
    return _STATISTICS_CODE.fullmatch(path) is not None
