"""Tables of the performance area that can be imported."""

from performance.imports.evidence import LEGAL_DOCUMENTS, OFFICES
from performance.imports.indicators import INDICATORS

IMPORTS = (INDICATORS, LEGAL_DOCUMENTS, OFFICES)

__all__ = ["IMPORTS", "INDICATORS", "LEGAL_DOCUMENTS", "OFFICES"]
