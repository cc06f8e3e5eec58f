"""A real server on the real data, and the system's Chromium in front of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
DATABASE = "kpuntt_browser"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the system's Chromium; root (as in CI) needs it without its sandbox."""
    quiet = ["--disable-gpu", "--disable-background-networking", "--no-first-run"]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": CHROMIUM, "args": quiet + sandbox}


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of the served portal: a folder and a database of its own."""
    folder = tmp_path_factory.mktemp("portal")
    return {**os.environ, "KPUNTT_LOCAL": "true", "VAR_DIR": str(folder)}


@pytest.fixture(scope="session")
def base_url(environment: dict[str, str]) -> Iterator[str]:
    """Serve the portal with gunicorn and return its address."""
    with _OwnDatabase(environment):
        for command in (["migrate"], ["load_data"], ["collectstatic", "--noinput"]):
            _manage([*command, "--verbosity", "0"], environment)
        port = _free_port()
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "kpuntt.wsgi", "--workers", "1"),
                *("--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "warning"),
            ],
            cwd=settings.BASE_DIR,
            env=environment,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/healthz", server)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture
def invitation(base_url: str, environment: dict[str, str]) -> str:
    """A one-time link for a new member of staff."""
    return _manage(
        ["invite_staff", "petugas", "--superuser", "--address", base_url], environment
    ).strip()


def _manage(arguments: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


class _OwnDatabase:
    """SQLite lies in the folder; on PostgreSQL a database is made and dropped."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.url = environment.get("DATABASE_URL", "")
        self.environment = environment

    def __enter__(self) -> None:
        if self.url.startswith("postgres"):
            self._run(f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE}")
            head, _, query = self.url.partition("?")
            own = f"{head.rpartition('/')[0]}/{DATABASE}"
            self.environment["DATABASE_URL"] = f"{own}?{query}" if query else own
        else:
            self.environment.pop("DATABASE_URL", None)

    def __exit__(self, *error: object) -> None:
        if self.url.startswith("postgres"):
            self._run(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")

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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"gunicorn stopped with {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("gunicorn did not answer within 30 seconds")


class Complaints(list[str]):
    """What a browser complained about: console errors, failed requests, CSP violations."""

    def watch(self, page: Page) -> None:
        """Collect the complaints of a page from now on."""
        page.on("console", lambda message: self._keep(message.type, message.text))
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("requestfailed", lambda request: self.append(f"failed: {request.url}"))

    def _keep(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.append(text)


@pytest.fixture
def complaints(context: BrowserContext) -> Complaints:
    """Watch every page that the test opens."""
    found = Complaints()
    context.on("page", found.watch)
    return found
