"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Budget ceilings, realisation and election grants."""

    name = "budget"
    verbose_name = "Anggaran"

    def ready(self) -> None:
        """Recompute what stands beside the printed figures, and let tables be imported."""
        from budget.import_targets import TARGETS  # noqa: PLC0415 - models are ready only now
        from budget.models import BudgetSnapshot  # noqa: PLC0415
        from budget.services import balancing_lines_write  # noqa: PLC0415
        from kpuntt.imports.targets import target_register  # noqa: PLC0415
        from kpuntt.publishing.services import prepare_with  # noqa: PLC0415

        prepare_with(BudgetSnapshot, balancing_lines_write)
        target_register(*TARGETS)
