"""Load the reference table of regions."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kpuntt.regions.loaders import regions_load


class Command(BaseCommand):
    """Write regions, aliases and work units from ``fixtures/``."""

    help = "Memuat wilayah, sebutan lain dan satuan kerja dari fixtures/; aman diulang."

    def handle(self, *args: Any, **options: Any) -> str:
        """Load and say how many regions of each level there are now."""
        counts = regions_load()
        return "Wilayah: " + ", ".join(f"{n} {level.label.lower()}" for level, n in counts.items())
