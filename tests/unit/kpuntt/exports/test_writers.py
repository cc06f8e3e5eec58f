from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpuntt.exports.dataset import Dataset, Row
from kpuntt.exports.text import neutralise
from kpuntt.exports.writers import (
    BOM,
    DICTIONARY,
    Provenance,
    write_csv,
    write_json,
    write_xlsx,
)
from tests.unit.kpuntt.exports.samples import CELLS, PROVENANCE, REGENCIES, REGENCY_COUNT

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.lists(st.tuples(TEXT, st.none() | st.integers()), max_size=8)


def xlsx_bytes(dataset: Dataset, rows: Iterable[Row], provenance: Provenance) -> bytes:
    target = io.BytesIO()
    write_xlsx(dataset, rows, provenance, target)
    return target.getvalue()


def _csv_text(dataset: Dataset, rows: list[Row]) -> str:
    return b"".join(write_csv(dataset, rows)).decode()


def _csv_rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix(BOM), newline=""), strict=True))


def _json(dataset: Dataset, rows: list[Row]) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(b"".join(write_json(dataset, rows, PROVENANCE)))
    return parsed


def _workbook(dataset: Dataset, rows: list[Row]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(dataset, rows, PROVENANCE)))


def _values(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


@given(ROWS)
@example([("=1+1", 1), ('a "b" c', -2), ("satu\r\ndua", None), ("a,b", 0), ("\r", 3), ("\n", 4)])
def test_csv_gives_back_the_rows_that_went_in(rows: list[tuple[str, int | None]]) -> None:
    expected = [[neutralise(text), "" if number is None else str(number)] for text, number in rows]
    assert _csv_rows(_csv_text(CELLS, list(rows))) == [["teks", "bilangan"], *expected]


@given(ROWS)
def test_no_csv_cell_starts_a_formula_and_numbers_keep_their_sign(
    rows: list[tuple[str, int | None]],
) -> None:
    for text, number in _csv_rows(_csv_text(CELLS, list(rows)))[1:]:
        assert not text.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert number == "" or number.removeprefix("-").isdigit()


def test_csv_starts_with_one_byte_order_mark_and_ends_lines_with_crlf() -> None:
    data = b"".join(write_csv(CELLS, [("Kupang", 1), ("Sikka", 2)]))
    assert data == b"\xef\xbb\xbfteks,bilangan\r\nKupang,1\r\nSikka,2\r\n"


def test_csv_quotes_separators_quotes_and_line_breaks() -> None:
    text = _csv_text(CELLS, [('Lema, "Ansy"', 1), ("satu\ndua", 2)])
    assert text.removeprefix(BOM) == ('teks,bilangan\r\n"Lema, ""Ansy""",1\r\n"satu\ndua",2\r\n')


def test_csv_without_rows_is_still_a_header() -> None:
    assert _csv_text(CELLS, []) == BOM + "teks,bilangan\r\n"


def test_csv_of_many_rows_comes_in_several_chunks_and_loses_none() -> None:
    rows: list[Row] = [(f"baris {number}", number) for number in range(1501)]
    chunks = list(write_csv(CELLS, rows))
    assert len(chunks) > 2
    assert len(_csv_rows(b"".join(chunks).decode())) == 1502


def test_csv_writes_plain_machine_values() -> None:
    row = ("53.01", "Kupang", True, 1234567, Decimal("1234567.50"), date(2024, 9, 22))
    assert _csv_rows(_csv_text(REGENCIES, [row]))[1] == [
        "53.01",
        "Kupang",
        "true",
        "1234567",
        "1234567.50",
        "2024-09-22",
    ]


def test_a_missing_figure_is_an_empty_csv_cell_and_zero_is_not() -> None:
    assert _csv_rows(_csv_text(CELLS, [("a", None), ("b", 0)]))[1:] == [["a", ""], ["b", "0"]]


@given(ROWS)
@example([])
@example([("=1+1", 1), ('"\\', -2), ("satu\r\ndua\u2028", None)])
def test_json_is_valid_and_carries_the_same_rows(rows: list[tuple[str, int | None]]) -> None:
    parsed = _json(CELLS, list(rows))
    assert parsed["baris"] == [{"teks": text, "bilangan": number} for text, number in rows]


def test_json_says_what_the_dataset_is_and_explains_its_columns() -> None:
    parsed = _json(REGENCIES, [])
    assert parsed["dataset"] == "kabupaten"
    assert parsed["alamat"] == PROVENANCE.address
    assert parsed["data_per"] == "2024-09-22"
    assert parsed["lisensi"] == "CC BY 4.0"
    assert parsed["sumber"] == ["Laporan Kinerja 2024", "=Keputusan"]
    assert parsed["filter"] == {"bentuk": "kota"}
    assert [column["nama"] for column in parsed["kolom"]] == [
        column.name for column in REGENCIES.columns
    ]
    assert parsed["kolom"][3] == {
        "nama": "kecamatan",
        "label": "Kecamatan",
        "tipe": "integer",
        "satuan": "kecamatan",
        "ukuran": "jumlah",
        "klasifikasi": "",
        "uraian": "Jumlahnya.",
    }


def test_json_numbers_are_numbers_dates_are_iso_and_missing_is_null() -> None:
    row = ("53.01", "Kupang", True, 24, Decimal("-10.0642"), date(2024, 9, 22))
    assert list(_json(REGENCIES, [row])["baris"][0].values()) == [
        "53.01",
        "Kupang",
        True,
        24,
        -10.0642,
        "2024-09-22",
    ]
    assert _json(CELLS, [("x", None)])["baris"] == [{"teks": "x", "bilangan": None}]


@pytest.mark.django_db
def test_all_formats_of_a_dataset_carry_the_same_rows() -> None:
    rows = list(REGENCIES.iterate())
    assert len(rows) == REGENCY_COUNT
    in_csv = _csv_rows(_csv_text(REGENCIES, rows))[1:]
    in_json = _json(REGENCIES, rows)["baris"]
    in_xlsx = _values(_workbook(REGENCIES, rows)["Data"])[1:]
    for row, line, record, cells in zip(rows, in_csv, in_json, in_xlsx, strict=True):
        code, name, kind, districts, latitude, since = row
        assert line == [code, name, kind, str(districts), str(latitude), ""]
        assert list(record.values()) == [code, name, kind, districts, float(latitude), since]
        assert cells == (code, name, kind, districts, float(latitude), since)


def test_workbook_numbers_are_numbers_and_dates_are_dates() -> None:
    row = ("53.01", "Kupang", "Kota", 1234567, Decimal("32.47"), date(2024, 9, 22))
    cells = _workbook(REGENCIES, [row])["Data"][2]
    assert [cell.data_type for cell in cells] == ["s", "s", "s", "n", "n", "d"]
    assert cells[3].value == 1_234_567
    assert cells[3].number_format == "#,##0"
    assert cells[4].value == pytest.approx(32.47)
    assert cells[5].value == datetime(2024, 9, 22)  # noqa: DTZ001 - as a sheet holds it


def test_yes_and_no_are_words_in_a_workbook_as_in_csv() -> None:
    cells = _workbook(CELLS, [(True, 1), (False, 0)])["Data"]
    assert [cells.cell(row, 1).value for row in (2, 3)] == ["true", "false"]
    assert {cells.cell(row, 1).data_type for row in (2, 3)} == {"s"}


def test_workbook_text_is_never_a_formula_a_link_or_a_number() -> None:
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "https://ntt.kpu.go.id", "0123", "53.10", "12,345"]
    book = _workbook(CELLS, [(text, 1) for text in texts])
    cells = [row[0] for row in book["Data"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    data = xlsx_bytes(CELLS, [("=1+1", 1)], PROVENANCE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert len(sheets) == 2
        assert all(b"<f>" not in archive.read(name) for name in sheets)


def test_workbook_header_is_frozen_and_rows_can_be_filtered() -> None:
    sheet = _workbook(CELLS, [("a", 1), ("b", 2)])["Data"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B3"
    assert _values(sheet)[0] == ("teks", "bilangan")


def test_a_workbook_without_rows_opens() -> None:
    assert _values(_workbook(CELLS, [])["Data"]) == [("teks", "bilangan")]


def test_a_missing_figure_is_an_empty_workbook_cell_and_zero_is_not() -> None:
    assert _values(_workbook(CELLS, [("a", None), ("b", 0)])["Data"])[1:] == [
        ("a", None),
        ("b", 0),
    ]


def test_the_same_rows_make_the_same_workbook_byte_by_byte() -> None:
    rows: list[Row] = [("Kupang", 267_346), ("Sikka", None)]
    assert xlsx_bytes(CELLS, rows, PROVENANCE) == xlsx_bytes(CELLS, rows, PROVENANCE)


def test_a_workbook_holds_no_date_of_its_making() -> None:
    data = xlsx_bytes(CELLS, [("Kupang", 1)], PROVENANCE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}
        properties = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]+)<", properties)) == {"2020-01-01T00:00:00Z"}


def test_a_workbook_keeps_source_licence_and_dictionary_with_the_numbers() -> None:
    lines = _values(_workbook(REGENCIES, [])["Keterangan"])
    facts = [(line[0], line[1]) for line in lines]
    for fact in (
        ("Dataset", "Kabupaten dan kota"),
        ("Alamat", PROVENANCE.address),
        ("Data per", "2024-09-22"),
        ("Penerbit", PROVENANCE.publisher),
        ("Lisensi", "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/deed.id)"),
        ("Filter", "bentuk = kota"),
        ("Sumber", "Laporan Kinerja 2024"),
        ("Sumber", "=Keputusan"),
        ("Atribusi", "Data wilayah: contoh atribusi."),
    ):
        assert fact in facts
    start = lines.index(DICTIONARY)
    dictionary = lines[start + 1 :]
    assert [line[0] for line in dictionary] == [column.name for column in REGENCIES.columns]
    assert dictionary[3] == (
        "kecamatan",
        "Kecamatan",
        "bilangan bulat",
        "jumlah",
        "kecamatan",
        "",
        "Jumlahnya.",
    )
