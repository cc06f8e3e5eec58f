"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The unit of publication, its states and versions."""

    name = "kpuntt.publishing"
    verbose_name = "Penerbitan"
