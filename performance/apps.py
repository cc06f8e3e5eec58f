"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """Performance targets and results of the Laporan Kinerja."""

    name = "performance"
    verbose_name = "Kinerja"
