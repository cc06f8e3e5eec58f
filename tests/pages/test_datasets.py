"""HTML, CSV, XLSX and JSON of every dataset carry the same rows and numbers."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pytest
from django.test import Client

from kpuntt.datasets import CATALOGUE
from kpuntt.exports.dataset import ColumnType, Dataset
from kpuntt.exports.tables import format_value
from kpuntt.exports.text import neutralise
from tests.pages.html import Page, body_of, decoded

pytestmark = pytest.mark.django_db

NAMES = sorted(CATALOGUE)


def _csv(reader: Client, address: str) -> list[dict[str, str]]:
    text = decoded(reader.get(address)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _value(column_type: ColumnType, cell: Any) -> Any:
    """A cell of any format as one comparable value; missing is ``None`` everywhere."""
    if cell is None or cell == "":
        return None
    if column_type is ColumnType.INTEGER:
        return int(cell)
    if column_type is ColumnType.DECIMAL:
        return Decimal(str(cell)).normalize()
    if column_type is ColumnType.BOOLEAN:
        return cell if isinstance(cell, bool) else {"true": True, "false": False}[cell]
    if column_type is ColumnType.DATE:
        return cell.date() if isinstance(cell, datetime) else date.fromisoformat(cell)
    return str(cell)


def _rows(dataset: Dataset, records: list[list[Any]]) -> list[list[Any]]:
    return [
        [_value(column.type, cell) for column, cell in zip(dataset.columns, record, strict=True)]
        for record in records
    ]


def _html(reader: Client, address: str) -> list[list[str]]:
    rows: list[list[str]] = []
    number = 1
    while True:
        page = Page(reader, f"{address}?halaman={number}")
        rows += page.tables[0]
        if 'rel="next"' not in page.source:
            return rows
        number += 1


@pytest.mark.parametrize("name", NAMES)
def test_all_formats_of_a_dataset_carry_the_same_rows(reader: Client, name: str) -> None:
    dataset = CATALOGUE[name]
    truth = [list(row) for row in dataset.iterate()]
    names = [column.name for column in dataset.columns]

    from_csv = _csv(reader, f"/data/{name}.csv")
    assert [list(row) for row in from_csv[:1]] == ([names] if truth else [])
    plain = [[neutralise(cell) if isinstance(cell, str) else cell for cell in row] for row in truth]
    expected = [[None if cell in {None, ""} else cell for cell in row] for row in plain]
    comparable = [
        [cell.normalize() if isinstance(cell, Decimal) else cell for cell in row]
        for row in expected
    ]
    assert _rows(dataset, [list(row.values()) for row in from_csv]) == comparable

    document = json.loads(decoded(reader.get(f"/data/{name}.json")))
    assert [item["nama"] for item in document["kolom"]] == names
    unneutralised = [[None if cell in {None, ""} else cell for cell in row] for row in truth]
    numbers = [
        [cell.normalize() if isinstance(cell, Decimal) else cell for cell in row]
        for row in unneutralised
    ]
    assert _rows(dataset, [list(row.values()) for row in document["baris"]]) == numbers

    book = openpyxl.load_workbook(io.BytesIO(body_of(reader.get(f"/data/{name}.xlsx"))))
    sheet = book["Data"]
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert cells[0] == names
    assert _rows(dataset, cells[1:]) == numbers
    assert sheet.freeze_panes == "A2"

    shown = [
        ["" if cell is None else " ".join(format_value(cell).split()) for cell in row]
        for row in truth
    ]
    assert [
        [cell.replace("tidak disebut", "") for cell in row]
        for row in _html(reader, f"/data/{name}/")
    ] == shown


@pytest.mark.parametrize("name", NAMES)
def test_pandas_reads_every_csv_with_the_types_of_the_dictionary(reader: Client, name: str) -> None:
    dataset = CATALOGUE[name]
    kinds = {ColumnType.INTEGER: "Int64", ColumnType.DECIMAL: "float64"}
    frame = pd.read_csv(
        io.StringIO(decoded(reader.get(f"/data/{name}.csv")).removeprefix("\ufeff")),
        dtype={column.name: kinds.get(column.type, "string") for column in dataset.columns},
    )
    assert list(frame.columns) == [column.name for column in dataset.columns]
    assert len(frame) == dataset.queryset().count()


def test_the_dpt_file_has_22_regencies_and_the_printed_province_row(reader: Client) -> None:
    rows = _csv(reader, "/data/daftar-pemilih.csv?daftar=dpt-pilkada-2024")
    assert len(rows) == 23
    assert [row["kode_wilayah"] for row in rows] == [
        *(f"53.{number:02}" for number in range(1, 22)),
        "53.71",
        "53",
    ]
    province = rows[-1]
    assert {
        name: province[name]
        for name in ("laki_laki", "perempuan", "jumlah", "tps", "tps_lokasi_khusus")
    } == {
        "laki_laki": "1958444",
        "perempuan": "2029928",
        "jumlah": "3988372",
        "tps": "9877",
        "tps_lokasi_khusus": "16",
    }
    assert province["tanggal"] == "2024-09-22"
    assert province["jenis"] == "DPT"
    assert province["tahap"] == "DPT"
    assert province["periode"] == "Pilkada 2024"


def test_filters_narrow_every_format_alike(reader: Client) -> None:
    query = "?daftar=dpt-pilkada-2024&wilayah=53.07"
    assert [row["jumlah"] for row in _csv(reader, f"/data/daftar-pemilih.csv{query}")] == ["244838"]
    document = json.loads(decoded(reader.get(f"/data/daftar-pemilih.json{query}")))
    assert document["filter"] == {"daftar": "dpt-pilkada-2024", "wilayah": "53.07"}
    assert [row["jumlah"] for row in document["baris"]] == [244838]
    assert len(Page(reader, f"/data/daftar-pemilih/{query}").tables[0]) == 1


def test_the_region_filter_of_the_region_table_keeps_what_lies_in_it(reader: Client) -> None:
    rows = _csv(reader, "/data/wilayah.csv?wilayah=53.71")
    assert {row["kode_wilayah"][:5] for row in rows} == {"53.71"}
    assert len(rows) == 1 + 6 + 51


def test_rows_come_in_the_order_asked_for_with_missing_figures_last(reader: Client) -> None:
    rows = _csv(reader, "/data/daftar-pemilih.csv?urut=-baru")
    assert rows[0]["baru"] == "116497"
    assert rows[1]["baru"] == ""


def test_a_file_is_named_after_its_dataset_and_filters(reader: Client) -> None:
    response = reader.head("/data/daftar-pemilih.csv?wilayah=53.07")
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="daftar-pemilih-53.07.csv"'
    )
    assert response.headers["Content-Type"].startswith("text/csv; charset=utf-8")


def test_a_file_is_revalidated_like_a_page(reader: Client) -> None:
    for extension in ("csv", "json", "xlsx"):
        address = f"/data/daftar-pemilih.{extension}"
        response = reader.get(address)
        assert body_of(response)
        etag = response.headers["ETag"]
        assert reader.get(address, headers={"if-none-match": etag}).status_code == 304


def test_the_workbook_explains_itself_and_holds_no_formula(reader: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(body_of(reader.get("/data/daftar-pemilih.xlsx"))))
    about = {str(row[0]): str(row[1]) for row in book["Keterangan"].iter_rows(values_only=True)}
    assert about["Lisensi"].startswith("CC BY 4.0")
    assert "Laporan Kinerja Sekretaris KPU Provinsi NTT Tahun 2024" in {
        str(row[1]) for row in book["Keterangan"].iter_rows(values_only=True)
    }
    assert about["laki_laki"] == "Laki-laki"
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.rows for cell in row)


def test_the_dataset_page_has_dictionary_licence_and_source(reader: Client) -> None:
    page = Page(reader, "/data/hasil-pemilihan/")
    assert [row[0] for row in page.tables[1]] == [
        column.name for column in CATALOGUE["hasil-pemilihan"].columns
    ]
    assert "CC BY 4.0" in page.text
    assert "Laporan Kinerja Sekretaris KPU Provinsi NTT Tahun 2024" in page.text
