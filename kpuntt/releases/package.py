"""``datapackage.json``: the tables of a release for programs, in the terms of Frictionless Data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings

from kpuntt.exports.formats import FileFormat
from kpuntt.metadata import frictionless
from kpuntt.metadata.facts import Facts
from kpuntt.releases.checksums import sha256_of
from kpuntt.releases.month import Month
from kpuntt.releases.tables import Table, release_address

CHANGES_COLUMNS: Mapping[str, str] = {
    "dataset": "Nama dataset.",
    "tindakan": "tambah, ubah, atau hapus.",
    "kunci": "Kolom dan nilai yang menunjuk baris; kosong bila kolom itu sendiri yang berubah.",
    "kolom": "Nama kolom.",
    "lama": "Isi sel dalam rilis sebelumnya.",
    "baru": "Isi sel dalam rilis ini.",
    "jenis": "periode baru, koreksi, penarikan, definisi, baru, atau pembaruan.",
    "alasan": "Catatan penerbitan yang membawa perubahan itu.",
}


def release_package(
    month: Month, title: str, folder: Path, tables: Sequence[Table]
) -> dict[str, Any]:
    """Describe the CSV files of ``tables`` below ``folder``."""
    facts = [
        Facts(table.dataset, settings.SITE_ORIGIN, table.as_of).citing(table.sources)
        for table in tables
    ]
    resources = [
        frictionless.resource(table.dataset, path=table.path("csv"))
        | _weighed(folder, table.path("csv"))
        | ({"sources": [{"title": title} for title in table.sources]} if table.sources else {})
        for table in tables
    ]
    name = f"{frictionless.PACKAGE}-{month}"
    package = frictionless.assemble(facts, resources, name=name, title=title, description="")
    return package | {"version": str(month), "homepage": release_address(month)}


def changes_resource(folder: Path, path: str) -> dict[str, Any]:
    """Describe the list of changes at ``path`` in ``folder``."""
    fields = [
        {"name": name, "type": "string", "description": text}
        for name, text in CHANGES_COLUMNS.items()
    ]
    return _weighed(folder, path) | {
        "profile": "tabular-data-resource",
        "name": "perubahan",
        "title": "Perubahan sejak rilis sebelumnya",
        "path": path,
        "format": "csv",
        "mediatype": FileFormat.CSV.media_type,
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _weighed(folder: Path, path: str) -> dict[str, Any]:
    return {
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{sha256_of(folder / path)}",
    }


def described_columns(package: Mapping[str, Any], name: str) -> dict[str, str]:
    """Return what a package says of each column of a table, in words; empty without that table."""
    schema = _schema_of(package, name)
    return {
        field["name"]: "; ".join(
            part
            for part in (
                field["type"],
                field["title"],
                field.get("satuan", ""),
                field["description"],
            )
            if part
        )
        for field in schema.get("fields", [])
    }


def described_key(package: Mapping[str, Any], name: str) -> list[str]:
    """Return the columns that name a row of a table; empty without that table."""
    return list(_schema_of(package, name).get("primaryKey", []))


def described_tables(package: Mapping[str, Any]) -> list[str]:
    """Return the names of the tables whose rows have names: all but the list of changes."""
    names = (resource["name"] for resource in package["resources"])
    return [name for name in names if described_key(package, name)]


def _schema_of(package: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    for resource in package["resources"]:
        if resource["name"] == name:
            schema: Mapping[str, Any] = resource["schema"]
            return schema
    return {}
