"""Load the performance reports that were transcribed from their documents."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from performance.loaders import performance_load


class Command(BaseCommand):
    """Load ``fixtures/performance/``; reports that are already there stay as they are."""

    help = "Memuat rencana strategis dan laporan kinerja dari fixtures/performance/; aman diulang."

    def handle(self, *args: Any, **options: Any) -> str:
        """Load and say what was added."""
        return f"Ditambahkan: {performance_load()} laporan kinerja"
