"""The process in which a file is read: limited first, then preflight, then the parser.

``python -m kpuntt.imports.child PATH NAME`` writes the book to its output, which is a file. It
knows no Django, starts no process and ends with one of the codes of ``Ending``.
"""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import sys
from collections.abc import Iterable, Iterator
from enum import IntEnum
from pathlib import Path, PurePath
from typing import BinaryIO

from kpuntt.imports.book import FileRefusedError, Sheet, SheetRow
from kpuntt.imports.delimited import read_csv
from kpuntt.imports.limits import (
    CPU_SECONDS,
    MAX_FILE_BYTES,
    MAX_RESULT_BYTES,
    MEMORY_BYTES,
    WALL_SECONDS,
)
from kpuntt.imports.preflight import FileKind, kind_of, workbook_facts
from kpuntt.imports.transfer import write_book

#: openpyxl looks for these and works without them; they would cost time and memory.
_UNWANTED = ("lxml", "numpy", "pandas", "PIL")


class Ending(IntEnum):
    """How the process ends when it is not killed; any other code is a crash."""

    BOOK = 0
    REFUSED = 3
    MEMORY = 4


def limit() -> None:
    """Give up memory, time, files and core dumps that reading a file does not need.

    The alarm ends a process whose parent was killed and no longer watches the clock.
    """
    for kind, amount in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_DATA, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, MAX_RESULT_BYTES + MAX_FILE_BYTES),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (amount, amount))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    signal.alarm(WALL_SECONDS + 1)


def do_without() -> None:
    """Hide the libraries that openpyxl would load without needing them."""
    for module in _UNWANTED:
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]


def main(path: str, name: str, output: BinaryIO) -> Ending:
    """Read the file at ``path``, which its uploader called ``name``, and write the book."""
    try:
        content = _content(path)
        write_book(output, hashlib.sha256(content).hexdigest(), _sheets(content, name))
        output.flush()
    except FileRefusedError as refusal:
        output.seek(0)
        output.truncate()
        output.write(str(refusal).encode())
        output.flush()
        return Ending.REFUSED
    except MemoryError:
        return Ending.MEMORY
    return Ending.BOOK


def _content(path: str) -> bytes:
    """Return the bytes; one more than is read shows that a file is too large."""
    with Path(path).open("rb") as file:
        return file.read(MAX_FILE_BYTES + 1)


def _sheets(content: bytes, name: str) -> Iterable[tuple[Sheet, Iterator[SheetRow]]]:
    if kind_of(content, name) is FileKind.CSV:
        return [read_csv(content, stem=PurePath(name.strip()).stem)]
    facts = workbook_facts(content)
    # Only a file that deserves it pays for loading openpyxl.
    from kpuntt.imports.workbook import read_workbook  # noqa: PLC0415

    return read_workbook(content, facts)


if __name__ == "__main__":
    limit()
    do_without()
    with open(1, "w+b", closefd=False) as stdout:
        ending = main(sys.argv[1], sys.argv[2], stdout)
    # Tearing down a hundred thousand objects takes longer than forgetting them.
    os._exit(ending)
