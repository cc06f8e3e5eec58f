"""Reading the whole log."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from django.db.models import Subquery

from kpuntt.activity.chain import HASHED, BrokenChainError, Head, Row, chain_verify
from kpuntt.activity.models import Activity, LogHead


def log_verify(*, expect: str = "") -> Head:
    """Walk the whole log in constant memory; return number and hash of its last row.

    Raises ``BrokenChainError`` at the first row that is not as it was written (see ``chain``).
    """
    # The head comes in the same statement as the rows, so that a row written meanwhile cannot look
    # like one too many or too few. A log without rows is judged by a head read before it.
    before = LogHead.objects.first()
    rows = _rows()
    first = next(rows, None)
    if first is None:
        head = None if before is None else Head(before.number, before.hash)
        return chain_verify((), head=head, expect=expect)
    number = first["head_number"]
    head = None if number is None else Head(number, first["head_hash"])
    return chain_verify(chain([first], rows), head=head, expect=expect)


def _rows() -> Iterator[Row]:
    """Yield all rows, each with what the head says; raise if a value does not fit its column."""
    head = LogHead.objects.filter(pk=1)
    rows = (
        Activity.objects.order_by("number")
        .values(
            *HASHED,
            "hash",
            head_number=Subquery(head.values("number")),
            head_hash=Subquery(head.values("hash")),
        )
        .iterator(chunk_size=2000)
    )
    number = 0
    while True:
        try:
            row = next(rows, None)
        except (ValueError, TypeError, AttributeError) as error:
            message = f"Isi baris sesudah nomor {number} berubah: nilainya tidak terbaca."
            raise BrokenChainError(message) from error
        if row is None:
            return
        yield row
        number = row["number"]
