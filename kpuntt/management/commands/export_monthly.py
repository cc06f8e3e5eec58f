"""Make the release of a month: every dataset as files that stay, and what has changed."""

from __future__ import annotations

from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from kpuntt.caching.services import generation_bump
from kpuntt.releases.changes import KeyNotUniqueError
from kpuntt.releases.month import Month
from kpuntt.releases.places import ShelfBusyError
from kpuntt.releases.services import (
    Ending,
    Outcome,
    ReleaseError,
    release_make,
    release_steps,
    release_try,
)
from kpuntt.releases.shelf import Shelf, public_shelf
from kpuntt.releases.signature import SigningError, configured_signer
from kpuntt.releases.snapshot import undone


class Command(BaseCommand):
    """Check everything, then make the release of a month unless it is there.

    A released month is never rewritten: a second run says whether anything differs, and ends well
    either way.
    """

    help = (
        "Membuat rilis bulanan: semua dataset sebagai berkas tetap, dan perubahannya. Rilis yang "
        "sudah ada tidak diubah."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the month, another place, and whether to try only."""
        parser.add_argument(
            "--month", default="", metavar="TTTT-BB", help="bulan rilis; bawaannya bulan ini (WITA)"
        )
        parser.add_argument(
            "--output",
            type=Path,
            metavar="DIR",
            help="folder lain; rilis sebelumnya juga dicari di sana, dan portal tidak memuatnya",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="hanya menunjukkan isinya; tidak menulis apa pun"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Reconcile, make the release, and say what changed."""
        month = _month(options["month"])
        shelf = Shelf(options["output"]) if options["output"] else public_shelf()
        is_trial: bool = options["dry_run"]
        try:
            with undone() if is_trial else nullcontext():
                call_command("reconcile", stdout=self.stdout, stderr=self.stderr)
                outcome = self._outcome(shelf, month, is_trial=is_trial)
        except (ReleaseError, ShelfBusyError, SigningError, KeyNotUniqueError) as error:
            raise CommandError(str(error)) from error
        if not (is_trial or options["output"]):
            # Also when nothing was made: a run that was killed after it had put the release on the
            # shelf did not get here.
            generation_bump(area="releases")
        self.stdout.write(_answer(outcome, month, shelf))

    def _outcome(self, shelf: Shelf, month: Month, *, is_trial: bool) -> Outcome:
        total = release_steps(shelf, month)
        with tqdm(total=total, unit="langkah", disable=not self.stdout.isatty()) as bar:

            def progress(step: str) -> None:
                bar.set_postfix_str(step)
                bar.update()

            if is_trial:
                return release_try(shelf=shelf, month=month, progress=progress)
            return release_make(
                shelf=shelf, month=month, signer=configured_signer(), progress=progress
            )


def _month(text: str) -> Month:
    current = Month.of(timezone.localdate())
    if not text:
        return current
    try:
        month = Month.parse(text)
    except ValueError as error:
        raise CommandError(str(error)) from error
    if month > current:
        message = f"Bulan {month} belum tiba. Rilis dibuat paling cepat pada bulannya sendiri."
        raise CommandError(message)
    return month


def _answer(outcome: Outcome, month: Month, shelf: Shelf) -> str:
    if outcome.ending is Ending.MADE:
        return f"{outcome.notes}\nRilis {month} dibuat: {shelf.root / str(month)}"
    if outcome.ending is Ending.TRIED:
        return f"{outcome.notes}\nRilis {month} belum dibuat (percobaan); tidak ada yang ditulis."
    if outcome.ending is Ending.SAME:
        return f"Rilis {month} sudah ada dan tidak berubah."
    return (
        f"Rilis {month} sudah ada dan dibiarkan seperti semula. Data sekarang berbeda pada "
        f"{', '.join(outcome.different)}; perbedaan itu masuk rilis berikutnya."
    )
