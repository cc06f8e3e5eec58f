"""Which addresses of the portal an offline copy keeps, and in which file each of them lies."""

from __future__ import annotations

import re
from enum import Enum, auto
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit

from kpuntt.language import INDONESIAN, path_in

#: What needs the portal itself, or would be out of date at once.
_ONLINE = ("/admin/", "/laporkan/", "/cari/", "/healthz")
#: A release is as large as the copy, and the list of releases says how large the copy is.
_RELEASES = re.compile(r"/rilis/(?!jadwal).*")
_FILES = frozenset(
    {".css", ".csv", ".ico", ".ics", ".jpg", ".js", ".json", ".jsonld", ".png", ".svg"}
    | {".webp", ".webmanifest", ".xlsx"}
)
#: Orders and versions have no end; a copy keeps the natural order of what is published.
_ENDLESS = frozenset({"urut", "per", "sejak", "q"})
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Kind(Enum):
    """What an address is for an offline copy."""

    PAGE = auto()
    FILE = auto()
    ONLINE = auto()


def kind_of(address: str) -> Kind:
    """Return what to do with an internal address, a path with or without a query string.

    The pages of both languages are kept alike.
    """
    parts = urlsplit(address)
    path = path_in(INDONESIAN, parts.path)
    if path.startswith(_ONLINE) or "/umpan/" in path:
        return Kind.ONLINE
    if _RELEASES.fullmatch(path) or _ENDLESS & {name for name, _ in _query(parts.query)}:
        return Kind.ONLINE
    if PurePosixPath(path).suffix in _FILES and not path.endswith("/"):
        return Kind.FILE
    if not path.endswith("/") or (parts.query and not path.startswith("/data/")):
        return Kind.ONLINE
    return Kind.PAGE


def file_of(address: str) -> str:
    """Return the path of the file for an address that is kept, relative to the root of the copy."""
    parts = urlsplit(address)
    path = parts.path.lstrip("/")
    query = "-".join(_UNSAFE.sub("_", f"{name}-{value}") for name, value in _query(parts.query))
    if path.endswith("/") or not path:
        return f"{path}{query or 'index'}.html"
    if not query:
        return path
    file = PurePosixPath(path)
    return str(file.with_name(f"{file.stem}.{query}{file.suffix}"))


def _query(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True)
