"""What becomes of a row: accepted with its values, or refused with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from kpuntt.importable import IMPORTABLE
from kpuntt.imports.book import Book, FileRefusedError
from kpuntt.imports.kinds import CellError, Parsed
from kpuntt.imports.parsing import parse_book
from kpuntt.imports.totals import totals_of
from tests.unit.kpuntt.imports.books import book, book_of, own_rows, sheet_of

pytestmark = pytest.mark.django_db

HEADING = "No|Kabupaten/Kota|Jumlah TPS|L|P|L+P|Keterangan"


def _roll(text: str, within: str = "") -> Parsed:
    return parse_book(IMPORTABLE["daftar-pemilih"], book(text), within=within)


def _error(text: str) -> CellError:
    parsed = _roll(f"{HEADING}\n{text}")
    assert parsed.rows_in == parsed.rows_refused == 1
    (error,) = parsed.errors
    return error


def test_a_count_that_lost_its_zeros_is_refused_with_the_repair_that_the_row_confirms() -> None:
    assert _error("7|Sikka|557|115.55|129.291|244.841|") == CellError(
        sheet="Lembar1",
        row=2,
        column="D (L)",
        value="115.55",
        problem="“115.55” tidak dapat dibaca sebagai bilangan.",
        remedy=(
            "Kemungkinan nol di belakangnya hilang; tulis bilangan bulat lengkap seperti dalam "
            "dokumen asli. Angka aslinya mungkin 115.550; cocok dengan L+P."
        ),
    )


def test_a_repair_that_the_row_does_not_confirm_is_not_offered() -> None:
    error = _error("7|Sikka|557|115.55|129.291|244.838|")
    assert error.remedy == (
        "Kemungkinan nol di belakangnya hilang; tulis bilangan bulat lengkap seperti dalam dokumen "
        "asli."
    )


def test_text_among_figures_is_refused() -> None:
    error = _error("7|Sikka|557|seratus|129.291|244.838|")
    assert (error.column, error.value) == ("D (L)", "seratus")
    assert error.problem == "“seratus” tidak dapat dibaca sebagai bilangan."
    assert error.remedy == (
        "Tulis bilangan bulat, dengan titik atau koma hanya sebagai pemisah ribuan."
    )


def test_a_date_among_figures_is_refused() -> None:
    error = _error("7|Sikka|25-Des|115547|129291|244838|")
    assert (error.row, error.column, error.value) == (2, "C (Jumlah TPS)", "25-Des")
    assert error.problem.startswith("“25-Des” adalah tanggal;")


def test_an_unknown_region_is_refused_with_the_three_nearest_names() -> None:
    error = _error("7|Manggarai Tengah|557|115547|129291|244838|")
    assert (error.column, error.value) == ("B (Kabupaten/Kota)", "Manggarai Tengah")
    assert error.problem == "“Manggarai Tengah” bukan nama wilayah yang dikenal."
    assert error.remedy == (
        "Maksudnya mungkin “Kabupaten Manggarai”, “Kabupaten Manggarai Timur”, “Kabupaten "
        "Manggarai Barat”. Tulis nama resmi atau kode Kemendagri bertitik."
    )


def test_a_code_without_its_point_is_refused_and_never_matched() -> None:
    error = _error("7|5307|557|115547|129291|244838|")
    assert error.problem == "“5307” adalah kode tanpa titik; kode BPS tampak serupa."
    assert error.remedy == "Tulis kode Kemendagri dengan titik, atau nama wilayahnya."


def test_a_code_that_lost_its_zero_is_refused() -> None:
    error = _error("10|53.1|557|115547|129291|244838|")
    assert error.remedy == (
        "Kode wilayah kehilangan nol di belakangnya; tulis kode itu sebagai teks."
    )


def test_a_row_of_figures_without_a_region_is_refused() -> None:
    error = _error("7||557|115547|129291|244838|")
    assert (error.column, error.value) == ("B (Kabupaten/Kota)", "")
    assert error.problem == "Sel “Wilayah” kosong, padahal barisnya berisi angka."
    assert error.remedy == "Tulis nama wilayahnya atau hapus angkanya."


def test_both_rows_of_a_double_are_refused_and_name_each_other() -> None:
    parsed = _roll(f"{HEADING}\n7|SIKKA|557|1|2|3|\n8|Ende|1|1|1|2|\n9|Kabupaten Sikka|557|1|2|3|")
    assert (parsed.rows_in, len(parsed.records), parsed.rows_refused) == (3, 1, 2)
    assert [(e.row, e.column, e.problem, e.remedy) for e in parsed.errors] == [
        (
            2,
            "B (Kabupaten/Kota)",
            "Baris ini ganda: isinya menunjuk hal yang sama dengan baris 4.",
            "Hapus atau perbaiki salah satunya.",
        ),
        (
            4,
            "B (Kabupaten/Kota)",
            "Baris ini ganda: isinya menunjuk hal yang sama dengan baris 2.",
            "Hapus atau perbaiki salah satunya.",
        ),
    ]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("KUPANG", "53.01"),
        ("Kota Kupang", "53.71"),
        ("KPU Kupang", "53.01"),
        ("Jupang", "53.01"),
        ("Negekeo", "53.16"),
        ("KPU Flores", "53.06"),
        ("Kabupaten Kabupaten Sumba Barat", "53.12"),
        ("<b>Kab. Sikka</b>", "53.07"),
        ("53.07", "53.07"),
        ("TTS", "53.02"),
    ],
)
def test_the_names_of_real_documents_mean_their_region(name: str, code: str) -> None:
    parsed = _roll(f"{HEADING}\n1|{name}|5|1|2|3|")
    assert [record.values["kode_wilayah"] for record in parsed.records] == [code]


def test_a_code_beside_a_name_must_mean_the_same_region() -> None:
    parsed = _roll("Kode|Kabupaten/Kota|L|P|L+P\n53.07|Sikka|1|2|3\n53.08|Ngada|1|2|3")
    assert [record.values["kode_wilayah"] for record in parsed.records] == ["53.07"]
    (error,) = parsed.errors
    assert (error.row, error.column, error.value) == (3, "B (Kabupaten/Kota)", "Ngada")
    assert error.problem == "Nama dan kode dalam baris ini menunjuk wilayah yang berbeda."
    assert error.remedy == "Perbaiki salah satunya menurut dokumen asli."


def test_a_heading_of_districts_beside_the_regency_counts_them() -> None:
    parsed = _roll("No|Kabupaten/Kota|Kecamatan|L|P|L+P\n7|Sikka|21|1|2|3")
    assert parsed.records[0].values["kecamatan"] == 21


def test_a_table_of_districts_is_read_inside_its_regency_only() -> None:
    text = "No|Kecamatan|TPS|L|P|L+P\n1|Alok|5|1|2|3\n2|Kec. Nita|5|1|2|3\n|JUMLAH|10|2|4|7"
    parsed = _roll(text, within="53.07")
    codes = [record.values["kode_wilayah"] for record in parsed.records]
    assert all(code.startswith("53.07.") for code in codes)
    assert len(set(codes)) == 2
    assert [(f.rule.code, f.where) for f in parsed.findings] == [
        ("L+P=JUMLAH", "Kabupaten Sikka"),
    ]
    assert _roll(text).rows_refused == 2
    assert _roll(text, within="53.08").rows_refused == 2


def test_an_unknown_region_to_look_in_refuses_the_file() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        _roll(f"{HEADING}\n1|Alok|5|1|2|3|", within="5307")
    assert str(refusal.value) == (
        "Kode wilayah “5307” tidak dikenal. Tulis kode Kemendagri bertitik."
    )


def test_a_table_without_figures_is_refused() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        _roll(f"{HEADING}\n7|Sikka|||||\n8|Ende|||||")
    assert str(refusal.value) == (
        "Lembar “Lembar1” tidak berisi data: tidak ada baris berisi angka di bawah judul pada "
        "baris 1. Isi tabelnya, lalu kirim lagi."
    )


def test_personal_data_refuses_the_file_before_all_else() -> None:
    with pytest.raises(FileRefusedError, match="data perseorangan") as refusal:
        _roll("bukan tabel\n|5307014107850001")
    assert "5307014107850001" not in str(refusal.value)


def test_points_that_a_spreadsheet_may_have_made_are_shown() -> None:
    parsed = _roll(f"{HEADING}\n7|Sikka|557|115.547|129.291|244.838|")
    assert parsed.records[0].values["jumlah"] == 244_838
    assert parsed.notices == [
        "3 angka seperti “115.547” dibaca sebagai ribuan (115547); periksa dengan dokumen asli."
    ]


def test_a_printed_total_is_not_compared_while_a_row_is_refused() -> None:
    parsed = _roll(f"{HEADING}\n7|Sikka|557|1|2|3|\n8|Ende|x|1|2|3|\n|JUMLAH|9|9|9|9|")
    assert parsed.findings == []
    assert parsed.printed_totals == {
        "tps": 9,
        "laki_laki": 9,
        "perempuan": 9,
        "jumlah": 9,
    }
    assert parsed.notices == [
        "Baris jumlah tidak dibandingkan sebab ada baris yang ditolak; perbaiki baris itu dahulu."
    ]


def test_an_unreadable_printed_total_refuses_no_row() -> None:
    parsed = _roll(f"{HEADING}\n7|Sikka|557|1|2|3|\n|JUMLAH|9|9|9|9.9|")
    assert parsed.rows_refused == 0
    assert parsed.notices == [
        (
            "Baris jumlah 3, kolom F (L+P): “9.9” tidak dapat dibaca sebagai bilangan. Sel itu "
            "tidak dibandingkan."
        )
    ]


def test_a_column_with_a_missing_cell_has_no_sum_to_compare() -> None:
    parsed = _roll(f"{HEADING}\n7|Sikka|557|1|2|3|\n8|Ende||1|2|3|\n|JUMLAH|557|2|4|6|")
    assert parsed.totals == {"tps": None, "laki_laki": 2, "perempuan": 4, "jumlah": 6}
    assert [total.label for total in totals_of(parsed) if not total.is_comparable] == ["Jumlah TPS"]
    assert not any(total.differs for total in totals_of(parsed))


def test_the_balance_of_continuous_updating_is_checked_by_the_rules_of_the_roll() -> None:
    parsed = _roll("""
