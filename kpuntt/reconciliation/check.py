"""What a rule is and what it found at one place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: A number, or words such as a code or a grade where the law is about those.
Figure = Decimal | int | str


class Outcome(StrEnum):
    """Result of one check."""

    HOLDS = "cocok"
    DIFFERS = "berbeda"
    NOT_CHECKABLE = "tidak dapat diperiksa"


class Severity(StrEnum):
    """How much a difference matters to the reader."""

    MAJOR = "berat"
    MINOR = "ringan"


@dataclass(frozen=True, slots=True)
class Rule:
    """A law that printed figures should obey.

    ``code`` is permanent and stands in the public register; ``statement`` is the law as a formula
    in Indonesian; ``source`` names where it comes from.
    """

    code: str
    title: str
    statement: str
    source: str
    severity: Severity = Severity.MAJOR


@dataclass(frozen=True, slots=True)
class Check:
    """One rule applied at one place: a region, a row or a candidate.

    ``printed`` is what the source states, ``computed`` what follows from its other figures.
    ``missing`` names the inputs that the source does not give.
    """

    rule: Rule
    where: str
    printed: Figure | None
    computed: Figure | None
    missing: tuple[str, ...] = ()
    region_code: str | None = None

    @property
    def outcome(self) -> Outcome:
        """Whether the law holds, is broken, or cannot be judged."""
        if self.missing or self.printed is None or self.computed is None:
            return Outcome.NOT_CHECKABLE
        return Outcome.HOLDS if self.printed == self.computed else Outcome.DIFFERS

    @property
    def difference(self) -> Decimal | int | None:
        """Printed minus computed, or ``None`` where either is missing or not a number."""
        if isinstance(self.printed, Decimal | int) and isinstance(self.computed, Decimal | int):
            return self.printed - self.computed
        return None
