"""What the pages of the releases show, read from manifests and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import Any

from kpuntt.releases.checksums import SUMS
from kpuntt.releases.month import Month
from kpuntt.releases.shelf import (
    CHANGES,
    MANIFEST,
    NOTES,
    PACKAGE,
    SIGNATURE,
    SIGNERS,
    WORKBOOK,
    Corrections,
    Release,
    ReleaseFile,
    Shelf,
)

#: So many changes stand on the page; all of them are in the file.
SHOWN = 100
#: A column list on the page is no longer than this.
_FEW = 4
_GENERAL = (WORKBOOK, NOTES, CHANGES, PACKAGE, MANIFEST, SUMS, SIGNATURE, SIGNERS)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A release in the list."""

    month: Month
    as_of: date | None
    rows: int
    cells: int
    is_first: bool
    archive: ReleaseFile
    sentence: str


def release_rows(shelf: Shelf) -> list[ReleaseRow]:
    """Return all releases, the newest first."""
    return [
        ReleaseRow(
            month=release.month,
            as_of=_day(release.manifest["data_per"]),
            rows=sum(item["baris"] for item in release.manifest["dataset"]),
            cells=release.manifest["perubahan"]["sel"],
            is_first=release.manifest["sebelumnya"] is None,
            archive=release.files[release.archive],
            sentence=" ".join(release.manifest["keterangan"][:1]),
        )
        for release in shelf.releases()
    ]


@dataclass(frozen=True, slots=True)
class DatasetFiles:
    """A dataset in a release with its files, by what a reader calls them."""

    name: str
    title: str
    rows: int
    files: Sequence[tuple[str, ReleaseFile]]


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes of one dataset with one kind and reason; ``columns`` are empty where many changed."""

    dataset: str
    kind: str
    reason: str
    cells: int
    rows: int
    columns: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the list of changes: a cell, a column, or a whole row that came or went."""

    dataset: str
    row: str
    column: str
    old: str
    new: str
    kind: str
    action: str
    is_whole_row: bool


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """Everything on the page of a release."""

    release: Release
    as_of: date | None
    previous: Month | None
    sentences: Sequence[str]
    datasets: Sequence[DatasetFiles]
    general: Sequence[ReleaseFile]
    archive: ReleaseFile
    files: Sequence[ReleaseFile]
    groups: Sequence[ChangeGroup]
    changes: Sequence[ChangeLine]
    is_cut: bool
    cells: int
    checks: Sequence[Mapping[str, Any]]
    corrections: Sequence[Corrections]

    @property
    def month(self) -> Month:
        """The month of the release."""
        return self.release.month

    @property
    def signer(self) -> str:
        """The name that the signature goes by; empty if the release is not signed."""
        path = self.release.folder / SIGNERS
        return path.read_text(encoding="utf-8").split()[0] if path.exists() else ""

    @property
    def rows(self) -> int:
        """The rows of all datasets together."""
        return sum(item.rows for item in self.datasets)


def release_page(shelf: Shelf, release: Release) -> ReleasePage:
    """Gather the page of a release; later ones are asked for corrections of it."""
    manifest, files = release.manifest, release.files
    previous = manifest["sebelumnya"]
    changes = list(islice(_lines(release), SHOWN + 1))
    return ReleasePage(
        release=release,
        as_of=_day(manifest["data_per"]),
        previous=Month.parse(previous["rilis"]) if previous else None,
        sentences=manifest["keterangan"][: 2 if previous is None else 1],
        datasets=[
            DatasetFiles(
                item["nama"],
                item["judul"],
                item["baris"],
                [(path.rpartition(".")[2].upper(), files[path]) for path in item["berkas"]],
            )
            for item in manifest["dataset"]
        ],
        general=[files[name] for name in _GENERAL if name in files],
        archive=files[release.archive],
        files=[file for file in files.values() if file.sha256],
        groups=[_group(item) for item in manifest["perubahan"]["ringkasan"]],
        changes=changes[:SHOWN],
        is_cut=len(changes) > SHOWN,
        cells=manifest["perubahan"]["sel"],
        checks=manifest["pemeriksaan"],
        corrections=shelf.corrections(release),
    )


def _lines(release: Release) -> Iterator[ChangeLine]:
    """Yield the changes as a reader wants them: the cells of a new or removed row as one line."""

    def name(change: Mapping[str, str]) -> tuple[str, str, str]:
        return change["dataset"], change["tindakan"], change["kunci"]

    for (dataset, action, row), cells in groupby(release.changes(), name):
        is_whole_row = bool(row) and action != "ubah"
        for change in islice(cells, 1 if is_whole_row else None):
            yield ChangeLine(
                dataset,
                row,
                "" if is_whole_row else change["kolom"],
                "" if is_whole_row else change["lama"],
                "" if is_whole_row else change["baru"],
                change["jenis"],
                action,
                is_whole_row,
            )


def _group(item: Mapping[str, Any]) -> ChangeGroup:
    columns = list(item["kolom"].items())
    return ChangeGroup(
        dataset=item["dataset"],
        kind=item["jenis"],
        reason=item["alasan"],
        cells=item["sel"],
        rows=item["baris"],
        columns=columns if len(columns) <= _FEW else [],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
