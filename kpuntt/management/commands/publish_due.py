"""Publish what was scheduled for a time that has come; for a timer that runs every minute."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kpuntt.publishing.selectors import publications_due
from kpuntt.publishing.services import NoLongerDue, PublicationError, publication_publish

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Publish every verified unit whose time has come, each in a transaction of its own."""

    help = "Menerbitkan yang dijadwalkan dan sudah tiba waktunya; dijalankan setiap menit."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish what is due; what cannot be published is named and the others still are."""
        failed, now = [], timezone.now()
        for unit, scheduler in publications_due(now=now):
            right = f"{unit._meta.app_label}.publish_{unit._meta.model_name}"
            try:
                if not scheduler.has_perm(right):
                    raise PublicationError("Penjadwalnya tidak lagi berhak menerbitkan.")
                publication_publish(unit=unit, actor=scheduler, due_by=now)
            except NoLongerDue as error:  # somebody decided so while the others were published
                self.stdout.write(f"Dilewati: {unit} ({unit.slug} versi {unit.version}): {error}")
            except PublicationError as error:
                failed.append(f"{unit} ({unit.slug} versi {unit.version}): {error}")
            except Exception:  # a fault in one unit must not hold up the others
                logger.exception("publish_due: %s version %s", unit.slug, unit.version)
                failed.append(f"{unit} ({unit.slug} versi {unit.version}): kesalahan portal")
            else:
                self.stdout.write(f"Terbit: {unit} ({unit.slug} versi {unit.version})")
        if failed:
            raise CommandError("Tidak dapat diterbitkan: " + "; ".join(failed))
