from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from kpuntt.importable import IMPORTABLE
from kpuntt.imports.error_workbook import error_workbook
from kpuntt.imports.parsing import parse_book
from tests.unit.kpuntt.imports.books import book

pytestmark = pytest.mark.django_db


def test_each_error_and_each_refused_row_stands_in_the_workbook_as_text() -> None:
    parsed = parse_book(
        IMPORTABLE["daftar-pemilih"],
        book("No|Kabupaten/Kota|L|P|L+P\n7|Sikka|1|2|3\n8|=1+1|23.06|2|3"),
    )
    workbook = load_workbook(BytesIO(error_workbook(parsed)))
    errors = [[cell.value for cell in row] for row in workbook["Kesalahan"]]
    assert errors[0] == ["Lembar", "Baris", "Kolom", "Nilai", "Masalah", "Yang perlu dilakukan"]
    assert [row[:4] for row in errors[1:]] == [
        ["Lembar1", 3, "B (Kabupaten/Kota)", "=1+1"],
        ["Lembar1", 3, "C (L)", "23.06"],
    ]
    assert [row[4:] for row in errors[1:]] == [[e.problem, e.remedy] for e in parsed.errors]
    refused = [[cell.value for cell in row] for row in workbook["Baris ditolak"]]
    assert refused == [
        ["Baris", "B (Kabupaten/Kota)", "C (L)", "D (P)", "E (L+P)"],
        [3, "=1+1", "23.06", "2", "3"],
    ]
    assert workbook["Kesalahan"]["D2"].data_type == "s"
    assert workbook["Baris ditolak"]["B2"].data_type == "s"
