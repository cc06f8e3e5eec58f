"""SHA-256 of files, in the form that ``sha256sum`` writes and checks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

SUMS = "SHA256SUMS"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file; its size does not matter to memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_sums(folder: Path, paths: Iterable[str], name: str = SUMS) -> None:
    """Write the checksums of ``paths`` in ``folder`` to the file ``name`` there, sorted."""
    lines = [f"{sha256_of(folder / path)}  {path}\n" for path in sorted(paths)]
    (folder / name).write_text("".join(lines), encoding="utf-8", newline="\n")


def read_sums(path: Path) -> dict[str, str]:
    """Return SHA-256 by path, as such a file lists them; empty if there is none."""
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _blanks, name in (line.partition("  ") for line in lines)}


def altered(folder: Path, sums: Mapping[str, str]) -> list[str]:
    """Return the paths whose file is missing or is not the one that was summed."""
    return [
        path
        for path, digest in sums.items()
        if not (folder / path).is_file() or sha256_of(folder / path) != digest
    ]
