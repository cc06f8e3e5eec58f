"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Full-text search over what all areas have published."""

    name = "kpuntt.search"
    verbose_name = "Pencarian"
