"""Run all rules over all published units and write the register of findings."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kpuntt.checks import CHECKED_AREAS, area_reconcile


class Command(BaseCommand):
    """Check every area and print a summary.

    A difference is a finding, not a failure: the exit code is 1 only if an area has something
    published that cannot be read at all.
    """

    help = "Menjalankan semua aturan, menulis register temuan, dan mencetak ringkasannya."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check area by area; an unreadable area is reported after the others were checked."""
        unreadable: list[str] = []
        for area in CHECKED_AREAS:
            try:
                summary = area_reconcile(area)
            except (ValueError, LookupError) as error:
                unreadable.append(f"{area}: {error}")
                continue
            self.stdout.write(
                f"{area}: {summary.holds} cocok, {summary.differs} berbeda, "
                f"{summary.not_checkable} tidak dapat diperiksa"
            )
        if unreadable:
            raise CommandError("Tidak dapat dibaca: " + "; ".join(unreadable))
