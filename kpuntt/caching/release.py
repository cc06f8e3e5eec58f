"""The identity of the running code: a part of every ETag, so that a new release shows at once."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings

_SUFFIXES = {".py", ".html", ".css", ".js", ".svg", ".txt", ".mo"}
_FOLDERS = ("kpuntt", "voters", "budget", "news", "performance", "templates", "static", "locale")


@cache
def release_id() -> str:
    """Return a short digest of the code, templates and static files that make a page."""
    digest = hashlib.sha256()
    for folder in _FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.name.encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
