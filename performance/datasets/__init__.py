"""The datasets of the performance area: their names and column names are permanent."""

from performance.datasets.evidence import AWARDS, LEGAL_DOCUMENTS, OFFICES, STAFF
from performance.datasets.indicators import INDICATORS, MITIGATIONS, OBJECTIVES, TARGETS

DATASETS = (
    INDICATORS,
    TARGETS,
    OBJECTIVES,
    MITIGATIONS,
    OFFICES,
    LEGAL_DOCUMENTS,
    STAFF,
    AWARDS,
)

__all__ = ["DATASETS"]
