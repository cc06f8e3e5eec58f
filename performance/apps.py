"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Performance targets and results of the Laporan Kinerja."""

    name = "performance"
    verbose_name = "Kinerja"

    def ready(self) -> None:
        """Recompute what stands beside the printed figures, and let tables be imported."""
        from kpuntt.imports.targets import target_register  # noqa: PLC0415
        from kpuntt.publishing.services import prepare_with  # noqa: PLC0415
        from performance.import_targets import TARGETS  # noqa: PLC0415
        from performance.models import PerformanceReport  # noqa: PLC0415 - models are ready only now
        from performance.services import achievements_compute  # noqa: PLC0415

        prepare_with(PerformanceReport, achievements_compute)
        target_register(*TARGETS)
