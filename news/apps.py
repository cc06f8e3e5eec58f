"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """News of the commission."""

    name = "news"
    verbose_name = "Berita"

    def ready(self) -> None:
        """Reserve the address of a post whenever it is published."""
        from kpuntt.publishing.services import prepare_with  # noqa: PLC0415 - models are ready
        from news.models import Post  # noqa: PLC0415
        from news.services import post_address_claim  # noqa: PLC0415

        prepare_with(Post, post_address_claim)
