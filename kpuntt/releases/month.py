"""The month that a release is named after."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kpuntt.formatting import format_month

_PATTERN = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month; months are ordered by time and written as ``2026-11``."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read a month as written in addresses; ``ValueError`` for anything else."""
        found = _PATTERN.fullmatch(text)
        if found is None:
            message = f"“{text}” bukan bulan. Tulis tahun dan bulan, misalnya 2026-11."
            raise ValueError(message)
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month that ``day`` lies in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"

    @property
    def title(self) -> str:
        """The month in words: ``November 2026``."""
        return format_month(date(self.year, self.number, 1))
