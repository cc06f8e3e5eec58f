"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Readers' reports about published figures, and what staff answer."""

    name = "kpuntt.reports"
    verbose_name = "Laporan angka"
