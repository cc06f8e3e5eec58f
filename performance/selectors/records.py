"""What the portal's own records say beside a reported value.

The records belong to other areas, which this one does not know; the roof registers how to read
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PortalRecord:
    """A sentence, and what stands behind it as pairs of a term and its explanation."""

    sentence: str
    details: Sequence[tuple[str, str]]


_READERS: dict[str, Callable[[int], PortalRecord]] = {}


def record_with(slug: str, read: Callable[[int], PortalRecord]) -> None:
    """Let ``read(year)`` stand beside the indicator ``slug`` in the report of that year."""
    _READERS[slug] = read


def portal_record(slug: str, year: int) -> PortalRecord | None:
    """Return what the portal's records say of an indicator; nothing if they say nothing of it."""
    read = _READERS.get(slug)
    return None if read is None else read(year)
