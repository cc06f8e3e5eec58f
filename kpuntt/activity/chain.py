"""The chain of hashes: plain Python, so that an auditor can repeat it without the portal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any

#: What the first row names as the hash before it.
GENESIS = "0" * 64
#: Every field of a row but its own hash.
HASHED = (
    "number",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "area",
    "model",
    "slug",
    "version",
    "note",
    "previous_hash",
)

#: How far around a bad row its former number is looked for.
_NEAR = 100_000

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Head:
    """Number and hash of the last row of a log."""

    number: int = 0
    hash: str = GENESIS


class BrokenChainError(Exception):
    """A log that was altered; the message names the first bad row in Indonesian."""


def row_hash(row: Row) -> str:
    """Return the SHA-256 of the canonical JSON of a row: keys sorted, no spaces, time in UTC."""
    values = {name: row[name] for name in HASHED}
    values["at"] = row["at"].astimezone(UTC).isoformat(timespec="microseconds")
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def chain_verify(rows: Iterable[Row], *, head: Head | None, expect: str = "") -> Head:
    """Walk ``rows`` in the order of their numbers and return number and hash of the last one.

    ``head`` is what the log's own head says of its last row. ``expect`` is a hash noted earlier,
    which must be that of some row; else everything was rewritten since. Raises
    ``BrokenChainError`` at the first row that is not as it was written.
    """
    last = Head()
    seen = expect in {"", last.hash}
    for row in rows:
        if head is None or row["number"] > head.number:
            raise BrokenChainError(_beyond(row, head))
        fault = _fault(row, last, head)
        if fault:
            raise BrokenChainError(fault)
        last = Head(row["number"], row["hash"])
        seen = seen or last.hash == expect
    if head is not None and head.number > last.number:
        raise BrokenChainError(
            f"Ekor terpotong: baris {last.number + 1} sampai {head.number} hilang."
        )
    if head is not None and head.hash != last.hash:
        raise BrokenChainError(
            f"Baris {last.number}: sidiknya tidak sama dengan yang dicatat kepala catatan; baris "
            "ini atau kepala catatan ditulis ulang."
        )
    if not seen:
        raise BrokenChainError(
            f"Sidik {expect} tidak ada di catatan; seluruh catatan sejak baris itu ditulis ulang."
        )
    return last


def _fault(row: Row, last: Head, head: Head) -> str:
    """Say in what ``row`` differs from the row that was written after ``last``, if it does."""
    number = row["number"]
    linked = row["previous_hash"] == last.hash
    if number <= last.number:
        return f"Baris {number} disisipkan: penomoran mulai dari 1."
    if number > last.number + 1:
        return f"Baris {last.number + 1} hilang."
    if _hash(row) != row["hash"]:
        return _false_hash(row, head, linked=linked)
    if not linked:
        return (
            f"Baris {number} tidak menyambung ke baris {last.number}: salah satunya disisipkan "
            "atau ditulis ulang."
        )
    return ""


def _false_hash(row: Row, head: Head, *, linked: bool) -> str:
    number = row["number"]
    near = range(max(1, number - _NEAR), min(head.number, number + _NEAR) + 1)
    former = next((n for n in near if _hash({**row, "number": n}) == row["hash"]), None)
    if former:
        return (
            f"Urutan berubah pada baris {number}: isinya semula bernomor {former}; ada baris yang "
            "ditukar, disisipkan, atau dibuang."
        )
    if linked:
        return f"Isi baris {number} berubah: sidiknya tidak cocok."
    return f"Baris {number} disisipkan atau diubah: sidiknya dan sambungannya keliru."


def _hash(row: Row) -> str | None:
    try:
        return row_hash(row)
    except (ValueError, TypeError, AttributeError):
        return None


def _beyond(row: Row, head: Head | None) -> str:
    if head is None:
        return "Kepala catatan hilang, padahal ada baris; catatan pernah dibongkar."
    return f"Baris {row['number']} disisipkan: kepala catatan berakhir pada nomor {head.number}."
