"""What machines read of the datasets, checked by the readers of each vocabulary."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, XSD

from kpuntt.datasets import CATALOGUE
from kpuntt.exports.dataset import ColumnType
from tests.pages.html import decoded

pytestmark = pytest.mark.django_db
ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture
def reader() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def _json(reader: Client, address: str) -> Any:
    return json.loads(decoded(reader.get(address)))


def _head(reader: Client, name: str) -> list[str]:
    lines = decoded(reader.get(f"/data/{name}.csv")).splitlines()
    return lines[0].removeprefix("\ufeff").split(",")


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_csvw_names_every_column_of_the_file_in_its_order(reader: Client, name: str) -> None:
    table = _json(reader, f"/data/{name}.csv-metadata.json")
    columns = table["tableSchema"]["columns"]
    assert [column["titles"] for column in columns] == _head(reader, name)
    assert all(column["dc:description"] for column in columns)
    assert table["url"].endswith(f"/data/{name}.csv")
    assert set(table["tableSchema"]["primaryKey"]) <= {column["name"] for column in columns}


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_data_package_names_every_column_of_the_file_with_its_type(
    reader: Client, name: str
) -> None:
    package = _json(reader, f"/data/{name}/datapackage.json")
    (resource,) = package["resources"]
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == _head(reader, name)
    assert {field["type"] for field in fields} <= {kind.value for kind in ColumnType}
    assert resource["path"].endswith(f"/data/{name}.csv")
    assert package["licenses"][0]["name"] in {"CC-BY-4.0", "ODbL-1.0"}


def test_the_package_of_all_data_holds_every_dataset(reader: Client) -> None:
    package = _json(reader, "/data/datapackage.json")
    assert [item["name"] for item in package["resources"]] == list(CATALOGUE)


# The library builds its graph on a class of its own that it has announced to rename.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_catalogue_parses_as_rdf_with_every_dataset_and_its_three_files(
    reader: Client,
) -> None:
    graph = Graph().parse(data=decoded(reader.get("/katalog.jsonld")), format="json-ld")
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    datasets = set(graph.objects(catalogue, DCAT.dataset))
    assert len(datasets) == len(CATALOGUE) == len(set(graph.subjects(RDF.type, DCAT.Dataset)))
    for dataset in datasets:
        assert len(set(graph.objects(dataset, DCAT.distribution))) == 3
        assert (dataset, DCTERMS.license, None) in graph
        assert (dataset, DCTERMS.description, None) in graph
    (rolls,) = graph.subjects(DCTERMS.identifier, Literal("daftar-pemilih"))
    assert (rolls, DCTERMS.title, Literal("Daftar pemilih", lang="id")) in graph
    (period,) = graph.objects(rolls, DCTERMS.temporal)
    assert (period, DCAT.startDate, Literal("2018", datatype=XSD.gYear)) in graph
    (publisher,) = set(graph.objects(rolls, DCTERMS.publisher))
    name = URIRef("http://xmlns.com/foaf/0.1/name")
    assert (publisher, name, Literal("KPU Provinsi Nusa Tenggara Timur")) in graph


def test_a_page_tells_search_engines_what_the_dataset_is(reader: Client) -> None:
    source = decoded(reader.get("/data/daftar-pemilih/"))
    text = source.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    described = json.loads(text)
    assert described["@type"] == "Dataset"
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/deed.id"
    assert [item["contentUrl"].rpartition(".")[2] for item in described["distribution"]] == [
        "csv",
        "xlsx",
        "json",
    ]
    assert described["temporalCoverage"] == "2018/2025"


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_dictionary_gives_what_the_national_data_standard_asks_for(name: str) -> None:
    for column in CATALOGUE[name].columns:
        assert str(column.label)
        assert str(column.description)
        assert str(column.measure)
        if column.type.is_numeric and not column.name.startswith(("urutan", "nomor", "versi")):
            assert column.unit or column.measure in {"nilai", "nomor"}
