"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class BudgetConfig(AppConfig):
    """Budget ceilings, realisation and election grants."""

    name = "budget"
    verbose_name = "Anggaran"
