"""Reading the whole database in one state, while others go on publishing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_state() -> Iterator[None]:
    """Let all reads in the block see the database as it was at the first of them.

    Nothing may be written in it. Inside a transaction it is that transaction's state.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not ``atomic``, which takes the write lock at once: a reader in WAL mode needs none, and
        # a publication need not wait for the export.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


@contextmanager
def undone() -> Iterator[None]:
    """Undo at its end everything that the block writes into the database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
