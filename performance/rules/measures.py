"""Targets, results and what follows from them: grades, achievements, categories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpuntt.formatting import parse_count, round_half_up
from kpuntt.reconciliation import Figure

RATIO = "rasio"
INVERSE = "rasio-terbalik"
GRADE_BOUND = "batas-predikat"

_AREA = re.compile(r"([0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+) ?m(?:2|²)")

#: A scale of grades from the top: grade → lower bound (exclusive); the last one has none.
Scale = Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A target or result: a number, or a grade with the score behind it if that is known."""

    value: Decimal | None = None
    grade: str = ""
    score: Decimal | None = None

    @property
    def figure(self) -> Figure | None:
        """What stands in the table: the grade or the number."""
        return self.grade or self.value


def parse_area(printed: str) -> int | None:
    """Return square metres if the cell can mean one number only.

    The table groups thousands with a point, so a comma (``57,525 m2``) may be thousands or
    decimals: it is kept as printed and never becomes a number.
    """
    match = _AREA.fullmatch(printed.strip())
    return parse_count(match[1]) if match else None


def grade_of(score: Decimal | None, scale: Scale) -> str | None:
    """Return the grade of ``score``; a score equal to a bound belongs to the grade below it."""
    if score is None:
        return None
    for grade, lower in scale.items():
        if lower is None or score > lower:
            return grade
    return None


def achievement(method: str, target: Measure, result: Measure, scale: Scale) -> Decimal | None:
    """Return the achievement in per cent, or ``None`` if it cannot be computed.

    A target of zero or a missing input is not computable. A grade is measured by its score against
    the lower bound of the target's grade.
    """
    if method == GRADE_BOUND:
        goal, reached = scale.get(target.grade), result.score
    else:
        goal, reached = target.value, result.value
    if not goal or reached is None or method not in {RATIO, INVERSE, GRADE_BOUND}:
        return None
    if method == INVERSE:
        reached = 2 * goal - reached
    return round_half_up(reached * 100 / goal)


def band_of(percentage: Decimal | None, bands: Iterable[tuple[str, Decimal | None, bool]]) -> str:
    """Return the category of an achievement; ``bands`` (name, bound, inclusive) from the top."""
    if percentage is not None:
        for name, lower, inclusive in bands:
            if lower is None or percentage > lower or (inclusive and percentage == lower):
                return name
    return ""
