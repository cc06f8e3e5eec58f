"""Say what an import would do with files, without storing anything."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kpuntt.importable import IMPORTABLE
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.kinds import ImportKind
from kpuntt.imports.parsing import parse_book
from kpuntt.imports.preview import Outcome, Preview
from kpuntt.imports.reading import read_file

_EXIT_CODES = {Outcome.ACCEPTED: 0, Outcome.ROWS_REFUSED: 1, Outcome.REFUSED: 2}


class Command(BaseCommand):
    """Read files as tables of one kind and print what is accepted, refused and found.

    The exit code is that of the worst file: 0 if all rows are accepted, 1 if some are refused, 2
    if a file is refused as a whole.
    """

    help = "Memeriksa berkas sebelum diimpor: baris yang diterima, ditolak, dan temuannya."
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the kind of table, the files, and what chooses the table in them."""
        parser.add_argument("kind", metavar="JENIS", help=f"jenis tabel: {', '.join(IMPORTABLE)}")
        parser.add_argument("files", metavar="BERKAS", nargs="+", type=Path)
        parser.add_argument("--sheet", default="", metavar="LEMBAR", help="nama lembar yang dibaca")
        parser.add_argument(
            "--wilayah",
            default="",
            metavar="KODE",
            help="kode wilayah yang bagian-bagiannya didaftar, misalnya 53.07 untuk kecamatan",
        )
        parser.add_argument("--json", action="store_true", help="satu objek JSON tiap berkas")

    def handle(self, *args: Any, **options: Any) -> None:
        """Preview file after file; a file that is refused does not keep the others back."""
        kind = IMPORTABLE.get(options["kind"])
        if kind is None:
            message = (
                f"Jenis “{options['kind']}” tidak dikenal. Jenis yang ada: {', '.join(IMPORTABLE)}."
            )
            raise CommandError(message, returncode=2)
        worst = 0
        for path in options["files"]:
            preview = _preview(kind, path, options["sheet"], options["wilayah"])
            worst = max(worst, _EXIT_CODES[preview.outcome])
            if options["json"]:
                self.stdout.write(json.dumps(preview.as_json(), ensure_ascii=False))
            else:
                self.stdout.write("\n".join(preview.as_text()))
        if worst:
            sys.exit(worst)


def _preview(kind: ImportKind, path: Path, sheet: str, within: str) -> Preview:
    try:
        if not path.is_file():
            message = f"Berkas “{path}” tidak ditemukan. Periksa nama dan foldernya."
            raise FileRefusedError(message)
        book = read_file(path, name=path.name)
        return Preview(str(path), parse_book(kind, book, sheet=sheet, within=within))
    except FileRefusedError as error:
        return Preview(str(path), None, str(error))
