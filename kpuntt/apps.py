"""The project package as an app: templates, template tags and commands that cross areas."""

from __future__ import annotations

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Roof of the house."""

    name = "kpuntt"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Index an area with each publication in it, and run its rules again after it."""
        from kpuntt.checks import area_reconcile  # noqa: PLC0415 - models are ready only now
        from kpuntt.publishing.services import accompany_with, follow_with  # noqa: PLC0415
        from kpuntt.searchable import area_index  # noqa: PLC0415

        accompany_with(area_index)
        follow_with(area_reconcile)
