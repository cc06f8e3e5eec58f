"""The shelf of releases: folders that stay as they are. Their manifests are the register."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from kpuntt.releases.checksums import SUMS, altered, read_sums
from kpuntt.releases.month import Month

MANIFEST = "manifest.json"
PACKAGE = "datapackage.json"
NOTES = "PERUBAHAN.md"
CHANGES = "perubahan.csv"
WORKBOOK = "semua-tabel.xlsx"
SIGNATURE = f"{SUMS}.sig"
SIGNERS = "allowed_signers"
#: Not covered by the checksums: they come after them.
_LATER = (SUMS, SIGNATURE, SIGNERS)


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """A file of a release: its path in the folder, its bytes, and its SHA-256 where it has one."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """How many cells of a release a later one corrects or takes away."""

    month: Month
    cells: int


@dataclass(frozen=True, slots=True)
class Release:
    """A release on the shelf; ``manifest`` is what it says of itself."""

    month: Month
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def archive(self) -> str:
        """The name of the ZIP with everything."""
        return archive_name(self.month)

    @property
    def archive_sums(self) -> str:
        """The name of the file with the checksum of that ZIP."""
        return f"{self.archive}.sha256"

    @property
    def sums(self) -> dict[str, str]:
        """SHA-256 of each file that the checksums cover."""
        return read_sums(self.folder / SUMS)

    @property
    def is_signed(self) -> bool:
        """Whether the checksums carry a signature."""
        return (self.folder / SIGNATURE).exists()

    @property
    def files(self) -> dict[str, ReleaseFile]:
        """All files by path; nothing else in the folder is ever served."""
        sums = self.sums | read_sums(self.folder / self.archive_sums)
        later = [name for name in (*_LATER, self.archive_sums) if (self.folder / name).exists()]
        return {
            path: ReleaseFile(path, (self.folder / path).stat().st_size, sums.get(path, ""))
            for path in [*sums, *later]
        }

    @property
    def units(self) -> dict[tuple[str, str], int]:
        """The version of each unit of publication in it, by kind and slug."""
        return {(unit["jenis"], unit["slug"]): unit["versi"] for unit in self.manifest["terbitan"]}

    def changes(self) -> Iterator[dict[str, str]]:
        """Yield the lines of what changed since the release before."""
        with (self.folder / CHANGES).open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    def altered(self) -> list[str]:
        """Return the files that are no longer those that were released."""
        return altered(self.folder, self.sums)


def archive_name(month: Month) -> str:
    """Return the name of the ZIP with everything in a release."""
    return f"kpu-ntt-{month}.zip"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder with one folder per released month."""

    root: Path

    def months(self) -> list[Month]:
        """Return the released months, the newest first."""
        return sorted(self._months(), reverse=True)

    def _months(self) -> Iterator[Month]:
        if not self.root.is_dir():
            return
        for folder in self.root.iterdir():
            try:
                month = Month.parse(folder.name)
            except ValueError:
                continue
            if (folder / MANIFEST).is_file():
                yield month

    def release(self, month: Month) -> Release | None:
        """Return the release of ``month``; None if there is none."""
        folder = self.root / str(month)
        try:
            manifest = json.loads((folder / MANIFEST).read_bytes())
        except FileNotFoundError:
            return None
        return Release(month, folder, manifest)

    def releases(self) -> list[Release]:
        """Return all releases, the newest first."""
        found = (self.release(month) for month in self.months())
        return [release for release in found if release is not None]

    def before(self, month: Month) -> Release | None:
        """Return the newest release of an earlier month."""
        earlier = [item for item in self.months() if item < month]
        return self.release(earlier[0]) if earlier else None

    def corrections(self, release: Release) -> list[Corrections]:
        """Return what later releases correct in ``release``, the earliest first."""
        units = release.units
        found: list[Corrections] = []
        for later in reversed(self.releases()):
            if later.month <= release.month:
                continue
            cells = sum(
                item["sel"]
                for item in later.manifest["perubahan"]["terbitan"]
                if _is_older(units.get((item["jenis"], item["slug"])), item["versi"])
            )
            if cells:
                found.append(Corrections(later.month, cells))
        return found


def _is_older(version: int | None, current: int | None) -> bool:
    """Whether a version in a release is not the current one; None is a unit that is not there."""
    return version is not None and (current is None or version < current)


def public_shelf() -> Shelf:
    """Return the shelf that the portal serves."""
    return Shelf(settings.RELEASES_ROOT)
