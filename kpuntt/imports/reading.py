"""Reading an uploaded workbook or CSV file in a limited process of its own."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import BinaryIO

from kpuntt.imports.archive import broken
from kpuntt.imports.book import Book, FileRefusedError
from kpuntt.imports.child import Ending
from kpuntt.imports.limits import CPU_SECONDS, MAX_RESULT_BYTES, WAIT_SECONDS, WALL_SECONDS
from kpuntt.imports.preflight import refuse_size
from kpuntt.imports.transfer import read_book, too_much

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-E", "-s", "-X", "utf8", "-m", "kpuntt.imports.child")
_MAX_SENTENCE_BYTES = 2000
_MAX_NAME = 150
_LOOK_AGAIN_SECONDS = 0.05


def read_file(path: Path, *, name: str, lock: Path | None = None) -> Book:
    """Return what the file at ``path`` says, which its uploader called ``name``.

    The file is examined and parsed in a process without environment, within limits of memory, time
    and output, one at a time on this machine (``lock`` names the file that sees to it).
    Raises ``FileRefusedError`` with a sentence for the uploader, and nothing else, for whatever
    the file holds and however the process ends.
    """
    shown = _shown(name)
    try:
        refuse_size(path.stat().st_size)
    except OSError as error:
        raise _unavailable() from error
    with _turn(lock or _default_lock()) as turn, tempfile.TemporaryFile() as output:
        code = _run([*COMMAND, str(path.resolve()), shown], output, turn)
        return _book(code, output, shown)


def _shown(name: str) -> str:
    """Return the plain name without folders, invisible letters and excessive length."""
    plain = PurePath(name.replace("\\", "/")).name
    letters = "".join(letter for letter in plain if letter.isprintable()).strip()
    pure = PurePath(letters)
    return pure.stem[:_MAX_NAME] + pure.suffix[:20]


def _default_lock() -> Path:
    return Path(tempfile.gettempdir()) / f"kpuntt-reading-{os.getuid()}.lock"


@contextmanager
def _turn(lock: Path) -> Iterator[int]:
    """Wait for the turn to read and yield the descriptor that holds it.

    The reading process inherits it: should its parent be killed, the turn ends with the reading.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        descriptor = os.open(lock, flags, mode=0o600)
    except OSError as error:
        raise _unavailable() from error
    try:
        _wait_for(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if time.monotonic() >= until:
                raise FileRefusedError(
                    "Server sedang membaca berkas lain; coba lagi sebentar."
                ) from error
            time.sleep(_LOOK_AGAIN_SECONDS)
        else:
            return


def _run(command: list[str], output: BinaryIO, turn: int) -> int:
    """Run the process in a session of its own and return how it ended; never leave it behind."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is ours, the name is an argument
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={},
            pass_fds=(turn,),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise _unavailable() from error
    try:
        return process.wait(timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise _too_slow(WALL_SECONDS) from error
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _book(code: int, output: BinaryIO, name: str) -> Book:
    """Turn the ending of the process and what it wrote into a book or a refusal."""
    size = output.seek(0, os.SEEK_END)
    output.seek(0)
    if code == Ending.REFUSED and 0 < size <= _MAX_SENTENCE_BYTES:
        raise FileRefusedError(output.read().decode(errors="replace"))
    if code == Ending.MEMORY:
        raise FileRefusedError(
            "Berkas ini memerlukan terlalu banyak memori. Bagi menjadi beberapa berkas atau hapus "
            "format yang tidak perlu, lalu unggah lagi."
        )
    if code == -signal.SIGXCPU:
        raise _too_slow(CPU_SECONDS)
    if code == -signal.SIGXFSZ or size > MAX_RESULT_BYTES:
        raise too_much()
    if code != Ending.BOOK:
        raise broken()
    try:
        return read_book(output, name)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise broken() from error


def _too_slow(seconds: int) -> FileRefusedError:
    return FileRefusedError(
        f"Berkas ini tidak selesai dibaca dalam {seconds} detik. Bagi menjadi beberapa berkas atau "
        "salin nilainya saja ke buku kerja baru, lalu unggah lagi."
    )


def _unavailable() -> FileRefusedError:
    return FileRefusedError("Berkas ini tidak dapat dibuka di server; coba unggah lagi.")
