"""A process that makes a release, to be killed, held up or overtaken: see ``test_processes``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any
from unittest.mock import patch

import django


def prepare() -> None:
    """Load the real data."""
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up

    call_command("migrate", verbosity=0)
    call_command("load_data", stdout=sys.stderr)


def make(month: str, at: int, act: Callable[[], object]) -> None:
    """Make the release of ``month`` by the command; ``act`` is called before its step ``at``.

    The steps are those of the bar; after them come "before the move" and "after the move".
    """
    from django.core.management import call_command  # noqa: PLC0415 - after the set-up

    from kpuntt.management.commands import export_monthly  # noqa: PLC0415
    from kpuntt.releases import places, services  # noqa: PLC0415

    taken = 0

    def step(_name: str = "") -> None:
        nonlocal taken
        taken += 1
        if taken == at:
            act()

    def counted(*, progress: object, **arguments: Any) -> services.Outcome:
        return services.release_make(progress=step, **arguments)

    def put(folder: Path, target: Path) -> None:
        step()
        places.put_in_place(folder, target)
        step()

    with (
        patch.object(export_monthly, "release_make", counted),
        patch.object(services, "put_in_place", put),
    ):
        call_command("export_monthly", month=month, stdout=sys.stderr)


def die() -> None:
    """End at once, as at a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def wait() -> None:
    """Say so and wait for a word."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()


def overtake() -> None:
    """Publish a correction from elsewhere, while the release is being made."""

    def publish() -> None:
        from django.contrib.auth.models import User  # noqa: PLC0415 - after the set-up
        from django.db import connection  # noqa: PLC0415

        from tests.releases import correct  # noqa: PLC0415

        people = [User.objects.create_user(name) for name in ("alice", "bob")]
        correct(*people)
        connection.close()

    thread = Thread(target=publish)
    thread.start()
    thread.join()


ACTS = {"die": die, "wait": wait, "overtake": overtake}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpuntt.settings")
    django.setup()
    if sys.argv[1] == "prepare":
        prepare()
    else:
        make(sys.argv[2], int(sys.argv[3]), ACTS[sys.argv[1]])
