"""Tables of the voters' area that can be imported."""

from voters.imports.reasons import REASONS
from voters.imports.rolls import ROLL

IMPORTS = (ROLL, REASONS)

__all__ = ["IMPORTS", "REASONS", "ROLL"]
