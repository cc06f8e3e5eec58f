"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class CachingConfig(AppConfig):
    """Generations of the public areas, and pages kept until the next one."""

    name = "kpuntt.caching"
    verbose_name = "Tembolok"
