"""The indicator "Persentase KPU kabupaten/kota yang memutakhirkan data pemilih tepat waktu".

The indicator speaks of *updating* the voter data, not of handing in papers: a roll is updated when
the open plenary of the regency or city has established it. So the date that counts is the day of
its plenary; the day on which the province received the minutes is kept, but not measured here.
Plain Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpuntt.formatting import percent_of


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Who held its plenary in time, who late, and of whom no date is known, by name.

    Whoever has no known date is not counted as punctual: the portal counts only what it can show.
    """

    period: str
    deadline: date | None
    on_time: Sequence[str]
    late: Sequence[str]
    unknown: Sequence[str]

    @property
    def numerator(self) -> int | None:
        """How many were in time; nothing without a deadline."""
        return None if self.deadline is None else len(self.on_time)

    @property
    def denominator(self) -> int:
        """All that had to hold a plenary."""
        return len(self.on_time) + len(self.late) + len(self.unknown)

    @property
    def recorded(self) -> int:
        """Of how many a date is known."""
        return len(self.on_time) + len(self.late)

    @property
    def percent(self) -> Decimal | None:
        """The share in per cent, rounded half up; nothing without a deadline."""
        numerator = self.numerator
        return None if numerator is None else percent_of(numerator, self.denominator)


def punctuality(
    period: str,
    expected: Mapping[str, str],
    plenaries: Mapping[str, date | None],
    deadline: date | None,
) -> Punctuality:
    """Sort the expected regencies (code to name) by the day of their plenary (code to day).

    Without a deadline nobody can be late, and ``numerator`` says nothing.
    """
    dated = {code: day for code in expected if (day := plenaries.get(code)) is not None}
    return Punctuality(
        period,
        deadline,
        [expected[code] for code, day in dated.items() if deadline is None or day <= deadline],
        [expected[code] for code, day in dated.items() if deadline is not None and day > deadline],
        [name for code, name in expected.items() if code not in dated],
    )


@dataclass(frozen=True, slots=True)
class YearlyPunctuality:
    """The periods of a year together: each regency counts once for each period."""

    year: int
    periods: Sequence[Punctuality]

    @property
    def without_deadline(self) -> Sequence[str]:
        """The recorded periods for which nobody has entered a deadline."""
        return [item.period for item in self.periods if item.deadline is None]

    @property
    def computable(self) -> bool:
        """Whether there is a period, and a deadline for every one of them."""
        return bool(self.periods) and not self.without_deadline

    @property
    def numerator(self) -> int | None:
        """How many plenaries were in time."""
        return sum(item.numerator or 0 for item in self.periods) if self.computable else None

    @property
    def denominator(self) -> int:
        """How many plenaries there had to be."""
        return sum(item.denominator for item in self.periods)

    @property
    def percent(self) -> Decimal | None:
        """The share in per cent, rounded half up; nothing if it cannot be computed."""
        numerator = self.numerator
        return None if numerator is None else percent_of(numerator, self.denominator)
