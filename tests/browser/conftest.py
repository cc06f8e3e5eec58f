"""A real server on the real data, and the system's Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page

from tests.browser.made_once import made_once
from tests.own_database import OwnDatabase

#: The shell is Chromium without a window to draw: the tests take two thirds of the time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium") or "chromium"
DATABASE = "kpuntt_browser"
Invite = Callable[..., str]


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
def loaded(
    environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    """The folder of a portal with the real data and the static files, the same for all processes.

    Each process of the test runner serves a copy of its own: one server, one database.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    model = {**environment, "VAR_DIR": str(shared / "model")}
    model["STATIC_ROOT"] = environment["STATIC_ROOT"] = str(shared / "static")
    model.pop("DATABASE_URL", None)
    made_once(shared, {"statics": lambda: _collect(model), "data": lambda: _load(model)})
    return shared / "model"


@pytest.fixture(scope="session")
def base_url(environment: dict[str, str], loaded: Path) -> Iterator[str]:
    """Serve the portal with gunicorn and return its address."""
    with OwnDatabase(DATABASE, environment):
        if "DATABASE_URL" in environment:
            _load(environment)
        else:
            shutil.copytree(loaded, environment["VAR_DIR"], dirs_exist_ok=True)
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


@pytest.fixture(scope="session", autouse=True)
def addresses(base_url: str) -> list[str]:
    """Every public page as the sitemap lists them, read before any test publishes more."""
    with urllib.request.urlopen(f"{base_url}/sitemap.xml") as sitemap:  # noqa: S310 - our own server
        return re.findall(rf"<loc>{base_url}(/[^<]*)</loc>", sitemap.read().decode())


@pytest.fixture(scope="session")
def invite(base_url: str, environment: dict[str, str]) -> Invite:
    """Make new members of staff and return the one-time link of each."""
    names = count(1)

    def make(*options: str, name: str = "") -> str:
        name = name or f"petugas-{next(names)}"
        arguments = ["invite_staff", name, "--address", base_url, *options]
        return _manage(arguments, environment).strip()

    return make


@pytest.fixture
def invitation(base_url: str, environment: dict[str, str]) -> str:
    """A one-time link for a new member of staff."""
    return _manage(
        ["invite_staff", "petugas", "--superuser", "--address", base_url], environment
    ).strip()


def _collect(environment: dict[str, str]) -> None:
    _manage(["collectstatic", "--noinput", "--verbosity", "0"], environment)


def _load(environment: dict[str, str]) -> None:
    for command in ("migrate", "load_data"):
        _manage([command, "--verbosity", "0"], environment)


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
        page.on("console", lambda message: self.keep(message.type, message.text))
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("requestfailed", lambda request: self.append(f"failed: {request.url}"))

    def keep(self, kind: str, text: str) -> None:
        """Keep what a page says in its console, if it is a complaint."""
        if kind in {"error", "warning"}:
            self.append(text)


@pytest.fixture
def complaints(context: BrowserContext) -> Complaints:
    """Watch every page that the test opens."""
    found = Complaints()
    context.on("page", found.watch)
    return found
