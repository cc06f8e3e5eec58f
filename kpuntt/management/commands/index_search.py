"""Write the search index of all areas anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from kpuntt.searchable import SEARCHED_AREAS, area_index


class Command(BaseCommand):
    """Index area by area and print how many pages can be found in each.

    Publishing keeps the index up to date by itself; this is for what was loaded, and for a release
    that changes how words are made.
    """

    help = "Menyusun indeks pencarian semua bidang, dan mencetak banyaknya entri tiap bidang."

    def handle(self, *args: Any, **options: Any) -> None:
        """Index every area."""
        for area in SEARCHED_AREAS:
            self.stdout.write(f"{area}: {area_index(area)} entri pencarian")
