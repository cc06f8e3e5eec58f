"""Load the posts that were retold from their documents."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from news.loaders import news_load


class Command(BaseCommand):
    """Load ``fixtures/news/``; posts that are already there stay as they are."""

    help = "Memuat berita dari fixtures/news/; aman diulang."

    def handle(self, *args: Any, **options: Any) -> str:
        """Load and say what was added."""
        return f"Ditambahkan: {news_load()} berita"
