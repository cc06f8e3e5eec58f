"""The datasets of the voters' area: their names and column names are permanent."""

from voters.datasets.elections import LOGISTICS, RESULTS, STAGES
from voters.datasets.rolls import DISABILITY, REASONS, ROLLS

DATASETS = (ROLLS, REASONS, DISABILITY, RESULTS, LOGISTICS, STAGES)

__all__ = ["DATASETS"]
