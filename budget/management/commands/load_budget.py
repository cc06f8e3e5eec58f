"""Load the budget snapshots and grants that were transcribed from their documents."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from budget.loaders import budget_load


class Command(BaseCommand):
    """Load ``fixtures/budget/``; units that are already there stay as they are."""

    help = "Memuat realisasi anggaran dan hibah pemilihan dari fixtures/budget/; aman diulang."

    def handle(self, *args: Any, **options: Any) -> str:
        """Load and say what was added."""
        snapshots, grants = budget_load()
        return f"Ditambahkan: {snapshots} realisasi anggaran, {grants} laporan hibah"
