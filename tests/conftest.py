"""What all tests share: the real data, a cast of people, and a browser against a real server."""

from __future__ import annotations

import os

import hypothesis
import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import call_command
from pytest_django import DjangoDbBlocker, Settings

# Playwright's synchronous interface keeps an event loop in this thread; the ORM is still used only
# from here, one call after the other.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis.settings.register_profile("suite", deadline=None, max_examples=200, derandomize=True)
hypothesis.settings.load_profile("suite")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load the real data once; every test sees it and rolls its own changes back."""
    with django_db_blocker.unblock():
        call_command("load_data", verbosity=0, stdout=_Silence())


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
