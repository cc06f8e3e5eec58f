"""Take the reads that were noted to the database; for a timer that runs every minute."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from news.reads import reads_flush


class Command(BaseCommand):
    """Add the journal of reads to the counts."""

    help = "Menambahkan catatan pembacaan berita ke basis data; dijalankan setiap menit."

    def handle(self, *args: Any, **options: Any) -> str:
        """Add and say how many."""
        return f"Dicatat: {reads_flush()} pembacaan"
