"""The files of a release, read by programs that know nothing of this portal."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pandas as pd
import pytest

from kpuntt.datasets import CATALOGUE
from kpuntt.exports.dataset import ColumnType

pytestmark = pytest.mark.django_db
NAMES = sorted(CATALOGUE)
DUCKDB_TYPES = {
    ColumnType.TEXT: "VARCHAR",
    ColumnType.YEAR: "VARCHAR",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.DECIMAL: "DECIMAL(22,6)",
    ColumnType.DATE: "DATE",
    ColumnType.BOOLEAN: "BOOLEAN",
}
PANDAS_TYPES = {
    ColumnType.INTEGER: "Int64",
    ColumnType.DECIMAL: "Float64",
    ColumnType.BOOLEAN: "boolean",
}


def _path(released: Path, name: str) -> Path:
    return released / f"data/{name}.csv"


def _lines(released: Path, name: str) -> list[list[str]]:
    with _path(released, name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def _cell(kind: ColumnType, text: str) -> Any:
    """A cell as the dictionary says it is to be read."""
    if text == "":
        return None
    if kind is ColumnType.INTEGER:
        return int(text)
    if kind is ColumnType.DECIMAL:
        return Decimal(text).quantize(Decimal("0.000001"))
    if kind is ColumnType.DATE:
        return date.fromisoformat(text)
    if kind is ColumnType.BOOLEAN:
        return {"true": True, "false": False}[text]
    return text


@pytest.mark.parametrize("name", NAMES)
def test_csv_reader_reads_every_row_with_all_its_cells(released: Path, name: str) -> None:
    dataset = CATALOGUE[name]
    heading, *rows = _lines(released, name)
    assert heading == [column.name for column in dataset.columns]
    assert len(rows) == dataset.queryset().count()
    assert {len(row) for row in rows} == {len(heading)}


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_reads_the_same_cells_with_the_types_of_the_dictionary(
    released: Path, name: str
) -> None:
    columns = CATALOGUE[name].columns
    types = {column.name: DUCKDB_TYPES[column.type] for column in columns}
    with duckdb.connect() as database:
        query = "SELECT * FROM read_csv(?, header = true, auto_detect = false, columns = $types)"
        listed = ", ".join(f"'{column}': '{kind}'" for column, kind in types.items())
        options = f"{{{listed}}}, quote = '\"', escape = '\"', delim = ','"
        read = database.execute(query.replace("$types", options), [str(_path(released, name))])
        found = read.fetchall()
    expected = [
        tuple(_cell(column.type, cell) for column, cell in zip(columns, row, strict=True))
        for row in _lines(released, name)[1:]
    ]
    assert found == expected


@pytest.mark.parametrize("name", NAMES)
def test_duckdb_finds_the_columns_by_itself(released: Path, name: str) -> None:
    with duckdb.connect() as database:
        read = database.execute("SELECT * FROM read_csv(?)", [str(_path(released, name))])
        assert [item[0] for item in read.description or []] == _lines(released, name)[0]
        assert len(read.fetchall()) == CATALOGUE[name].queryset().count()


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_the_same_cells_with_the_types_of_the_dictionary(
    released: Path, name: str
) -> None:
    columns = CATALOGUE[name].columns
    frame = pd.read_csv(
        _path(released, name),
        dtype={column.name: PANDAS_TYPES.get(column.type, "string") for column in columns},
        encoding="utf-8-sig",
        keep_default_na=False,
        na_values=[""],
    )
    rows = _lines(released, name)[1:]
    assert len(frame) == len(rows)
    for index, column in enumerate(columns):
        printed = [_cell(column.type, row[index]) for row in rows]
        read = [None if pd.isna(value) else value for value in frame[column.name]]
        if column.type is ColumnType.DATE:
            read = [None if value is None else date.fromisoformat(value) for value in read]
        if column.type is ColumnType.DECIMAL:
            printed = [None if value is None else float(value) for value in printed]
        assert read == printed, column.name


def test_no_cell_of_any_workbook_is_or_becomes_a_formula_or_an_error(released: Path) -> None:
    # LibreOffice makes a formula of a boolean cell as well.
    paths = sorted(released.rglob("*.xlsx"))
    assert len(paths) == len(CATALOGUE) + 1
    for path in paths:
        book = openpyxl.load_workbook(path, read_only=True)
        for sheet in book:
            kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
            assert not kinds & {"f", "e", "b"}, (path.name, sheet.title)
        book.close()


def test_the_workbook_of_all_tables_has_cover_sources_dictionary_and_each_table(
    released: Path,
) -> None:
    book = openpyxl.load_workbook(released / "semua-tabel.xlsx")
    assert book.sheetnames == ["Sampul", "Sumber", "Kamus", *CATALOGUE]
    cover = [row[:2] for row in book["Sampul"].iter_rows(values_only=True)]
    assert cover[0][0] == "Data Pemilu NTT, rilis Agustus 2025"
    assert ("Penerbit", "KPU Provinsi Nusa Tenggara Timur") in cover
    assert ("wilayah", "Wilayah, 3780 baris") in cover
    assert sum(name == "Lisensi" for name, _text in cover) == 2
    dictionary = list(book["Kamus"].iter_rows(values_only=True))
    columns = sum(len(dataset.columns) for dataset in CATALOGUE.values())
    assert len(dictionary) == columns + 1
    documents = CATALOGUE["dokumen-sumber"].queryset().count()
    assert len(list(book["Sumber"].iter_rows(values_only=True))) == documents + 1
    for name, dataset in CATALOGUE.items():
        rows = list(book[name].iter_rows(values_only=True))
        assert rows[0] == tuple(column.name for column in dataset.columns)
        assert len(rows) == dataset.queryset().count() + 1


def test_the_json_file_is_one_document_with_the_address_it_has_in_the_release(
    released: Path,
) -> None:
    document = json.loads((released / "data/temuan.json").read_bytes())
    assert document["alamat"].endswith("/rilis/2025-08/data/temuan.json")
    assert len(document["baris"]) == CATALOGUE["temuan"].queryset().count()


def test_the_package_describes_each_file_by_its_bytes_types_and_key(released: Path) -> None:
    package = json.loads((released / "datapackage.json").read_bytes())
    resources = {item["name"]: item for item in package["resources"]}
    assert list(resources) == [*CATALOGUE, "perubahan"]
    sums = (released / "SHA256SUMS").read_text(encoding="utf-8")
    for name, resource in resources.items():
        assert f"{resource['hash'].removeprefix('sha256:')}  {resource['path']}\n" in sums
        assert resource["bytes"] == (released / resource["path"]).stat().st_size
        fields = [field["name"] for field in resource["schema"]["fields"]]
        with (released / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            assert fields == next(csv.reader(file)), name
        assert resource["schema"]["missingValues"] == [""]
        assert resource["encoding"] == "utf-8"
    for name, dataset in CATALOGUE.items():
        schema = resources[name]["schema"]
        assert schema["primaryKey"] == list(dataset.key)
        assert [field["type"] for field in schema["fields"]] == [
            column.type.value for column in dataset.columns
        ]
