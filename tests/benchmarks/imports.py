"""How long an import of 10,000 rows takes, and how much a worker grows by it.

Run with an empty database of its own: ``python -m tests.benchmarks.imports``.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def _measured(name: str) -> Iterator[None]:
    before, began = _megabytes(), time.monotonic()
    yield
    grown = _megabytes() - before
    sys.stdout.write(f"{name}: {time.monotonic() - began:.1f} s, +{grown:.0f} MB\n")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print a line for each step."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpuntt.settings")
    django.setup()
    from django.contrib.auth.models import User  # noqa: PLC0415 - after the set-up
    from django.core.management import call_command  # noqa: PLC0415

    from kpuntt.imports.files import batch_preview, book_of  # noqa: PLC0415
    from kpuntt.imports.services import (  # noqa: PLC0415
        batch_publish,
        batch_submit,
        batch_upload,
        batch_verify,
    )
    from tests.benchmarks.tables import SOURCE, UNIT, budget_workbook  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    alice, _ = User.objects.get_or_create(username="alice")
    bob, _ = User.objects.get_or_create(username="bob")
    content = budget_workbook()
    with _measured("read"):
        book = book_of(content, "fa-detail.xlsx")
    with _measured("upload"):
        batch, _made = batch_upload(
            actor=alice,
            kind="realisasi-anggaran",
            content=content,
            file_name="fa-detail.xlsx",
            target_slug=UNIT["slug"],
            is_new=True,
            unit_values=UNIT,
            document_values=SOURCE,
        )
    with _measured("preview without reading"):
        comparison = batch_preview(batch=batch, book=book)
    sys.stdout.write(f"{comparison.counts()} {[c.text for c in comparison.cautions][:3]}\n")
    reasons = {caution.key: "Sesuai laporan SAKTI." for caution in comparison.cautions}
    with _measured("submit"):
        batch_submit(batch=batch, actor=alice, reasons=reasons)
    with _measured("verify"):
        batch_verify(batch=batch, actor=bob)
    with _measured("publish"):
        batch = batch_publish(batch=batch, actor=bob)
    with _measured("upload of a correction"):
        batch, _made = batch_upload(
            actor=alice,
            kind="realisasi-anggaran",
            content=budget_workbook(8),
            file_name="fa-detail-2.xlsx",
            target_slug=UNIT["slug"],
            public_note="Dua program diperbaiki menurut SAKTI.",
            document_values=SOURCE,
        )
    comparison = batch_preview(batch=batch)
    reasons = {caution.key: "Sesuai laporan SAKTI." for caution in comparison.cautions}
    batch = batch_submit(batch=batch, actor=alice, reasons=reasons)
    batch = batch_verify(batch=batch, actor=bob)
    with _measured("publish of a correction"):
        batch_publish(batch=batch, actor=bob)


if __name__ == "__main__":
    main()
