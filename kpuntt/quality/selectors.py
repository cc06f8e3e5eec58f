"""The checks of a page as its reader wants them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpuntt.quality.models import Finding
from kpuntt.reconciliation import Check, Outcome


@dataclass(frozen=True, slots=True)
class Difference:
    """A check that differs, with the explanation of the unit if it has given one."""

    check: Check
    explanation: str


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """The checks of a page by outcome, faults first."""

    differs: Sequence[Difference]
    not_checkable: Sequence[Check]
    holds: Sequence[Check]

    @classmethod
    def of(cls, checks: Sequence[Check], findings: Iterable[Finding] = ()) -> CheckSummary:
        """Sort checks by outcome; each difference gets the explanation of its finding."""
        words = {(finding.rule, finding.place): finding.explanation for finding in findings}
        return cls(
            [
                Difference(check, words.get((check.rule.code, check.where), ""))
                for check in checks
                if check.outcome is Outcome.DIFFERS
            ],
            [check for check in checks if check.outcome is Outcome.NOT_CHECKABLE],
            [check for check in checks if check.outcome is Outcome.HOLDS],
        )
