"""Asking the portal for its own pages and files, in this process, as a reader would."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections

from kpuntt.offline.addresses import Kind, kind_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a page as text, or the bytes of a file."""

    content: bytes
    is_page: bool


class Portal:
    """The portal by its own front door: the address on which the public reads it."""

    def __init__(self) -> None:
        self._handler = WSGIHandler()

    def get(self, address: str) -> Answer | None:
        """Return the answer to a GET of an internal address; None unless it is a plain success."""
        path = unquote(urlsplit(address).path)
        if path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            content = _static(path.removeprefix(f"/{settings.STATIC_URL.strip('/')}/"))
            return None if content is None else Answer(content, is_page=False)
        with _connection_kept():
            response = self._handler.get_response(WSGIRequest(_environ(address)))
            try:
                content = b"".join(response)
            finally:
                response.close()
        if response.status_code != HTTPStatus.OK:
            return None
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        return Answer(content, is_page) if is_page == (kind_of(address) is Kind.PAGE) else None


@contextmanager
def _connection_kept() -> Iterator[None]:
    """Keep the database open at the end of an answer, and with it the one state that is read."""
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_finished.connect(close_old_connections)


def _environ(address: str) -> dict[str, Any]:
    """Return the environment of a GET (PEP 3333) from the public origin."""
    origin, parts = urlsplit(settings.SITE_ORIGIN), urlsplit(address)
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
        "QUERY_STRING": parts.query,
        "SERVER_NAME": origin.hostname or "",
        "SERVER_PORT": str(origin.port or (443 if origin.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": origin.netloc,
        "HTTP_X_FORWARDED_PROTO": origin.scheme,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": origin.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _static(name: str) -> bytes | None:
    """Return a static file, collected or, on a computer where nothing is collected, its source."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            content: bytes = file.read()
            return content
    found = finders.find(name)
    if not isinstance(found, str):
        return None
    with open(found, "rb") as file:  # noqa: PTH123 - the finder gives a string
        return file.read()
