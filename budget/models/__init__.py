"""Budget snapshots with their lines, absorption targets and election grants."""

from budget.models.grant import GrantLine, GrantReport
from budget.models.snapshot import (
    Basis,
    BudgetLine,
    BudgetSnapshot,
    Level,
    LineKind,
    RestatedFigure,
    Restatement,
)
from budget.models.target import AbsorptionTarget

__all__ = [
    "AbsorptionTarget",
    "Basis",
    "BudgetLine",
    "BudgetSnapshot",
    "GrantLine",
    "GrantReport",
    "Level",
    "LineKind",
    "RestatedFigure",
    "Restatement",
]
