"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The unit of publication, its states, versions and activity log."""

    name = "kpuntt.publishing"
    verbose_name = "Penerbitan"
