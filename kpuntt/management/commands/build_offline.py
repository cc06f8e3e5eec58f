"""Write the whole public site as static pages."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from kpuntt.caching.services import generation_bump
from kpuntt.formatting import format_size
from kpuntt.offline.archive import ARCHIVE, SITE
from kpuntt.offline.services import offline_build
from kpuntt.releases.places import ShelfBusyError


class Command(BaseCommand):
    """Build the copy; the one before is replaced only when the new one is whole."""

    help = (
        "Menulis seluruh situs publik sebagai halaman statis yang terbuka dari diska, juga sebagai "
        "ZIP. Salinan sebelumnya diganti setelah yang baru lengkap."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take another place."""
        parser.add_argument("--output", type=Path, metavar="DIR", help="folder lain untuk salinan")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build the copy and say how large it is."""
        root: Path = options["output"] or settings.OFFLINE_ROOT
        with tqdm(unit="berkas", disable=not self.stdout.isatty()) as bar:

            def progress(address: str) -> None:
                bar.set_postfix_str(address)
                bar.update()

            try:
                copy = offline_build(root=root, progress=progress)
            except (ShelfBusyError, LookupError) as error:
                raise CommandError(str(error)) from error
        if not options["output"]:
            generation_bump(area="releases")
        self.stdout.write(
            f"{copy.pages} halaman dan {copy.files} berkas: {root / SITE}; "
            f"{ARCHIVE} {format_size(copy.size)}"
        )
