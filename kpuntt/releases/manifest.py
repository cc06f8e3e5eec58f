"""``manifest.json``: what a release holds, how its checks went, what changed, by which code."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from kpuntt.caching.release import release_id
from kpuntt.metadata.facts import PUBLISHER
from kpuntt.publishing.models import PublicationUnit
from kpuntt.quality.models import CheckTally
from kpuntt.releases.checksums import SUMS, sha256_of
from kpuntt.releases.comparison import Comparison
from kpuntt.releases.month import Month
from kpuntt.releases.shelf import Release
from kpuntt.releases.tables import EXTENSIONS, Table, release_address


def manifest_of(
    folder: Path,
    *,
    month: Month,
    title: str,
    previous: Release | None,
    tables: Sequence[Table],
    units: Sequence[PublicationUnit],
    comparison: Comparison,
    sentences: Sequence[str],
    paths: Sequence[str],
) -> dict[str, Any]:
    """Return what the manifest says of the files at ``paths`` in ``folder``.

    It holds no time of the run: the same data give the same bytes.
    """
    as_of = max((table.as_of for table in tables if table.as_of), default=None)
    return {
        "rilis": str(month),
        "judul": title,
        "penerbit": PUBLISHER,
        "alamat": release_address(month),
        "data_per": as_of.isoformat() if as_of else "",
        "sebelumnya": _previous(previous),
        "kode": {"versi": _version(), "sidik": release_id()},
        "keterangan": list(sentences),
        "dataset": [
            {
                "nama": table.dataset.name,
                "judul": str(table.dataset.title),
                "baris": table.rows,
                "data_per": table.as_of.isoformat() if table.as_of else "",
                "lisensi": table.dataset.licence.name,
                "berkas": [table.path(extension) for extension in EXTENSIONS],
            }
            for table in tables
        ],
        "berkas": [
            {
                "jalur": path,
                "bita": (folder / path).stat().st_size,
                "sha256": sha256_of(folder / path),
            }
            for path in sorted(paths)
        ],
        "pemeriksaan": _checks(),
        "terbitan": [_unit(unit) for unit in units],
        "perubahan": _changes(comparison),
    }


def _previous(previous: Release | None) -> dict[str, str] | None:
    """Name the release before and the hash of its checksums, which chains all releases."""
    if previous is None:
        return None
    return {"rilis": str(previous.month), "sha256": sha256_of(previous.folder / SUMS)}


def _version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    version: str = project["project"]["version"]
    return version


def _checks() -> list[dict[str, Any]]:
    return [
        {
            "bidang": tally.area,
            "aturan": tally.rule,
            "nama": tally.rule_title,
            "rumus": tally.statement,
            "cocok": tally.holds,
            "berbeda": tally.differs,
            "tidak_dapat_diperiksa": tally.not_checkable,
        }
        for tally in CheckTally.objects.order_by("area", "rule")
    ]


def _unit(unit: PublicationUnit) -> dict[str, Any]:
    day = timezone.localtime(unit.published_at).date() if unit.published_at else None
    return {
        "jenis": unit._meta.label_lower,
        "slug": unit.slug,
        "versi": unit.version,
        "judul": str(unit),
        "terbit": day.isoformat() if day else "",
    }


def _changes(comparison: Comparison) -> dict[str, Any]:
    return {
        "sel": comparison.cells,
        "ringkasan": [
            {
                "dataset": group.dataset,
                "jenis": group.kind,
                "alasan": group.reason,
                "sel": group.cells,
                "baris": len(group.rows),
                "kolom": dict(group.columns),
            }
            for group in comparison.groups.values()
        ],
        "terbitan": [
            {"jenis": label, "slug": slug, "perubahan": kind, "versi": version, "sel": cells}
            for ((label, slug), kind, version), cells in comparison.units.items()
        ],
    }
