"""What the page tests share: a reader, and every public address."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from kpuntt.language import ENGLISH, INDONESIAN, language_of


@pytest.fixture
def reader(db: None) -> Client:
    """A reader with an ordinary browser and no cookies."""
    return Client(headers={"host": "127.0.0.1", "accept-encoding": "gzip, br"})


@pytest.fixture
def addresses(reader: Client) -> list[str]:
    """Every public page, as the sitemap lists them, in Indonesian."""
    return [address for address in _listed(reader) if language_of(address) == INDONESIAN]


@pytest.fixture
def english_addresses(reader: Client) -> list[str]:
    """Every public page, as the sitemap lists them, in English."""
    return [address for address in _listed(reader) if language_of(address) == ENGLISH]


def _listed(reader: Client) -> list[str]:
    sitemap = reader.get("/sitemap.xml").content.decode()
    return re.findall(r"<loc>http://127\.0\.0\.1(/[^<]*)</loc>", sitemap)


@pytest.fixture
def staff_client(enter: Callable[[Client, User], Client]) -> Callable[..., Client]:
    """Sign a new member of staff in, with the permissions named ("voters.add_submission")."""

    def sign_in(name: str, *permissions: str) -> Client:
        user = User.objects.create_user(name, is_staff=True)
        for permission in permissions:
            app, _, codename = permission.partition(".")
            user.user_permissions.add(
                Permission.objects.get(content_type__app_label=app, codename=codename)
            )
        return enter(Client(), user)

    return sign_in
