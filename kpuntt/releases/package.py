"""``datapackage.json``: the tables of a release for programs, in the terms of Frictionless Data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kpuntt.exports.dataset import Dataset, Licence
from kpuntt.releases.checksums import sha256_of
from kpuntt.releases.month import Month
from kpuntt.releases.tables import PUBLISHER, Table, release_address

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
    as_of = max((table.as_of for table in tables if table.as_of), default=None)
    licences = {table.dataset.licence for table in tables}
    return {
        "profile": "tabular-data-package",
        "name": f"kpu-ntt-{month}",
        "title": title,
        "version": str(month),
        "homepage": release_address(month),
        **({"created": f"{as_of.isoformat()}T00:00:00+08:00"} if as_of else {}),
        "contributors": [{"title": PUBLISHER, "role": "publisher"}],
        "licenses": [_licence(item) for item in sorted(licences, key=str)],
        "resources": [
            _resource(folder, table.path("csv"), table.dataset.name)
            | {
                "title": str(table.dataset.title),
                "description": str(table.dataset.description),
                "licenses": [_licence(table.dataset.licence)],
                "schema": _schema(table.dataset),
            }
            | ({"sources": [{"title": s} for s in table.sources]} if table.sources else {})
            for table in tables
        ],
    }


def changes_resource(folder: Path, path: str) -> dict[str, Any]:
    """Describe the list of changes at ``path`` in ``folder``."""
    fields = [
        {"name": name, "type": "string", "description": text}
        for name, text in CHANGES_COLUMNS.items()
    ]
    return _resource(folder, path, "perubahan") | {
        "title": "Perubahan sejak rilis sebelumnya",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _licence(licence: Licence) -> dict[str, str]:
    return {
        "name": licence.name.replace(" ", "-"),
        "title": licence.name,
        "path": licence.url,
    }


def _resource(folder: Path, path: str, name: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{sha256_of(folder / path)}",
    }


def _schema(dataset: Dataset) -> dict[str, Any]:
    return {
        "fields": [
            {
                "name": column.name,
                "type": column.type.value,
                "title": str(column.label),
                "description": str(column.description),
                **({"satuan": column.unit} if column.unit else {}),
            }
            for column in dataset.columns
        ],
        "primaryKey": list(dataset.key),
        "missingValues": [""],
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
