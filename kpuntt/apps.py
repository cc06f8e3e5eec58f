"""The project package as an app: templates, template tags and commands that cross areas."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils import translation

from kpuntt import language


class PortalConfig(AppConfig):
    """Roof of the house."""

    name = "kpuntt"
    verbose_name = "Portal"

    def ready(self) -> None:
        """Tie together what the areas, which do not know each other, owe each other.

        An area is indexed with each publication in it, and its rules run again after it. What the
        voters' area records stands beside an indicator of the performance area. Plain modules speak
        the language that Django speaks.
        """
        from kpuntt.checks import area_reconcile  # noqa: PLC0415 - models are ready only now
        from kpuntt.publishing.services import accompany_with, follow_with  # noqa: PLC0415
        from kpuntt.records import PUNCTUALITY, punctuality_record  # noqa: PLC0415
        from kpuntt.searchable import area_index  # noqa: PLC0415
        from performance.selectors import record_with  # noqa: PLC0415

        language.lend(translation)
        accompany_with(area_index)
        follow_with(area_reconcile)
        record_with(PUNCTUALITY, punctuality_record)
