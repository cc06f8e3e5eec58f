"""Load the voter rolls and election reports that were transcribed from their documents."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from voters.loaders import voters_load
from voters.submission_loader import submissions_load


class Command(BaseCommand):
    """Load ``fixtures/voters/``; units that are already there stay as they are."""

    help = "Memuat daftar pemilih dan laporan pemilihan dari fixtures/voters/; aman diulang."

    def handle(self, *args: Any, **options: Any) -> str:
        """Load and say what was added."""
        rolls, reports = voters_load()
        submissions = submissions_load()
        return (
            f"Ditambahkan: {rolls} daftar pemilih, {reports} laporan pemilihan, "
            f"{submissions} laporan pleno kabupaten/kota"
        )
