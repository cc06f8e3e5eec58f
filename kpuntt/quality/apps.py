"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The register of findings and the count of checks behind it."""

    name = "kpuntt.quality"
    verbose_name = "Temuan"
