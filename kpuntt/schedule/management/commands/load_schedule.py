"""Load the release calendar as far as it follows from rules."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kpuntt.schedule.loaders import schedule_load


class Command(BaseCommand):
    """Load ``fixtures/schedule.csv``; plans that are already there stay as they are."""

    help = "Memuat rencana rilis dari fixtures/schedule.csv; aman diulang."

    def handle(self, *args: Any, **options: Any) -> str:
        """Load and say what was added."""
        return f"Ditambahkan: {schedule_load()} rencana rilis"
