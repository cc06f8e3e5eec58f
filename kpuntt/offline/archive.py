"""Where the offline copy lies when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

SITE = "situs-luring"
ARCHIVE = f"{SITE}.zip"


@dataclass(frozen=True, slots=True)
class OfflineArchive:
    """The ZIP of the newest copy."""

    path: Path
    size: int


def offline_archive() -> OfflineArchive | None:
    """Return the ZIP that readers may take; None before the first copy is built."""
    path: Path = settings.OFFLINE_ROOT / ARCHIVE
    return OfflineArchive(path, path.stat().st_size) if path.is_file() else None
