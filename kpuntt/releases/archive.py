"""The ZIP of everything in a release: the same files give the same bytes."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

#: The earliest time that a ZIP can hold: the files have none of their own.
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16


def write_archive(path: Path, folder: Path, paths: Iterable[str], *, within: str) -> None:
    """Pack the files at ``paths`` in ``folder`` into a ZIP, below a folder ``within`` it."""
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(paths):
            entry = zipfile.ZipInfo(f"{within}/{name}", _TIME)
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.file_size = (folder / name).stat().st_size
            with (folder / name).open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target)
