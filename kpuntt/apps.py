"""The project package as an app: templates, template tags and commands that cross areas."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Roof of the house."""

    name = "kpuntt"
    verbose_name = "Portal"
