"""Making a release: all files, compared with the release before, put on the shelf in one move."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kpuntt.datasets import CATALOGUE, DOCUMENTS
from kpuntt.releases.archive import write_archive
from kpuntt.releases.checksums import SUMS, read_sums, write_sums
from kpuntt.releases.comparison import compare
from kpuntt.releases.manifest import manifest_of
from kpuntt.releases.month import Month
from kpuntt.releases.notes import notes_text
from kpuntt.releases.package import changes_resource, release_package
from kpuntt.releases.periods import period_sentence
from kpuntt.releases.places import locked, put_in_place, workplace
from kpuntt.releases.shelf import (
    CHANGES,
    MANIFEST,
    NOTES,
    PACKAGE,
    SIGNATURE,
    SIGNERS,
    WORKBOOK,
    Release,
    Shelf,
    archive_name,
)
from kpuntt.releases.signature import Signer
from kpuntt.releases.snapshot import one_state
from kpuntt.releases.tables import EXTENSIONS, release_address, table_path, write_table
from kpuntt.releases.verdicts import published_units
from kpuntt.releases.workbook import write_workbook

Progress = Callable[[str], object]


class ReleaseError(Exception):
    """A release that cannot be made; the message says why and what to do, in Indonesian."""


class Ending(Enum):
    """What came of making a release."""

    MADE = auto()
    TRIED = auto()
    SAME = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended, the notes on what changed, and the tables that differ from what is released."""

    ending: Ending
    notes: str
    different: Sequence[str] = ()


def release_steps(shelf: Shelf, month: Month) -> int:
    """Return how many steps ``release_make`` reports, for a bar that knows its end."""
    return len(CATALOGUE) * (3 if shelf.before(month) else 2) + 1


def release_make(
    *, shelf: Shelf, month: Month, signer: Signer | None, progress: Progress
) -> Outcome:
    """Make the release of ``month`` on ``shelf``, unless it is there: then it stays as it is.

    ``progress`` is told each step. Raises ``ReleaseError``, ``ShelfBusyError``, ``SigningError``;
    nothing is on the shelf then that was not there before.
    """
    with locked(shelf.root):
        previous, existing = _neighbours(shelf, month)
        with workplace(shelf.root, str(month)) as folder:
            notes = _build(folder, month, previous, progress)
            progress(SUMS)
            if existing is not None:
                return _compared(existing, folder, notes)
            if signer is not None:
                signer.sign(folder)
            _pack(folder, month)
            put_in_place(folder, shelf.root / str(month))
    return Outcome(Ending.MADE, notes)


def release_try(*, shelf: Shelf, month: Month, progress: Progress) -> Outcome:
    """Do as ``release_make`` does, but leave the shelf alone."""
    previous, existing = _neighbours(shelf, month)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "data").mkdir()
        notes = _build(folder, month, previous, progress)
        progress(SUMS)
        return _compared(existing, folder, notes) if existing else Outcome(Ending.TRIED, notes)


def _neighbours(shelf: Shelf, month: Month) -> tuple[Release | None, Release | None]:
    """Return the release before ``month`` and that of ``month``, both whole; or refuse."""
    newest = next(iter(shelf.months()), None)
    if newest is not None and month < newest:
        message = _(
            "Rilis %(month)s tidak dapat dibuat: rilis %(newest)s sudah ada, dan rilis dibuat "
            "berurutan. Pakai bulan %(newest)s atau sesudahnya."
        )
        raise ReleaseError(message % {"month": month, "newest": newest})
    found = shelf.before(month), shelf.release(month)
    for release in found:
        if release is not None and (altered := release.altered()):
            message = _(
                "Rilis %(month)s tidak lagi seperti saat diterbitkan: %(files)s. Pulihkan folder "
                "%(folder)s dari cadangan, lalu ulangi."
            )
            raise ReleaseError(
                message
                % {
                    "month": release.month,
                    "files": ", ".join(altered[:5]),
                    "folder": release.folder,
                }
            )
    return found


def _build(folder: Path, month: Month, previous: Release | None, progress: Progress) -> str:
    """Write everything that the checksums cover, and them; return the notes."""
    title = _("Data Pemilu NTT, rilis %(month)s") % {"month": month.title}
    with one_state():
        tables = []
        for dataset in CATALOGUE.values():
            progress(dataset.name)
            tables.append(write_table(folder, dataset, month))
        write_workbook(folder / WORKBOOK, month, tables, DOCUMENTS, progress)
        units = published_units(CATALOGUE.values())
        package = release_package(month, title, folder, tables)
        comparison = compare(folder, previous, package, progress)
        package["resources"].append(changes_resource(folder, CHANGES))
        _write_json(folder / PACKAGE, package)
        sentences = _sentences(previous)
        earlier = previous.month if previous else None
        notes = notes_text(month, earlier, sentences, comparison)
        (folder / NOTES).write_text(notes, encoding="utf-8", newline="\n")
        files = [table.path(extension) for table in tables for extension in EXTENSIONS]
        paths = [*files, WORKBOOK, PACKAGE, NOTES, CHANGES]
        manifest = manifest_of(
            folder,
            month=month,
            title=title,
            previous=previous,
            tables=tables,
            units=units,
            comparison=comparison,
            sentences=sentences,
            paths=paths,
        )
    _write_json(folder / MANIFEST, manifest)
    write_sums(folder, [*paths, MANIFEST])
    return notes


def _sentences(previous: Release | None) -> list[str]:
    """Return what is said of the release as a whole."""
    if previous is None:
        first = _("Ini rilis pertama; tidak ada rilis sebelumnya untuk dibandingkan.")
        return [first, period_sentence(None)]
    compared = _("Dibandingkan dengan rilis %(month)s: %(address)s")
    return [
        period_sentence(previous.units),
        compared % {"month": previous.month.title, "address": release_address(previous.month)},
    ]


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")


def _pack(folder: Path, month: Month) -> None:
    """Write the ZIP with all files and its own checksum beside them."""
    paths = [*read_sums(folder / SUMS), SUMS]
    paths += [name for name in (SIGNATURE, SIGNERS) if (folder / name).exists()]
    name = archive_name(month)
    write_archive(folder / name, folder, paths, within=f"kpu-ntt-{month}")
    write_sums(folder, [name], f"{name}.sha256")


def _compared(existing: Release, folder: Path, notes: str) -> Outcome:
    """Say whether a release that is there would come out the same if it were made now."""
    was, now = existing.sums, read_sums(folder / SUMS)
    names = [*CATALOGUE, *(item["nama"] for item in existing.manifest["dataset"])]
    different = [
        name
        for name in dict.fromkeys(names)
        if any(
            was.get(path) != now.get(path)
            for path in (table_path(name, extension) for extension in EXTENSIONS)
        )
    ]
    return Outcome(Ending.OTHER if different else Ending.SAME, notes, different)
