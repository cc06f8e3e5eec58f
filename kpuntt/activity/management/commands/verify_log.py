"""Walk the chain of the activity log and say whether it is as it was written."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kpuntt.activity.chain import BrokenChainError
from kpuntt.activity.selectors import log_verify
from kpuntt.formatting import format_integer


class Command(BaseCommand):
    """Check numbers, hashes and links of all rows; the exit code is 1 if one is not right."""

    help = (
        "Memeriksa bahwa catatan kegiatan tidak diubah, lalu mencetak sidik baris terakhirnya. "
        "Tulis sidik itu di luar portal dan berikan dengan --expect pada pemeriksaan berikutnya."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a hash that was noted earlier."""
        parser.add_argument("--expect", default="", metavar="SIDIK")

    def handle(self, *args: Any, **options: Any) -> str:
        """Return the count and the last hash in one sentence, or name the first bad row."""
        expect = options["expect"].strip().lower()
        if expect and not re.fullmatch(r"[0-9a-f]{64}", expect):
            raise CommandError("Sidik terdiri dari 64 angka heksadesimal; salin seluruhnya.")
        try:
            last = log_verify(expect=expect)
        except BrokenChainError as error:
            raise CommandError(str(error)) from error
        count = format_integer(last.number)
        return f"Catatan kegiatan utuh: {count} baris, sidik terakhir {last.hash}."
