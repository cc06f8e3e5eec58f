"""The project package as an app: templates, template tags and commands that cross areas."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Roof of the house."""

    name = "kpuntt"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Run the rules of an area again after each publication in it."""
        from kpuntt.checks import area_reconcile  # noqa: PLC0415 - models are ready only now
        from kpuntt.publishing.services import follow_with  # noqa: PLC0415

        follow_with(area_reconcile)
