"""Bars that share one scale and start at zero."""

from __future__ import annotations

from collections.abc import Iterable


def shares(values: Iterable[int | None]) -> list[float | None]:
    """Return each value as a percentage of the largest, for the width of its bar.

    A missing value has no bar (``None``), which is not a bar of length zero.
    """
    known = list(values)
    largest = max((value for value in known if value is not None), default=0)
    return [
        None if value is None else (round(100 * value / largest, 1) if largest else 0.0)
        for value in known
    ]
