"""Arithmetic rules as plain functions: figures in, one ``Check`` out. No Django, no database.

A printed figure is never repaired here. A rule compares it with what follows from the other
printed figures; a rule with a missing input says so instead of guessing.
"""

from kpuntt.reconciliation.arithmetic import (
    check_balance,
    check_equal,
    check_share,
    check_sum,
)
from kpuntt.reconciliation.check import Check, Figure, Outcome, Rule, Severity

__all__ = [
    "Check",
    "Figure",
    "Outcome",
    "Rule",
    "Severity",
    "check_balance",
    "check_equal",
    "check_share",
    "check_sum",
]
