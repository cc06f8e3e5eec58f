"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class VotersConfig(AppConfig):
    """Voter rolls, elections and what was counted in them."""

    name = "voters"
    verbose_name = "Pemilih"
