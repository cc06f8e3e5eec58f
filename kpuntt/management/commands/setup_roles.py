"""Bring the roles of staff to what the code declares."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kpuntt.management.roles import ROLES


class Command(BaseCommand):
    """Create missing roles, add missing permissions and remove extra ones; safe to repeat."""

    help = "Menyamakan peran petugas dengan daftar di kode; aman diulang."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Print each change, or that there was none."""
        known = {
            f"{permission.content_type.app_label}.{permission.codename}": permission
            for permission in Permission.objects.select_related("content_type")
        }
        changes = 0
        for name, declared in ROLES.items():
            missing = sorted(declared - known.keys())
            if missing:
                raise CommandError(f"Izin ini tidak ada: {', '.join(missing)}. Jalankan migrate.")
            group, created = Group.objects.get_or_create(name=name)
            held = set(group.permissions.values_list("pk", flat=True))
            wanted = {known[code].pk for code in declared}
            if created or held != wanted:
                group.permissions.set(wanted)
                changes += 1
                self.stdout.write(
                    f"{'Dibuat' if created else 'Diubah'}: {name} "
                    f"(+{len(wanted - held)} −{len(held - wanted)} izin)"
                )
        if not changes:
            self.stdout.write(f"Peran: {len(ROLES)} peran sudah sesuai.")
