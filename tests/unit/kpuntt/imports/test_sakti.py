"""The SAKTI export "GLP039 Laporan FA Detail (16 Segmen)": codes in eight columns, page heads."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpuntt.importable import IMPORTABLE
from kpuntt.imports.book import Span
from kpuntt.imports.kinds import Parsed
from kpuntt.imports.parsing import parse_book
from tests.unit.kpuntt.imports.books import book

pytestmark = pytest.mark.django_db

TITLE = "LAPORAN FA DETAIL (16 SEGMEN)\nPERIODE DESEMBER 2024"
UNDER_ONE_CODE = """
Kode||||||||Uraian|Pagu Revisi|Lock Pagu|Realisasi TA 2024||||Sisa Anggaran
|||||||||||Periode Lalu|Periode Ini|s.d. Periode|%|
"""
EACH_NAMED = """
Program|Kegiatan|KRO|RO|Komponen|Sub Komponen|Akun|Item\
|Uraian|Pagu Revisi|Lock Pagu|Realisasi|||%|Sisa
|||||||||||Periode Lalu|Periode Ini|s.d. Periode||
"""
HEAD = EACH_NAMED.strip()
BODY = f"""
CQ||||||||Penyelenggaraan Pemilu|2.037392E10|0|2.0E10|373920000|2.037392E10|100.00|0
|6639|||||||Teknis Penyelenggaraan Pemilu dan\
|20,373,920,000|0|20,000,000,000|373,920,000|20,373,920,000|100.00|0
||||||||Pemilihan Serentak
||BDB||||||Fasilitasi|20,373,920,000|0|20,000,000,000|373,920,000|20,373,920,000|100.00|0
{TITLE}
{HEAD}
|||001|||||Fasilitasi Desain|20,373,920,000|0|20,000,000,000|373,920,000|20,373,920,000|100.00|0
||||051||||Persiapan|20,373,920,000|0||373,920,000|20,373,920,000|100.00|0
|||||0A|||Tanpa subkomponen|20,373,920,000|0|-|373,920,000|20,373,920,000|100.00|0
||||||521211||Belanja Bahan|20,000,000,000|0|20,000,000,000|0|20,000,000,000|100.00|0
||||||524111||Belanja Perjalanan|373,920,000|0|0|373,920,000|373,920,000|100.00|0
|||||||000001|Perjalanan dinas|373,920,000|0|0|373,920,000|373,920,000|100.00|0
JUMLAH||||||||\
|20,373,920,000|0|20,000,000,000|373,920,000|20,373,920,000|100.00|0
"""


def _read(text: str, **options: object) -> Parsed:
    return parse_book(IMPORTABLE["realisasi-anggaran"], book(text, **options))


@pytest.fixture
def export() -> Parsed:
    return _read(f"{TITLE}\n{HEAD}\n{BODY.strip()}")


def test_the_full_code_follows_from_the_place_in_the_table(export: Parsed) -> None:
    assert export.errors == []
    assert [(r.values["kode"], r.values["tingkat"]) for r in export.records] == [
        ("CQ", "program"),
        ("CQ.6639", "kegiatan"),
        ("CQ.6639.BDB", "kro"),
        ("CQ.6639.BDB.001", "ro"),
        ("CQ.6639.BDB.001.051", "komponen"),
        ("CQ.6639.BDB.001.051.0A", "subkomponen"),
        ("CQ.6639.BDB.001.051.0A.521211", "akun"),
        ("CQ.6639.BDB.001.051.0A.524111", "akun"),
        ("CQ.6639.BDB.001.051.0A.524111.000001", "item"),
    ]
    assert export.records[3].values["kode_tercetak"] == "001"


def test_a_wrapped_name_belongs_to_the_row_above_and_is_no_row(export: Parsed) -> None:
    assert export.rows_in == 9
    assert export.records[1].values["uraian"] == (
        "Teknis Penyelenggaraan Pemilu dan Pemilihan Serentak"
    )


def test_amounts_with_exponents_are_whole_rupiah(export: Parsed) -> None:
    assert export.records[0].values["pagu"] == 20_373_920_000
    assert export.records[0].values["realisasi_lalu"] == 20_000_000_000


def test_the_three_realisations_are_kept_apart_and_blank_is_missing(export: Parsed) -> None:
    component, subcomponent = export.records[4].values, export.records[5].values
    assert component["realisasi_lalu"] is None
    assert subcomponent["realisasi_lalu"] == 0
    assert component["realisasi_ini"] == 373_920_000
    assert component["realisasi"] == 20_373_920_000
    assert component["persen"] == Decimal("100.00")


def test_only_the_programmes_add_up_to_the_total(export: Parsed) -> None:
    assert export.totals["pagu"] == 20_373_920_000
    assert export.printed_totals is not None
    assert export.printed_totals["pagu"] == 20_373_920_000
    assert export.findings == []


def test_page_heads_are_passed_over(export: Parsed) -> None:
    assert export.notices == ["Judul yang diulang dilewati: baris 9–12."]


@pytest.mark.parametrize("merges", [(), (Span(3, 1, 4, 8), Span(3, 12, 3, 14))])
def test_one_heading_may_stand_above_all_eight_codes(merges: tuple[Span, ...]) -> None:
    head = UNDER_ONE_CODE.strip()
    body = BODY.replace(HEAD, head).strip()
    parsed = _read(f"{TITLE}\n{head}\n{body}", merges=merges)
    assert [r.values["kode"] for r in parsed.records][-1] == (
        "CQ.6639.BDB.001.051.0A.524111.000001"
    )


def test_a_gap_below_an_account_is_a_finding_of_the_budget_rules() -> None:
    parsed = _read(
        f"{HEAD}\n{BODY.strip().replace('20,000,000,000|100.00', '19,000,000,000|100.00')}"
    )
    assert ("RINCIAN-ANGGARAN", "CQ.6639.BDB.001.051.0A, realisasi", 10**9) in [
        (f.rule.code, f.where, f.difference) for f in parsed.findings
    ]


def test_a_line_without_code_is_refused_and_its_parent_is_not_compared() -> None:
    parsed = _read("Kode|Uraian|Pagu|Realisasi\nCQ|A|10|5\n|B|4|5\nCQ.1|C|x|1\nCQ.6639|D|6|5")
    assert [(e.row, e.column, e.problem) for e in parsed.errors] == [
        (3, "A (Kode)", "Sel kode kosong, padahal barisnya berisi angka."),
        (4, "C (Pagu)", "“x” tidak dapat dibaca sebagai bilangan."),
    ]
    assert [record.values["kode"] for record in parsed.records] == ["CQ", "CQ.6639"]
    assert parsed.findings == []


def test_a_refused_line_keeps_its_place_above_the_lines_below_it() -> None:
    parsed = _read("Kode|Uraian|Pagu|Realisasi\nCQ|A|9|9\nCQ.6639|B|x|9\n6639.BDB|C|9|9")
    assert parsed.rows_refused == 1
    assert [record.values["kode"] for record in parsed.records] == ["CQ", "CQ.6639.BDB"]


@pytest.mark.parametrize("code", ["051", "521211", "CQ..1", "Program CQ", "C/Q"])
def test_what_is_no_budget_code_is_refused(code: str) -> None:
    parsed = _read(f"Kode|Uraian|Pagu|Realisasi\n{code}|A|10|5")
    (error,) = parsed.errors
    assert error.problem == f"“{code}” bukan kode anggaran."
    assert error.remedy == "Tulis kode seperti CQ, CQ.6639, atau 6639.BDB.001."
