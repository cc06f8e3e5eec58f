"""What is made once for all processes of the test runner, by whichever is free first."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Mapping
from pathlib import Path


def made_once(folder: Path, makers: Mapping[str, Callable[[], None]]) -> None:
    """Call each maker in one of the processes that share ``folder``; return when all are done.

    A process first takes what nobody else is at, so two processes make two things side by side;
    then it waits for what the others make.
    """
    for wait in (False, True):
        for name, make in makers.items():
            _unless_made(folder / name, make, wait=wait)


def _unless_made(mark: Path, make: Callable[[], None], *, wait: bool) -> None:
    with mark.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not mark.with_suffix(".made").exists():
            make()
            mark.with_suffix(".made").touch()
