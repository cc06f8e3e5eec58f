"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """News of the commission."""

    name = "news"
    verbose_name = "Berita"
