"""The office's own tables, as they stand in its document, against the verified transcription."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from budget.codes import placed
from kpuntt.fixture_files import read_rows
from kpuntt.formatting import parse_count, parse_decimal
from kpuntt.importable import IMPORTABLE
from kpuntt.imports.kinds import Parsed
from kpuntt.imports.parsing import parse_book
from kpuntt.imports.reading import read_file
from kpuntt.regions.selectors import region_resolve
from tests.unit.kpuntt.imports.books import (
    OWN_TABLES,
    book_of,
    own_rows,
    save_csv,
    save_xlsx,
    sheet_of,
)

pytestmark = pytest.mark.django_db

Save = Callable[[Sequence[Sequence[str]], Path], Path]


def _read(kind: str) -> Parsed:
    return parse_book(IMPORTABLE[kind], book_of(sheet_of(own_rows(kind))))


@pytest.mark.parametrize("kind", OWN_TABLES)
@pytest.mark.parametrize(("save", "suffix"), [(save_xlsx, "xlsx"), (save_csv, "csv")])
def test_a_table_says_the_same_as_xlsx_and_as_csv(
    kind: str, save: Save, suffix: str, tmp_path: Path
) -> None:
    path = save(own_rows(kind), tmp_path / f"tabel.{suffix}")
    parsed = parse_book(IMPORTABLE[kind], read_file(path, name=path.name))
    expected = _read(kind)
    assert [r.values for r in parsed.records] == [r.values for r in expected.records]
    assert [r.row for r in parsed.records] == [r.row for r in expected.records]
    assert parsed.errors == []
    assert parsed.printed_totals == expected.printed_totals


def test_the_roll_split_over_two_pages_is_read_cell_by_cell() -> None:
    parsed = _read("daftar-pemilih")
    rows = [
        row
        for row in read_rows("voters/roll_lines.csv")
        if row["daftar"] == "dpt-pilkada-2024" and row["kode_wilayah"] != "53"
    ]
    figures = ("tps", "tps_lokasi_khusus", "laki_laki", "perempuan", "jumlah")
    assert parsed.rows_in == len(rows) == 22
    for record, row in zip(parsed.records, rows, strict=True):
        assert record.values["kode_wilayah"] == row["kode_wilayah"]
        assert {n: record.values[n] for n in figures} == {n: parse_count(row[n]) for n in figures}
    assert (
        parsed.totals
        == parsed.printed_totals
        == {
            "tps": 9_877,
            "tps_lokasi_khusus": 16,
            "laki_laki": 1_958_444,
            "perempuan": 2_029_928,
            "jumlah": 3_988_372,
        }
    )
    assert parsed.findings == []


def test_the_grants_are_read_cell_by_cell_with_both_differences_of_the_register() -> None:
    parsed = _read("hibah-pilkada")
    rows = [row for row in read_rows("budget/grants.csv") if row["baris_jumlah"] == "tidak"]
    assert parsed.rows_in == len(rows) == 23
    for record, row in zip(parsed.records, rows, strict=True):
        region = region_resolve(row["nama_tercetak"])
        assert region is not None
        assert record.values["kode_wilayah"] == region.code
        assert record.printed["kode_wilayah"] == row["nama_tercetak"]
        assert record.values["hibah_pilbup"] == parse_count(row["pilbup"])
        assert record.values["hibah_pilgub"] == parse_count(row["pilgub"])
    assert [(f.rule.code, f.printed, f.difference) for f in parsed.findings] == [
        ("TOTAL-HIBAH", 569_232_450_470, 1_112_905_950),
        ("TOTAL-HIBAH", 341_222_000_000, 35_245),
    ]


def test_the_budget_of_three_pages_is_read_cell_by_cell_with_its_known_gaps() -> None:
    parsed = _read("realisasi-anggaran")
    rows = read_rows("budget/budget_lines.csv")
    places = placed([(row["kode_tercetak"], row["tingkat"]) for row in rows])
    assert parsed.rows_in == len(rows) - 1 == 30
    lines = [
        *(record.values for record in parsed.records),
        {"kode_tercetak": "TOTAL", "kode": "TOTAL", "tingkat": "total", "kode_induk": None}
        | dict(parsed.printed_totals or {}),
    ]
    for line, row, (code, parent) in zip(lines, rows, places, strict=True):
        assert (line["kode_tercetak"], line["kode"], line["kode_induk"]) == (
            row["kode_tercetak"],
            code,
            parent,
        )
        assert line["tingkat"] == row["tingkat"]
        assert (line.get("uraian") or "") == row["uraian"]
        for name in ("pagu", "realisasi", "sisa"):
            assert line[name] == parse_count(row[name]), code
        assert line["persen"] == parse_decimal(row["persen"])
    blank = [line["kode"] for line in lines if line["realisasi"] is None]
    assert blank == ["CQ.6981.QGE.001"]
    assert parsed.totals == {
        "pagu": 215_464_527_000,
        "realisasi": 214_623_011_840,
        "sisa": 841_515_160,
    }
    assert [(f.rule.code, f.where, f.difference) for f in parsed.findings] == [
        ("RINCIAN-ANGGARAN", "CQ.6709, pagu", 364_647_000),
        ("RINCIAN-ANGGARAN", "CQ.6709, realisasi", 352_176_157),
        ("RINCIAN-ANGGARAN", "CQ.6709, sisa", 12_470_843),
        ("KODE-INDUK", "WA.3360", None),
        ("KODE-INDUK", "WA.3360.EBA.994", None),
    ]


def test_the_offices_are_read_row_by_row_with_their_areas_as_printed() -> None:
    parsed = _read("gedung-kantor")
    rows = read_rows("performance/offices.csv")
    assert parsed.rows_in == len(rows) == 23
    for record, row in zip(parsed.records, rows, strict=True):
        region = region_resolve(row["satker"])
        assert region is not None
        assert record.values["kode_wilayah"] == region.code
        for ownership in ("milik", "sewa", "pinjam"):
            condition, area = row[f"{ownership}_kondisi"], row[f"{ownership}_luas"]
            expected = None if condition == "-" else condition.lower().replace(" ", "-")
            assert record.values[f"{ownership}_kondisi"] == expected
            assert (record.values[f"{ownership}_luas"] or "-") == area
    by_region = {record.values["kode_wilayah"]: record.values for record in parsed.records}
    assert by_region["53"]["milik_luas_m2"] == 1_032
    assert by_region["53.06"]["milik_luas_m2"] == 320
    assert by_region["53.19"]["milik_luas"] == "57,525 m2"
    assert by_region["53.19"]["milik_luas_m2"] is None
    assert by_region["53.03"]["pinjam_kondisi"] == "rusak-ringan"


def test_the_legal_documents_are_read_and_their_printed_sums_are_findings() -> None:
    parsed = _read("produk-hukum")
    rows = [row for row in read_rows("performance/legal_documents.csv") if row["nomor"]]
    assert parsed.rows_in == len(rows) == 23
    for record, row in zip(parsed.records, rows, strict=True):
        name = row["jenis_dokumen"]
        region = region_resolve(name.removeprefix("Keputusan Komisi Pemilihan Umum "))
        assert region is not None
        assert record.values["kode_wilayah"] == region.code
        assert record.printed["kode_wilayah"] == name
        assert (record.values["fisik"], record.values["web"]) == (
            parse_count(row["fisik"]),
            parse_count(row["web"]),
        )
    assert [(f.rule.code, f.printed, f.computed) for f in parsed.findings] == [
        ("JUMLAH-PRODUK-HUKUM", 240, 1_121),
        ("JUMLAH-PRODUK-HUKUM", 530, 1_101),
    ]


def test_the_indicators_are_read_with_the_objective_that_spans_two_of_them() -> None:
    parsed = _read("indikator-kinerja")
    results = [row for row in read_rows("performance/results.csv") if row["rencana"] == "lkj"]
    targets = [row for row in read_rows("performance/targets.csv") if row["rencana"] == "lkj"]
    assert parsed.rows_in == len(results) == len(targets) == 7
    for record, result, target in zip(parsed.records, results, targets, strict=True):
        assert record.printed["target"].replace(" ", "") == target["target"].replace(" ", "")
        assert record.printed["realisasi"] == result["realisasi"]
        assert record.printed["capaian"] == result["capaian"]
    grade, index = parsed.records[2].values, parsed.records[3].values
    assert grade["sasaran"] == index["sasaran"]
    assert grade["sasaran"].startswith("Meningkatnya akuntabilitas keuangan")
    assert (grade["target_predikat"], grade["realisasi_predikat"]) == ("B", "BB")
    assert (grade["target_angka"], grade["capaian_angka"]) == (None, Decimal(103))
    assert (index["target_angka"], index["realisasi_angka"]) == (Decimal(78), Decimal("89.25"))
    assert [(f.where, f.printed, f.computed) for f in parsed.findings] == [
        ("Reformasi birokrasi", Decimal("114.43"), Decimal("114.42"))
    ]
