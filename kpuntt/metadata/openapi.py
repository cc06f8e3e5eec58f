"""The description of the interface for programs, as OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpuntt.exports.dataset import Column, ColumnType, Dataset
from kpuntt.exports.formats import FileFormat
from kpuntt.exports.query import AT, MAX_PAGE, MAX_SIZE, ORDER, PAGE, SINCE, SIZE
from kpuntt.metadata.facts import PORTAL, PUBLISHER

VERSION = "1.0.0"
_PROBLEM = "application/problem+json"
_TYPES: dict[ColumnType, dict[str, Any]] = {
    ColumnType.TEXT: {"type": "string"},
    ColumnType.INTEGER: {"type": "integer"},
    ColumnType.DECIMAL: {"type": "number"},
    ColumnType.DATE: {"type": "string", "format": "date"},
    ColumnType.YEAR: {"type": "string", "pattern": "^[0-9]{4}$"},
    ColumnType.BOOLEAN: {"type": "boolean"},
}
_MOMENT = {
    "type": "string",
    "anyOf": [{"format": "date"}, {"format": "date-time"}],
}


def description(datasets: Sequence[Dataset], *, origin: str, licence: str) -> dict[str, Any]:
    """Return the OpenAPI document: one path for each file of each dataset, and the catalogue's."""
    paths: dict[str, Any] = {}
    for dataset in datasets:
        for extension in FileFormat:
            paths[f"/data/{dataset.name}.{extension}"] = {"get": _file(dataset, extension)}
        paths[f"/data/{dataset.name}/datapackage.json"] = {
            "get": _document(dataset.name, "paket data", "application/json")
        }
        paths[f"/data/{dataset.name}.csv-metadata.json"] = {
            "get": _document(dataset.name, "metadata CSVW", "application/csvm+json")
        }
    paths["/data/datapackage.json"] = {
        "get": _document("katalog", "paket data", "application/json")
    }
    paths["/katalog.jsonld"] = {"get": _document("katalog", "DCAT 3", "application/ld+json")}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": PORTAL,
            "version": VERSION,
            "description": (
                "Semua dataset portal sebagai berkas. Tanpa kunci dan tanpa pendaftaran; setiap "
                "jawaban mempunyai ETag, dan If-None-Match yang cocok dijawab 304."
            ),
            "license": {"name": "CC BY 4.0", "identifier": licence},
            "contact": {"name": PUBLISHER, "url": origin},
        },
        "servers": [{"url": origin}],
        "paths": paths,
        "components": {
            "schemas": {
                "Masalah": _problem_schema(),
                "Kepala": _head_schema(),
                **{dataset.name: _row_schema(dataset) for dataset in datasets},
            }
        },
    }


def _parameters(dataset: Dataset, extension: FileFormat) -> list[dict[str, Any]]:
    """Return the query parameters that a file of the dataset understands."""
    found = [
        _parameter(
            item.name,
            str(item.description),
            {
                "type": "string",
                "enum": ["semua", *(str(value) for value, _label in item.choices())],
            },
        )
        for item in dataset.filters
    ]
    names = [column.name for column in dataset.columns]
    orders = [*names, *(f"-{name}" for name in names)]
    found.append(_parameter(ORDER, "urutkan menurut kolom; minus untuk menurun", {"enum": orders}))
    found.append(
        _parameter(
            SINCE, "hanya baris dari terbitan sejak tanggal atau waktu itu", _MOMENT, "2026-01-01"
        )
    )
    if dataset.unit is not None:
        found.append(
            _parameter(
                AT,
                "baris seperti terbaca publik pada tanggal atau waktu itu",
                _MOMENT,
                "2026-01-01",
            )
        )
    if extension == FileFormat.JSON:
        for name, words, largest in (
            (PAGE, "nomor halaman; tanpa ini dan ukuran, semua baris", MAX_PAGE),
            (SIZE, "baris per halaman", MAX_SIZE),
        ):
            found.append(
                _parameter(name, words, {"type": "integer", "minimum": 1, "maximum": largest})
            )
    return found


def _parameter(name: str, words: str, schema: dict[str, Any], example: str = "") -> dict[str, Any]:
    found = {"name": name, "in": "query", "description": words, "schema": schema}
    return found | {"example": example} if example else found


def _file(dataset: Dataset, extension: FileFormat) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if extension == FileFormat.JSON:
        rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{dataset.name}"}}
        schema = {
            "allOf": [{"$ref": "#/components/schemas/Kepala"}],
            "type": "object",
            "properties": {"baris": rows},
            "required": ["baris"],
        }
    return {
        "operationId": f"{dataset.name}-{extension}",
        "tags": [dataset.name],
        "summary": f"{dataset.title} ({extension.upper()})",
        "parameters": _parameters(dataset, extension),
        "responses": _responses(extension.media_type, schema),
    }


def _document(name: str, what: str, media_type: str) -> dict[str, Any]:
    responses = _responses(media_type, {"type": "object"})
    del responses["400"], responses["404"]
    return {
        "operationId": f"{name}-{what.replace(' ', '-').lower()}",
        "tags": [name],
        "summary": f"{name}: {what}",
        "responses": responses,
    }


def _responses(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    problem = {_PROBLEM: {"schema": {"$ref": "#/components/schemas/Masalah"}}}
    return {
        "200": {
            "description": "Berhasil",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {media_type: {"schema": schema}},
        },
        "304": {"description": "Tidak berubah sejak ETag yang dikirim"},
        "400": {"description": "Parameter atau nilainya tidak dikenal", "content": problem},
        "404": {"description": "Halaman atau versi itu tidak ada", "content": problem},
        "405": {"description": "Hanya GET dan HEAD", "content": problem},
    }


def _problem_schema() -> dict[str, Any]:
    """RFC 9457; ``detail`` is one sentence in Indonesian for the person who reads it."""
    texts = ("type", "title", "detail", "instance")
    return {
        "type": "object",
        "properties": {
            **{name: {"type": "string"} for name in texts},
            "status": {"type": "integer"},
        },
        "required": [*texts, "status"],
    }


def _head_schema() -> dict[str, Any]:
    texts = ("dataset", "judul", "alamat", "data_per", "lisensi", "lisensi_url", "penerbit")
    counts = {name: {"type": "integer"} for name in ("jumlah_baris", "halaman", "jumlah_halaman")}
    links = {name: {"type": ["string", "null"]} for name in ("sebelumnya", "berikutnya", "per")}
    return {
        "type": "object",
        "properties": {
            **{name: {"type": "string"} for name in texts},
            **counts,
            **links,
            "sumber": {"type": "array", "items": {"type": "string"}},
            "filter": {"type": "object", "additionalProperties": {"type": "string"}},
            "kolom": {"type": "array", "items": {"type": "object"}},
        },
        "required": [*texts, "sumber", "filter", "kolom"],
    }


def _row_schema(dataset: Dataset) -> dict[str, Any]:
    return {
        "type": "object",
        "title": str(dataset.title),
        "description": str(dataset.description),
        "properties": {
            column.name: _column_schema(column, required=column.name in dataset.key)
            for column in dataset.columns
        },
        "required": [column.name for column in dataset.columns],
        "additionalProperties": False,
    }


def _column_schema(column: Column, *, required: bool) -> dict[str, Any]:
    schema = dict(_TYPES[column.type])
    if not required:
        schema["type"] = [schema["type"], "null"]
    unit = f" ({column.unit})" if column.unit else ""
    return schema | {"title": str(column.label), "description": f"{column.description}{unit}"}
