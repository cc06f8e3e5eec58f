"""What needs processes that commit: many uploads at once, and a publication that is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.own_database import OwnDatabase
from tests.unit.kpuntt.imports.kills import BEFORE, Publisher, rounds

UPLOADERS = 5
THREADS = 10
#: Writes at which a publication is killed, from its first to the last before the commit.
WRITES = (1, 3, 10, 20, 30)

PREPARE = """
import django
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
call_command("migrate", verbosity=0)
User.objects.create_user("alice")
"""

#: All threads of a process read one book, since reading goes one at a time in any case.
UPLOAD = """
import django
django.setup()
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.contrib.auth.models import User
from django.db import connection
from kpuntt.imports import services
from kpuntt.imports.files import book_of
from tests.benchmarks.tables import SOURCE, UNIT, budget_workbook

content = budget_workbook(1)
book = book_of(content, "a.xlsx")
services.book_of = lambda content, name: book
alice = User.objects.get()
barrier = Barrier(THREADS)

def upload(number):
    barrier.wait(timeout=30)
    try:
        batch, made = services.batch_upload(
            actor=alice, kind="realisasi-anggaran", content=content, file_name="a.xlsx",
            target_slug=UNIT["slug"], is_new=True, unit_values=UNIT, document_values=SOURCE,
        )
        return batch.pk, made
    finally:
        connection.close()

with ThreadPoolExecutor(THREADS) as pool:
    results = list(pool.map(upload, range(THREADS)))
print(len({pk for pk, made in results}), sum(made for pk, made in results))
""".replace("THREADS", str(THREADS))

COUNT = """
import django
django.setup()
from kpuntt.activity.models import Activity
from kpuntt.imports.models import ImportBatch
print(ImportBatch.objects.count(), Activity.objects.filter(action="impor").count())
"""


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kpuntt.settings",
        "KPUNTT_LOCAL": "true",
        "VAR_DIR": str(tmp_path),
    }
    with OwnDatabase("kpuntt_imports", environment):
        yield environment


def _python(environment: dict[str, str], code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _result(process: subprocess.Popen[str]) -> list[int]:
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    return [int(number) for number in out.split()]


def test_fifty_uploads_of_the_same_file_at_once_give_one_batch(
    environment: dict[str, str],
) -> None:
    _result(_python(environment, PREPARE))
    uploaders = [_python(environment, UPLOAD) for _number in range(UPLOADERS)]
    results = [_result(uploader) for uploader in uploaders]
    assert [ways for ways, _made in results] == [1] * UPLOADERS
    assert sum(made for _ways, made in results) == 1
    assert _result(_python(environment, COUNT)) == [1, 1]


def test_a_publication_that_is_killed_leaves_all_rows_or_none(environment: dict[str, str]) -> None:
    publisher = Publisher(environment, leaves=1)
    assert publisher.look() == BEFORE
    for write in WRITES:
        assert publisher.kill_at(write) == BEFORE
    rounds(publisher, 2, longest=1.0)
    if publisher.look() == BEFORE:
        publisher.seconds()
    assert publisher.look() == publisher.after
