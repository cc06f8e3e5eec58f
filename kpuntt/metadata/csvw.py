"""CSV on the Web (W3C): the metadata that stand beside a CSV file as ``….csv-metadata.json``."""

from __future__ import annotations

from typing import Any

from kpuntt.exports.dataset import ColumnType
from kpuntt.exports.formats import FileFormat
from kpuntt.metadata.facts import PUBLISHER, Facts

_DATATYPES: dict[ColumnType, Any] = {
    ColumnType.TEXT: "string",
    ColumnType.INTEGER: "integer",
    ColumnType.DECIMAL: "decimal",
    ColumnType.DATE: {"base": "date", "format": "yyyy-MM-dd"},
    ColumnType.YEAR: {"base": "gYear", "format": "yyyy"},
    ColumnType.BOOLEAN: {"base": "boolean", "format": "true|false"},
}


def table(facts: Facts) -> dict[str, Any]:
    """Return the metadata of a dataset's CSV file, which lies beside it."""
    dataset = facts.dataset
    described: dict[str, Any] = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "id"}],
        "url": facts.file(FileFormat.CSV),
        "dc:title": str(dataset.title),
        "dc:description": str(dataset.description),
        "dc:publisher": PUBLISHER,
        "dc:license": {"@id": dataset.licence.url},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "rdfs:label": str(column.label),
                    "dc:description": str(column.description),
                    "datatype": _DATATYPES[column.type],
                    "null": "",
                    "required": column.name in dataset.key,
                }
                for column in dataset.columns
            ],
            "primaryKey": list(dataset.key),
        },
    }
    if facts.as_of:
        described["dc:modified"] = {"@value": facts.as_of.isoformat(), "@type": "date"}
    return described
