"""App configuration."""

from __future__ import annotations

from django.apps import AppConfig


class ActivityConfig(AppConfig):
    """The activity log."""

    name = "kpuntt.activity"
    verbose_name = "Catatan kegiatan"

    def ready(self) -> None:
        """Let every sign-in, sign-out and refused sign-in reach the log."""
        from django.contrib.auth import signals  # noqa: PLC0415 - models are ready only now

        from kpuntt.activity import sign_ins  # noqa: PLC0415

        signals.user_logged_in.connect(sign_ins.on_sign_in, dispatch_uid="activity")
        signals.user_logged_out.connect(sign_ins.on_sign_out, dispatch_uid="activity")
        signals.user_login_failed.connect(sign_ins.on_refusal, dispatch_uid="activity")
