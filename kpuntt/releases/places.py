"""Where a release is made before it stands on the shelf: one maker at a time, all or nothing."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOCK = ".kunci"
_PARTIAL = ".sebagian-"


class ShelfBusyError(Exception):
    """Another process makes a release on this shelf; the message says so, in Indonesian."""


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold the shelf at ``root``; raise ``ShelfBusyError`` if another process does.

    The system lets go of the lock when the process ends, however it ends. What a killed process
    has left is removed.
    """
    root.mkdir(parents=True, exist_ok=True)
    with (root / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "Rilis lain sedang dibuat di folder ini. Tunggu sampai selesai, lalu ulangi."
            raise ShelfBusyError(message) from None
        for left in root.glob(f"{_PARTIAL}*"):
            shutil.rmtree(left)
        yield


@contextmanager
def workplace(root: Path, name: str) -> Iterator[Path]:
    """Give a hidden folder on the shelf to make a release in; what is still there goes at the end.

    The shelf must be locked.
    """
    folder = root / f"{_PARTIAL}{name}"
    (folder / "data").mkdir(parents=True)
    try:
        yield folder
    finally:
        if folder.exists():
            shutil.rmtree(folder)


def put_in_place(folder: Path, target: Path) -> None:
    """Move a finished folder to ``target``, where it is seen whole or not at all.

    Everything is on the disk before it gets its name, so that no power cut leaves empty files.
    """
    for path in sorted(folder.rglob("*")):
        _flush(path)
    _flush(folder)
    folder.rename(target)
    _flush(target.parent)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
