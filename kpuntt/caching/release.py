"""The identity of the running code: a part of every ETag, so that a new release shows at once."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

_SUFFIXES = {".py", ".html", ".css", ".js", ".svg", ".txt", ".mo"}
_FOLDERS = ("kpuntt", "voters", "budget", "news", "performance", "templates", "static", "locale")
_FILES = ("fixtures/glossary.csv",)  # what a page reads from the disk itself


@cache
def release_id() -> str:
    """Return a short digest of the code, templates, static and other files that make a page."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    for name in _FILES:
        digest.update((settings.BASE_DIR / name).read_bytes())
    return digest.hexdigest()[:16]
