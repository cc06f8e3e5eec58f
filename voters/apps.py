"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class VotersConfig(AppConfig):
    """Voter rolls, elections and what was counted in them."""

    name = "voters"
    verbose_name = "Pemilih"

    def ready(self) -> None:
        """Let tables be imported into rolls."""
        from kpuntt.imports.targets import target_register  # noqa: PLC0415
        from voters.import_targets import TARGETS  # noqa: PLC0415 - models are ready only now

        target_register(*TARGETS)
