"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Files that become figures: stored, compared, verified, published."""

    name = "kpuntt.imports"
    verbose_name = "Impor"
