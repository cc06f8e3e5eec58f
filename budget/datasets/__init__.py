"""The datasets of the budget area: their names and column names are permanent."""

from budget.datasets.grants import GRANTS
from budget.datasets.realisation import REALISATION

DATASETS = (REALISATION, GRANTS)

__all__ = ["DATASETS"]
