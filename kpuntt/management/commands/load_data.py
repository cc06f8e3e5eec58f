"""Load everything that the portal can show: reference data, areas, search index, checks."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

STEPS = (
    "setup_roles",
    "load_regions",
    "load_documents",
    "load_voters",
    "load_performance",
    "load_budget",
    "load_news",
    "load_schedule",
    "index_search",
    "reconcile",
)


class Command(BaseCommand):
    """Run every loader in order, then the index and the reconciliation."""

    help = (
        "Memuat semua data acuan dan data nyata, lalu menjalankan semua pemeriksaan; aman diulang."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the steps; each prints its own sentence."""
        for step in STEPS:
            call_command(step, stdout=self.stdout, stderr=self.stderr)
