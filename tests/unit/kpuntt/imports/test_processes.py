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

#: Fifty people: so many processes with so many threads each.
PROCESSES = 5
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

#: All threads of a process read one book, since reading goes one at a time in any case. Before
#: each of its two acts a process waits for a word, so that none begins before all are ready.
#: It prints how many batches its uploads were led to and how many they made, then how many submits
#: were taken and how many were told that the batch is submitted.
ACTS = """
import django
django.setup()
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.contrib.auth.models import User
from django.db import connection
from kpuntt.imports import services
from kpuntt.imports.files import BatchError, batch_preview, book_of
from kpuntt.imports.models import ImportBatch
from tests.benchmarks.tables import SOURCE, UNIT, budget_workbook

content = budget_workbook(1)
book = book_of(content, "a.xlsx")
services.book_of = lambda content, name: book
alice = User.objects.get()
barrier = Barrier(THREADS)

def at_once(act):
    def acted(number):
        barrier.wait(timeout=30)
        try:
            return act()
        finally:
            connection.close()
    print("ready", flush=True)
    sys.stdin.readline()
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(acted, range(THREADS)))

def upload():
    batch, made = services.batch_upload(
        actor=alice, kind="realisasi-anggaran", content=content, file_name="a.xlsx",
        target_slug=UNIT["slug"], is_new=True, unit_values=UNIT, document_values=SOURCE,
    )
    return batch.pk, made

uploads = at_once(upload)
batch = ImportBatch.objects.get()
cautions = batch_preview(batch=batch, book=book).cautions
reasons = {caution.key: "Sesuai laporan SAKTI." for caution in cautions}

def submit():
    try:
        services.batch_submit(batch=batch, actor=alice, reasons=reasons)
    except BatchError as error:
        if "sekarang “Diajukan”" not in str(error):
            raise
        return False
    return True

submits = at_once(submit)
print(len({pk for pk, made in uploads}), sum(made for pk, made in uploads))
print(submits.count(True), submits.count(False))
""".replace("THREADS", str(THREADS))

COUNT = """
import django
django.setup()
from kpuntt.activity.models import Activity
from kpuntt.imports.models import ImportBatch
print(ImportBatch.objects.count(), ImportBatch.objects.filter(state="diajukan").count())
print(*[Activity.objects.filter(action=action).count() for action in ("impor", "ajukan")])
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
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _result(process: subprocess.Popen[str]) -> list[int]:
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    return [int(number) for number in out.split()]


def _let_go(processes: list[subprocess.Popen[str]]) -> None:
    """Wait until every process is ready for its next act, then let all begin."""
    for process in processes:
        line = process.stdout.readline() if process.stdout else ""
        assert line == "ready\n", process.communicate()[1]
    for process in processes:
        if process.stdin:
            process.stdin.write("go\n")
            process.stdin.flush()


def test_fifty_uploads_of_the_same_file_and_fifty_submits_at_once_count_once(
    environment: dict[str, str],
) -> None:
    _result(_python(environment, PREPARE))
    processes = [_python(environment, ACTS) for _number in range(PROCESSES)]
    _let_go(processes)
    _let_go(processes)
    results = [_result(process) for process in processes]
    assert [ways for ways, *_others in results] == [1] * PROCESSES
    assert sum(made for _ways, made, *_others in results) == 1
    assert [taken + told for *_others, taken, told in results] == [THREADS] * PROCESSES
    assert sum(taken for *_others, taken, _told in results) == 1
    assert _result(_python(environment, COUNT)) == [1, 1, 1, 1]


def test_a_publication_that_is_killed_leaves_all_rows_or_none(environment: dict[str, str]) -> None:
    publisher = Publisher(environment, leaves=1)
    assert publisher.look() == BEFORE
    for write in WRITES:
        assert publisher.kill_at(write) == BEFORE
    rounds(publisher, 2, longest=1.0)
    if publisher.look() == BEFORE:
        publisher.seconds()
    assert publisher.look() == publisher.after
