"""Make a staff account and a link with which its owner sets a password, once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from kpuntt.regions.models import Region
from kpuntt.staff.accounts import account_change_log, account_state
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName, check_roles


class Command(BaseCommand):
    """Print a link that works once and for one hour; after it the second factor is set up."""

    help = "Membuat akun staf dan mencetak tautan sekali pakai untuk menyetel kata sandinya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name, the address of the portal and the kind of account."""
        parser.add_argument("username")
        parser.add_argument("--address", default=settings.SITE_ORIGIN)
        parser.add_argument("--superuser", action="store_true")
        parser.add_argument(
            "--role", action="append", default=[], choices=RoleName.values, help="boleh diulang"
        )
        parser.add_argument("--region", help="kode wilayah, misalnya 53.07")
        parser.add_argument("--email", help="untuk tautan kata sandi baru")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> str:
        """Return the link; an existing account keeps its rights beside those named here."""
        user, created = User.objects.get_or_create(
            username=options["username"],
            defaults={"is_staff": True, "is_superuser": options["superuser"]},
        )
        before = None if created else account_state(user.pk)
        if not user.is_staff:
            raise CommandError(f"Akun {user.username} bukan akun staf; tautannya tidak berguna.")
        if created:
            user.set_unusable_password()
        if options["email"]:
            user.email = options["email"]
        user.save(update_fields=["password", "email"])
        self._place(user, options["role"], options["region"])
        account_change_log(user=user, actor=None, before=before)
        token = default_token_generator.make_token(user)
        path = reverse("invitation", args=[urlsafe_base64_encode(force_bytes(user.pk)), token])
        return f"{options['address'].rstrip('/')}{path}"

    def _place(self, user: User, roles: list[str], code: str | None) -> None:
        """Give the account its roles and region, by the same rules as the admin."""
        profile, _created = StaffProfile.objects.get_or_create(user=user)
        if code is not None:
            profile.region = Region.objects.filter(code=code).first()
            if profile.region is None:
                raise CommandError(f"Wilayah {code} tidak ada. Tulis kode seperti 53.07.")
            profile.save(update_fields=["region"])
        groups = list(Group.objects.filter(name__in=roles))
        if len(groups) < len(set(roles)):
            raise CommandError("Peran belum disiapkan. Jalankan setup_roles dahulu.")
        user.groups.add(*groups)
        held = list(user.groups.values_list("name", flat=True))
        try:
            check_roles(held, profile.region)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
