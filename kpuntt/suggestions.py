"""What a reader may have meant by an address at which there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

#: An address longer than this was not mistyped by hand.
MAX_PATH = 120
MOST = 3
_LIKENESS = 0.75


def nearest(path: str, addresses: Sequence[str]) -> list[str]:
    """Return the addresses that ``path`` most resembles, the likest first; often none."""
    if len(path) > MAX_PATH:
        return []
    return get_close_matches(path.casefold(), addresses, n=MOST, cutoff=_LIKENESS)
