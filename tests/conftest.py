"""What all tests share: the real data, a cast of people, and a browser against a real server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import DjangoDbBlocker, Settings

from kpuntt.activity.guards import guards_lifted
from kpuntt.staff.sessions import stamp
from tests.releases import FIRST, export

# Playwright's synchronous interface keeps an event loop in this thread; the ORM is still used only
# from here, one call after the other.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis.settings.register_profile("suite", deadline=None, max_examples=200, derandomize=True)
hypothesis.settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes ``tests/data/access.csv`` anew (see ``test_access``)."""
    parser.addoption("--write-access", action="store_true")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the real data once; every test sees it and rolls its own changes back."""
    with django_db_blocker.unblock():
        call_command("load_data", verbosity=0, stdout=_Silence())


@pytest.fixture(scope="session")
def released(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The first release of the real data, on a shelf of its own: to be copied, never changed."""
    shelf = tmp_path_factory.mktemp("released")
    with django_db_blocker.unblock():
        export(FIRST, shelf)
    return shelf / FIRST


@pytest.fixture
def shelf(released: Path, tmp_path: Path) -> Path:
    """A shelf that holds the first release."""
    shutil.copytree(released, tmp_path / "shelf" / FIRST)
    return tmp_path / "shelf"


@pytest.fixture(scope="session", autouse=True)
def _flush_may_empty_the_log() -> Iterator[None]:
    """Let the flush after a test with ``transaction=True`` empty the append-only log as well.

    Only the test suite knows this way: the database refuses it to everybody else.
    """
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_unguarded(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic(), guards_lifted(connection):
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_unguarded)
        yield


class _Silence:
    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


@pytest.fixture(autouse=True)
def _own_files(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test an empty page store, a folder for files, and plain static names."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    folder = tmp_path_factory.mktemp("files")
    settings.MEDIA_ROOT = folder / "media"
    settings.READ_JOURNAL = folder / "reads.log"
    settings.MINUTES_ROOT = folder / "minutes"
    settings.RELEASES_ROOT = folder / "releases"
    settings.OFFLINE_ROOT = folder / "offline"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def alice(db: None) -> User:
    """Alice enters figures."""
    return User.objects.create_user("alice", is_staff=True)


@pytest.fixture
def bob(db: None) -> User:
    """Bob verifies and publishes them."""
    return User.objects.create_user("bob", is_staff=True)


@pytest.fixture
def enter(db: None) -> Callable[[Client, User], Client]:
    """Sign a client in as somebody whose password and code were both right."""

    def sign_in(client: Client, user: User) -> Client:
        device, _made = TOTPDevice.objects.get_or_create(user=user, confirmed=True)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session[DEVICE_ID_SESSION_KEY] = device.persistent_id
        stamp(session)
        session.save()
        return client

    return sign_in
