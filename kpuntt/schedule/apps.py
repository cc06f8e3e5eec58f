"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """The release calendar and the log of its changes."""

    name = "kpuntt.schedule"
    verbose_name = "Jadwal rilis"
