"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Provinces, regencies, districts and villages by Kemendagri code."""

    name = "kpuntt.regions"
    verbose_name = "Wilayah"
