"""Every table that can be imported, by the name that commands and pages use for it."""

from __future__ import annotations

from collections.abc import Mapping

from budget.imports import IMPORTS as BUDGET
from kpuntt.imports.kinds import ImportKind
from performance.imports import IMPORTS as PERFORMANCE
from voters.imports import IMPORTS as VOTERS

IMPORTABLE: Mapping[str, ImportKind] = {
    kind.name: kind for kind in (*VOTERS, *PERFORMANCE, *BUDGET)
}
