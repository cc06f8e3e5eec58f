"""A process that publishes one verified import, to be killed: see ``test_kills``."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

import django


def prepare(leaves: int) -> None:
    """Make a database with one verified import of a new snapshot; print its number of rows."""
    from django.contrib.auth.models import User  # noqa: PLC0415 - after the set-up
    from django.core.management import call_command  # noqa: PLC0415

    from kpuntt.imports.services import (  # noqa: PLC0415
        batch_submit,
        batch_upload,
        batch_verify,
    )
    from tests.benchmarks.tables import SOURCE, UNIT, budget_workbook  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    alice = User.objects.create_user("alice")
    bob = User.objects.create_user("bob")
    batch, _made = batch_upload(
        actor=alice,
        kind="realisasi-anggaran",
        content=budget_workbook(leaves),
        file_name="fa-detail.xlsx",
        target_slug=UNIT["slug"],
        is_new=True,
        unit_values=UNIT,
        document_values=SOURCE,
    )
    batch = batch_verify(batch=batch_submit(batch=batch, actor=alice, reasons={}), actor=bob)
    sys.stdout.write(f"{batch.rows_in}\n")


def publish(last: int) -> None:
    """Publish it; say when it begins and when it has ended.

    The process kills itself instead of writing for the ``last``-th time; 0 lets it live.
    """
    from django.contrib.auth.models import User  # noqa: PLC0415 - after the set-up
    from django.db import connection  # noqa: PLC0415

    from kpuntt.imports.models import ImportBatch  # noqa: PLC0415
    from kpuntt.imports.services import batch_publish  # noqa: PLC0415

    bob = User.objects.get(username="bob")
    batch = ImportBatch.objects.get()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    writes = 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal writes
        writes += sql.startswith(("INSERT", "UPDATE", "DELETE"))
        if writes == last > 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        batch_publish(batch=batch, actor=bob)
    sys.stdout.write(f"done {writes}\n")


def look() -> None:
    """Print what a crash has left: state, lines, snapshots, documents, steps in a whole log."""
    from kpuntt.activity.models import Activity  # noqa: PLC0415 - after the set-up
    from kpuntt.activity.selectors import log_verify  # noqa: PLC0415
    from kpuntt.imports.models import ImportBatch  # noqa: PLC0415
    from kpuntt.provenance.models import Citation, Document  # noqa: PLC0415

    from budget.models import BudgetLine, BudgetSnapshot  # noqa: PLC0415  # isort: skip

    log_verify()
    counts = [model._default_manager.count() for model in (BudgetSnapshot, BudgetLine)]
    counts += [model._default_manager.count() for model in (Document, Citation)]
    steps = Activity.objects.filter(action="terbitkan").count()
    sys.stdout.write(f"{ImportBatch.objects.get().state} {counts} {steps}\n")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpuntt.settings")
    django.setup()
    if sys.argv[1] == "prepare":
        prepare(int(sys.argv[2]))
    elif sys.argv[1] == "publish":
        publish(int(sys.argv[2]))
    else:
        look()
