"""Make a staff account and a link with which its owner sets a password, once."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


class Command(BaseCommand):
    """Print a sign-in link that works once and for one hour."""

    help = "Membuat akun staf dan mencetak tautan sekali pakai untuk menyetel kata sandinya."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the user name, the address of the portal and the kind of account."""
        parser.add_argument("username")
        parser.add_argument("--address", default="http://127.0.0.1:8000")
        parser.add_argument("--superuser", action="store_true")

    def handle(self, *args: Any, **options: Any) -> str:
        """Return the link; an existing account keeps its rights and gets a new link."""
        user, created = User.objects.get_or_create(
            username=options["username"],
            defaults={"is_staff": True, "is_superuser": options["superuser"]},
        )
        if not user.is_staff:
            raise CommandError(f"Akun {user.username} bukan akun staf; tautannya tidak berguna.")
        if created:
            user.set_unusable_password()
            user.save(update_fields=["password"])
        token = default_token_generator.make_token(user)
        path = reverse(
            "password_reset_confirm",
            args=[urlsafe_base64_encode(force_bytes(user.pk)), token],
        )
        return f"{options['address'].rstrip('/')}{path}"
