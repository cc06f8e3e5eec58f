"""The catalogue as linked data: DCAT 3 for data portals, schema.org for search engines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpuntt.exports.formats import FileFormat
from kpuntt.metadata.facts import PORTAL, PROVINCE, PROVINCE_CODE, PUBLISHER, Facts

_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_IANA = "https://www.iana.org/assignments/media-types/"


def catalogue(facts: Sequence[Facts], *, origin: str) -> dict[str, Any]:
    """Return the catalogue of all datasets with their distributions, in DCAT 3 as JSON-LD.

    The context is written out, so that a reader needs nothing but this document.
    """
    publisher = {"@id": f"{origin}/#penerbit", "@type": "foaf:Agent", "foaf:name": PUBLISHER}
    return {
        "@context": _CONTEXT,
        "@id": f"{origin}/katalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _indonesian(PORTAL),
        "dct:language": "id",
        "dct:publisher": publisher,
        "foaf:homepage": {"@id": f"{origin}/data/"},
        "dcat:dataset": [_dataset(item, origin) for item in facts],
    }


def _dataset(facts: Facts, origin: str) -> dict[str, Any]:
    dataset = facts.dataset
    described: dict[str, Any] = {
        "@id": f"{facts.page}#dataset",
        "@type": "dcat:Dataset",
        "dct:identifier": dataset.name,
        "dct:title": _indonesian(str(dataset.title)),
        "dct:description": _indonesian(str(dataset.description)),
        "dct:publisher": {"@id": f"{origin}/#penerbit"},
        "dct:license": {"@id": dataset.licence.url},
        "dct:spatial": {
            "@type": "dct:Location",
            "dct:identifier": PROVINCE_CODE,
            "rdfs:label": _indonesian(PROVINCE),
        },
        "dct:accrualPeriodicity": _indonesian(str(dataset.rhythm)),
        "dcat:landingPage": {"@id": facts.page},
        "dcat:keyword": [_indonesian(str(word)) for word in dataset.keywords],
        "dcat:distribution": [_distribution(facts, extension) for extension in FileFormat],
    }
    if facts.as_of:
        described["dct:modified"] = {"@value": facts.as_of.isoformat(), "@type": "xsd:date"}
    if facts.period:
        described["dct:temporal"] = {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": {"@value": str(facts.period.first), "@type": "xsd:gYear"},
            "dcat:endDate": {"@value": str(facts.period.last), "@type": "xsd:gYear"},
        }
    return described


def _distribution(facts: Facts, extension: FileFormat) -> dict[str, Any]:
    address = facts.file(extension)
    described: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _indonesian(extension.upper()),
        "dcat:accessURL": {"@id": facts.page},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": _IANA + extension.media_type},
        "dct:license": {"@id": facts.dataset.licence.url},
    }
    if extension == FileFormat.CSV:
        described["dct:conformsTo"] = {"@id": f"{address}-metadata.json"}
    return described


def _indonesian(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "id"}


def schema_org(facts: Facts) -> dict[str, Any]:
    """Return a dataset in the vocabulary of schema.org, which search engines for data read."""
    dataset = facts.dataset
    described: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": str(dataset.title),
        "description": str(dataset.description),
        "identifier": dataset.name,
        "url": facts.page,
        "inLanguage": "id",
        "isAccessibleForFree": True,
        "license": dataset.licence.url,
        "creator": {"@type": "GovernmentOrganization", "name": PUBLISHER, "url": facts.origin},
        "spatialCoverage": {"@type": "AdministrativeArea", "name": PROVINCE},
        "keywords": [str(word) for word in dataset.keywords],
        "variableMeasured": [column.name for column in dataset.columns if column.type.is_numeric],
        "includedInDataCatalog": {"@type": "DataCatalog", "url": f"{facts.origin}/data/"},
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": extension.media_type,
                "contentUrl": facts.file(extension),
            }
            for extension in FileFormat
        ],
    }
    if facts.as_of:
        described["dateModified"] = facts.as_of.isoformat()
    if facts.period:
        described["temporalCoverage"] = f"{facts.period.first}/{facts.period.last}"
    return described