No|Kab/Kota|Sebelumnya|Pemilih Baru|||Pemilih TMS (orang)|||Perbaikan Data|||Jumlah Pemilih||
|||L|P|Jumlah|L|P|Jumlah|L|P|Jumlah|L|P|L+P
7|Sikka|100|3|4|7|1|1|2|5|6|11|50|55|106
""")
    assert parsed.errors == []
    values = parsed.records[0].values
    assert (values["sebelumnya"], values["baru"], values["tms"]) == (100, 7, 2)
    assert (values["perbaikan"], values["jumlah"]) == (11, 106)
    assert [(f.rule.code, f.printed, f.computed) for f in parsed.findings] == [
        ("L+P=JUMLAH", 106, 105),
        ("NERACA", 106, 105),
    ]


def test_reasons_are_matched_by_name_and_their_sum_is_compared() -> None:
    parsed = parse_book(
        IMPORTABLE["alasan-tms"],
        book("No|Alasan TMS|L|P|Jumlah\n1|MENINGGAL|5|4|9\n2|tni|2|1|3\n|Jumlah|7|5|13"),
    )
    assert [record.values["alasan"] for record in parsed.records] == ["meninggal", "menjadi-tni"]
    assert {record.values["kode_wilayah"] for record in parsed.records} == {"53"}
    assert [(f.rule.code, f.printed, f.computed) for f in parsed.findings] == [
        ("RINCIAN-ALASAN", 13, 12)
    ]


def test_an_unknown_reason_is_refused_with_the_nearest_ones() -> None:
    parsed = parse_book(IMPORTABLE["alasan-tms"], book("No|Alasan TMS|Jumlah\n1|Meninggal Dunia|9"))
    (error,) = parsed.errors
    assert (error.row, error.column) == (2, "B (Alasan TMS)")
    assert error.problem == "“Meninggal Dunia” bukan pilihan yang dikenal untuk “Alasan”."
    assert error.remedy.startswith("Maksudnya mungkin “Meninggal”")


def test_reasons_per_region_repeat_the_region_that_spans_them() -> None:
    parsed = parse_book(
        IMPORTABLE["alasan-tms"],
        book("No|Kabupaten/Kota|Alasan|Jumlah\n1|Sikka|Meninggal|9\n||Ganda|1\n2|Ende|Ganda|4"),
    )
    assert [(r.values["kode_wilayah"], r.values["alasan"]) for r in parsed.records] == [
        ("53.07", "meninggal"),
        ("53.07", "ganda"),
        ("53.08", "ganda"),
    ]


def test_a_measure_that_is_neither_number_nor_grade_is_refused() -> None:
    parsed = parse_book(
        IMPORTABLE["indikator-kinerja"],
        book("No|Sasaran|Indikator|Target|Realisasi|Capaian\n1|S|I|baik sekali|BB|103"),
    )
    (error,) = parsed.errors
    assert (error.row, error.column, error.value) == (2, "D (Target)", "baik sekali")
    assert error.problem == "“baik sekali” bukan bilangan dan bukan predikat."
    assert error.remedy == ("Tulis satu bilangan atau salah satu predikat: A, AA, B, BB, C, CC, D.")


def test_an_unknown_condition_of_a_building_is_refused_with_those_there_are() -> None:
    parsed = parse_book(
        IMPORTABLE["gedung-kantor"],
        book("NO|Satker|Milik Sendiri|\n||Kondisi|Luas\n1|KPU Sikka|Rusak Sedang|360 m2"),
    )
    (error,) = parsed.errors
    assert (error.row, error.column) == (3, "C (Milik Sendiri / Kondisi)")
    assert error.problem == (
        "“Rusak Sedang” bukan pilihan yang dikenal untuk “Milik sendiri kondisi”."
    )
    assert "“Rusak ringan”" in error.remedy


CELLS = st.sampled_from(
    [
        *("", "", "-", "12", "1.234", "1,234", "12.3", "x", "Sikka", "JUMLAH", "Ende", "5307"),
        *("53.07", "L", "Nihil", "Kabupaten/Kota", "2 TPS Loksus", "1E3", "#REF!", "25-Des"),
        *("(1)", "<b>7</b>", "Jumlah pindahan"),
    ]
)


@settings(max_examples=150)
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=12))
def test_every_row_with_figures_is_counted_once_whatever_the_sheet_holds(
    rows: list[list[str]],
) -> None:
    heading = HEADING.split("|")
    try:
        parsed = parse_book(IMPORTABLE["daftar-pemilih"], book_of(sheet_of([heading, *rows])))
    except FileRefusedError:
        return  # such as a second heading among the rows
    assert parsed.rows_in == len(parsed.records) + parsed.rows_refused
    refused = {error.row for error in parsed.errors}
    assert len(refused) == parsed.rows_refused
    assert refused.isdisjoint({record.row for record in parsed.records})


def _long(rows: int) -> Book:
    """A table of budget lines as long as a full export: fourteen columns."""
    heading = "Program|Kegiatan|KRO|RO|Komponen|Subkomponen|Akun|Item|Uraian|Pagu|Lock Pagu"
    codes = ["CQ", "6639", "BDB", "001", "051", "A", "521211"]
    body = [
        [*codes, f"{n:06}", f"Uraian {n}", f"{n * 7919:,}", "0", f"{n * 7919:,}", "100.00%", "-"]
        for n in range(1, rows + 1)
    ]
    return book_of(sheet_of([f"{heading}|Realisasi|%|Sisa".split("|"), *body]))


def test_the_number_of_queries_does_not_grow_with_the_table(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    kind = IMPORTABLE["daftar-pemilih"]
    few, many = own_rows("daftar-pemilih")[:8], own_rows("daftar-pemilih")
    with django_assert_num_queries(5):
        parse_book(kind, book_of(sheet_of(many)))
    with django_assert_num_queries(3):
        parse_book(kind, book_of(sheet_of(few)))


def test_a_long_table_is_read_in_one_go() -> None:
    parsed = parse_book(IMPORTABLE["realisasi-anggaran"], _long(2000))
    assert (parsed.rows_in, parsed.rows_refused) == (2000, 0)
