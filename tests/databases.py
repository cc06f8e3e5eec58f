"""A database of their own for processes that a test starts."""

from __future__ import annotations

from contextlib import closing

import psycopg2
from django.conf import settings


class OwnDatabase:
    """SQLite lies in the folder; on PostgreSQL a database is made and dropped."""

    def __init__(self, environment: dict[str, str], name: str) -> None:
        self.name = name
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
