"""Load the register of source documents."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kpuntt.provenance.loaders import documents_load


class Command(BaseCommand):
    """Write the documents from ``fixtures/documents.toml``."""

    help = "Memuat dokumen sumber dari fixtures/documents.toml; aman diulang."

    def handle(self, *args: Any, **options: Any) -> str:
        """Load and say how many documents there are now."""
        return f"Dokumen sumber: {documents_load()}"
