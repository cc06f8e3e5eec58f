"""A database of its own for a test whose work lies in processes that really commit."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
from django.conf import settings


class OwnDatabase:
    """SQLite lies in the folder ``VAR_DIR``; on PostgreSQL a database ``name`` is made and dropped.

    The environment of those processes is changed in place.
    """

    def __init__(self, name: str, environment: dict[str, str]) -> None:
        # Each process of the test runner has one of its own.
        self.name = name + os.environ.get("PYTEST_XDIST_WORKER", "")
        self.url = environment.get("DATABASE_URL", "")
        self.environment = environment

    def __enter__(self) -> None:
        if self.url.startswith("postgres"):
            self._run(f"DROP DATABASE IF EXISTS {self.name}", f"CREATE DATABASE {self.name}")
            head, _, query = self.url.partition("?")
            own = f"{head.rpartition('/')[0]}/{self.name}"
            self.environment["DATABASE_URL"] = f"{own}?{query}" if query else own
        else:
            self.environment.pop("DATABASE_URL", None)

    def __exit__(self, *error: object) -> None:
        if self.url.startswith("postgres"):
            self._run(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def _run(self, *statements: str) -> None:
        database = settings.DATABASES["default"]
        parameters = {
            "dbname": "postgres",
            "user": database.get("USER"),
            "password": database.get("PASSWORD"),
            "host": database.get("HOST"),
            "port": database.get("PORT"),
        }
        known = {name: value for name, value in parameters.items() if value}
        with closing(psycopg2.connect(**known)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)


def process_environment(folder: Path) -> dict[str, str]:
    """The environment of processes that keep their files in ``folder``."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "kpuntt.settings",
        "KPUNTT_LOCAL": "true",
        "VAR_DIR": str(folder),
    }


def start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    """Start Python with ``arguments`` in the project's folder."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def result(process: subprocess.Popen[str]) -> str:
    """Wait for a process that must succeed, and return what it printed."""
    out, error = process.communicate(timeout=120)
    assert process.returncode == 0, error
    return out
