"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ProvenanceConfig(AppConfig):
    """Source documents and the place of each figure in them."""

    name = "kpuntt.provenance"
    verbose_name = "Sumber"
