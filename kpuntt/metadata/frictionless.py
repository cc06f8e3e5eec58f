"""Data packages (Frictionless Data Package 1.0): ``datapackage.json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpuntt.exports.dataset import Column, ColumnType, Dataset
from kpuntt.exports.formats import FileFormat
from kpuntt.metadata.facts import PORTAL, PUBLISHER, Facts

PACKAGE = "kpu-ntt"


def package(
    facts: Sequence[Facts],
    *,
    name: str = PACKAGE,
    title: str = PORTAL,
    description: str = "",
    **extra: Any,
) -> dict[str, Any]:
    """Return the package of several datasets, each a resource at the address of its CSV file."""
    resources = [resource(item.dataset, path=item.file(FileFormat.CSV)) for item in facts]
    return assemble(facts, resources, name=name, title=title, description=description) | extra


def dataset_package(facts: Facts) -> dict[str, Any]:
    """Return the package of one dataset."""
    dataset = facts.dataset
    return package(
        [facts],
        name=f"{PACKAGE}-{dataset.name}",
        title=str(dataset.title),
        description=str(dataset.description),
    )


def assemble(
    facts: Sequence[Facts],
    resources: Sequence[Mapping[str, Any]],
    *,
    name: str,
    title: str,
    description: str,
) -> dict[str, Any]:
    """Return a package of ready resources, with the licences and sources of their datasets."""
    licences = {item.dataset.licence.identifier: item.dataset.licence for item in facts}
    days = [item.as_of for item in facts if item.as_of]
    sources = sorted({source for item in facts for source in item.sources})
    found: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": description,
        "homepage": f"{facts[0].origin}/data/",
        "created": f"{max(days).isoformat()}T00:00:00+08:00" if days else "",
        "licenses": [
            {"name": key, "path": licence.url, "title": licence.name}
            for key, licence in sorted(licences.items())
        ],
        "contributors": [{"title": PUBLISHER, "role": "publisher"}],
        "sources": [{"title": source} for source in sources],
        "resources": list(resources),
    }
    return {key: value for key, value in found.items() if value}


def resource(dataset: Dataset, *, path: str) -> dict[str, Any]:
    """Return the description of a dataset's CSV file at ``path``."""
    return {
        "profile": "tabular-data-resource",
        "name": dataset.name,
        "title": str(dataset.title),
        "description": str(dataset.description),
        "path": path,
        "format": "csv",
        "mediatype": FileFormat.CSV.media_type,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "licenses": [{"name": dataset.licence.identifier, "path": dataset.licence.url}],
        "schema": schema(dataset),
    }


def schema(dataset: Dataset) -> dict[str, Any]:
    """Return the table schema; a blank cell is a missing value and never zero."""
    return {
        "fields": [
            _field(column, required=column.name in dataset.key) for column in dataset.columns
        ],
        "primaryKey": list(dataset.key),
        "missingValues": [""],
    }


def _field(column: Column, *, required: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type.value,
        "title": str(column.label),
        "description": str(column.description),
        "satuan": column.unit,
        "ukuran": str(column.measure),
        "klasifikasi": str(column.classified),
    }
    if column.type == ColumnType.BOOLEAN:
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if required:
        field["constraints"] = {"required": True}
    return {key: value for key, value in field.items() if value != ""}
