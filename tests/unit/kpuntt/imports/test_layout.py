"""How a table is found among titles, merged headings, page breaks and footers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpuntt.importable import IMPORTABLE
from kpuntt.imports.book import FileRefusedError, Span
from kpuntt.imports.layout import Table, read_table
from tests.unit.kpuntt.imports.books import book, book_of, lines, own_rows, sheet_of

ROLL = IMPORTABLE["daftar-pemilih"]
HEADING = "No|Kabupaten/Kota|Jumlah TPS|L|P|L+P"
SIKKA = "7|SIKKA|557|115,547|129,291|244,838"
ENDE = "8|ENDE|637|98,351|108,711|207,062"


def _roll(text: str, **options: object) -> Table:
    return read_table(ROLL, book(text, **options))


def _cells(table: Table) -> list[tuple[str, str]]:
    return [(row.cells["kode_wilayah"], row.cells["jumlah"]) for row in table.rows]


def test_merged_headings_are_read_by_their_ranges() -> None:
    text = """
No|Kabupaten/Kota|Pemilih Baru|||TMS|||Jumlah Pemilih||
||L|P|Jumlah|L|P|Jumlah|L|P|L+P
7|Sikka|1|2|3|4|5|9|10|20|30
"""
    merges = [
        Span(1, 3, 1, 5),
        Span(1, 6, 1, 8),
        Span(1, 9, 1, 11),
        Span(1, 1, 2, 1),
        Span(1, 2, 2, 2),
    ]
    by_ranges = _roll(text, merges=merges)
    assert by_ranges.rows[0].cells == _roll(text).rows[0].cells
    assert by_ranges.rows[0].cells == {
        "kode_wilayah": "Sikka",
        "baru_laki_laki": "1",
        "baru_perempuan": "2",
        "baru": "3",
        "tms_laki_laki": "4",
        "tms_perempuan": "5",
        "tms": "9",
        "laki_laki": "10",
        "perempuan": "20",
        "jumlah": "30",
    }
    assert by_ranges.notices == []


def test_headings_of_five_rows_with_column_numbers_are_one_heading() -> None:
    table = _roll("""
REKAPITULASI DAFTAR PEMILIH
TAHUN 2025
No|Kabupaten/Kota|Rekapitulasi||||
||DPT||||
||Jumlah TPS|Jumlah Pemilih|||
|||Jenis Kelamin||L+P
|||L|P|
(1)|(2)|(3)|(4)|(5)|(6)
7|Sikka|557|115547|129291|244838
""")
    assert table.rows[0].number == 9
    assert table.rows[0].cells == {
        "kode_wilayah": "Sikka",
        "tps": "557",
        "laki_laki": "115547",
        "perempuan": "129291",
        "jumlah": "244838",
    }


def test_a_group_that_adds_nothing_may_stand_between_two_others() -> None:
    table = _roll("""
No|Kabupaten/Kota|Pemilih Baru|||Jumlah Pemilih||
||Jenis Kelamin||Jumlah|Jenis Kelamin||L+P
||L|P||L|P|
7|Sikka|1|2|3|10|20|30
""")
    assert table.rows[0].cells == {
        "kode_wilayah": "Sikka",
        "baru_laki_laki": "1",
        "baru_perempuan": "2",
        "baru": "3",
        "laki_laki": "10",
        "perempuan": "20",
        "jumlah": "30",
    }


def test_an_unknown_group_does_not_lend_its_columns_to_another_figure() -> None:
    table = _roll("""
No|Kabupaten/Kota|Pemilih Luar Negeri||Jumlah Pemilih||
||L|P|L|P|L+P
7|Sikka|1|2|10|20|30
""")
    assert table.rows[0].cells == {
        "kode_wilayah": "Sikka",
        "laki_laki": "10",
        "perempuan": "20",
        "jumlah": "30",
    }
    assert table.notices == [
        "Kolom C (Pemilih Luar Negeri / L) tidak dikenal dan tidak dibaca.",
        "Kolom D (Pemilih Luar Negeri / P) tidak dikenal dan tidak dibaca.",
    ]


def test_carried_totals_page_totals_and_repeated_heads_are_passed_over_with_a_notice() -> None:
    table = _roll(f"""
DAFTAR PEMILIH
{HEADING}
{SIKKA}
|JUMLAH DIPINDAHKAN|557|115,547|129,291|244,838

DAFTAR PEMILIH
{HEADING}
1|2|3|4|5|6
|Jumlah Pindahan|557|115,547|129,291|244,838
{ENDE}
|JUMLAH|1,194|213,898|238,002|451,900
Kupang, 22 September 2024
||||Ketua KPU Provinsi
""")
    assert _cells(table) == [("SIKKA", "244,838"), ("ENDE", "207,062")]
    assert table.total is not None
    assert table.total.number == 11
    assert table.notices == [
        "Judul yang diulang dilewati: baris 6–7.",
        "Jumlah pindahan dilewati, tidak dihitung: baris 4, 9.",
        "Baris yang bukan data dilewati: baris 12–13.",
    ]


@pytest.mark.parametrize(
    "label",
    ["JUMLAH", "TOTAL", "Jumlah Total", "<b>JUMLAH</b>", "**Total**", "Jumlah Provinsi NTT"],
)
def test_a_total_row_is_known_by_its_first_word(label: str) -> None:
    table = _roll(f"{HEADING}\n{SIKKA}\n{label}||557|115,547|129,291|244,838")
    assert len(table.rows) == 1
    assert table.total is not None


def test_of_several_totals_the_last_one_counts() -> None:
    table = _roll(f"{HEADING}\n{SIKKA}\nJUMLAH||557|1|2|3\nTOTAL||557|115,547|129,291|244,838")
    assert table.total is not None
    assert table.total.cells["jumlah"] == "244,838"
    assert "Ada beberapa baris jumlah; baris 3 tidak dibandingkan." in table.notices


def test_a_row_of_figures_below_the_total_is_still_a_row() -> None:
    table = _roll(f"{HEADING}\n{SIKKA}\nJUMLAH||557|1|2|3\n{ENDE}")
    assert len(table.rows) == 2


def test_hidden_rows_are_read_and_named() -> None:
    table = _roll(f"{HEADING}\n{SIKKA}\n{ENDE}", hidden_rows=frozenset({3}))
    assert len(table.rows) == 2
    assert table.notices == ["Baris tersembunyi ikut dibaca: baris 3."]


def test_hidden_sheets_are_named_and_not_read() -> None:
    shown = sheet_of(lines(f"{HEADING}\n{SIKKA}"), name="DPT")
    hidden = sheet_of(lines(f"{HEADING}\n{ENDE}"), name="Lama", hidden=True)
    table = read_table(ROLL, book_of(hidden, shown))
    assert _cells(table) == [("SIKKA", "244,838")]
    assert table.notices == ["Lembar tersembunyi tidak dibaca: “Lama”."]
    with pytest.raises(FileRefusedError) as refusal:
        read_table(ROLL, book_of(hidden, shown), sheet="Lama")
    assert str(refusal.value) == (
        "Lembar “Lama” tersembunyi. Tampilkan lembar itu, lalu kirim lagi."
    )


def test_the_only_sheet_that_fits_is_chosen_and_the_others_are_named() -> None:
    other = sheet_of([["Catatan", "tentang DPT"]], name="Catatan")
    table = read_table(ROLL, book_of(other, sheet_of(lines(f"{HEADING}\n{SIKKA}"), name="DPT")))
    assert table.sheet == "DPT"
    assert table.notices == ["Lembar lain tidak dibaca: “Catatan”."]


def test_several_sheets_that_fit_are_refused_until_one_is_named() -> None:
    two = book_of(
        sheet_of(lines(f"{HEADING}\n{SIKKA}"), name="DPS"),
        sheet_of(lines(f"{HEADING}\n{ENDE}"), name="DPT"),
    )
    with pytest.raises(FileRefusedError) as refusal:
        read_table(ROLL, two)
    assert str(refusal.value) == (
        "Beberapa lembar memuat tabel yang cocok: “DPS”, “DPT”. Pilih satu lembar dengan namanya."
    )
    assert _cells(read_table(ROLL, two, sheet="dpt ")) == [("ENDE", "207,062")]
    with pytest.raises(FileRefusedError) as refusal:
        read_table(ROLL, two, sheet="DPTb")
    assert str(refusal.value) == "Lembar “DPTb” tidak ada. Lembar yang ada: “DPS”, “DPT”."


def test_a_file_without_the_table_says_what_was_looked_for() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        _roll("Surat undangan\nKepada Yth. Ketua")
    assert str(refusal.value) == (
        "Tabel “Daftar pemilih per wilayah” tidak ditemukan. Yang dicari: baris judul dengan kolom "
        "“Wilayah”, “L+P”. Yang diperiksa: lembar “Lembar1”; tidak satu pun barisnya memuat judul "
        "itu."
    )


def test_a_missing_column_is_named_with_what_was_found_and_where() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        _roll("DPT\nNo|Kabupaten/Kota|L|P\n7|Sikka|1|2")
    assert str(refusal.value) == (
        "Tabel “Daftar pemilih per wilayah” tidak lengkap: kolom “L+P” tidak ditemukan. Yang "
        "ditemukan di lembar “Lembar1” baris 2: “No”, “Kabupaten/Kota”, “L”, “P”. Tambahkan judul "
        "kolom itu."
    )


def test_two_headings_for_one_column_are_refused_with_both_places() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        _roll("No|Kabupaten/Kota|L|P|Jumlah|Total\n7|Sikka|1|2|3|4")
    assert str(refusal.value) == (
        "Dua judul di lembar “Lembar1” baris 1 sama-sama berarti “L+P”: kolom E (Jumlah) dan F "
        "(Total). Ubah atau hapus salah satu judul itu."
    )


def test_a_second_table_with_other_columns_is_refused_and_not_misread() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        _roll(f"{HEADING}\n{SIKKA}\n\nNo|Kabupaten/Kota|L|P|L+P|Jumlah TPS\n8|Ende|1|2|3|4")
    assert str(refusal.value) == (
        "Judul tabel di lembar “Lembar1” baris 4 berbeda dari judul di baris 1. Satu lembar hanya "
        "boleh memuat satu susunan kolom; pisahkan tabel itu."
    )


def test_a_column_without_heading_is_named() -> None:
    table = _roll(f"{HEADING}\n{SIKKA}|koreksi 12")
    assert table.notices == ["Kolom G tidak berjudul; isinya tidak dibaca."]


def test_rows_of_regions_without_figures_are_named() -> None:
    table = _roll(f"{HEADING}\n{SIKKA}\n8|ENDE||||\n9|NGADA||||")
    assert _cells(table) == [("SIKKA", "244,838")]
    assert table.notices == ["Baris tanpa angka dilewati: baris 3–4."]


TITLE_ROWS = [
    [],
    ["", "", ""],
    ["**Daftar Pemilih Tetap**"],
    ["TINGKAT PROVINSI NUSA TENGGARA TIMUR TAHUN 2024"],
    ["1", "2", "3", "4", "5", "6", "7"],
]
REPEATED_HEAD = own_rows("daftar-pemilih")[4:6]


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(6, 40), st.integers(0, len(TITLE_ROWS))), max_size=12))
def test_page_breaks_anywhere_in_the_roll_never_change_its_rows(
    breaks: list[tuple[int, int]],
) -> None:
    rows = own_rows("daftar-pemilih")
    expected = [row.cells for row in read_table(ROLL, book_of(sheet_of(rows))).rows]
    for place, choice in breaks:
        block = REPEATED_HEAD if choice == len(TITLE_ROWS) else [TITLE_ROWS[choice]]
        at = _between_heads(rows, min(place, len(rows)))
        rows[at:at] = block
    table = read_table(ROLL, book_of(sheet_of(rows)))
    assert [row.cells for row in table.rows] == expected
    assert table.total is not None


def _between_heads(rows: list[list[str]], place: int) -> int:
    """A page does not break between the two rows of a heading."""
    return place - 1 if place < len(rows) and rows[place][2:3] == ["Jumlah TPS"] else place


@pytest.mark.parametrize("name", ["Jumlah pemilih terlayani", "Jumlah halaman laporan", "Total"])
def test_an_indicator_that_begins_like_a_total_is_a_row(name: str) -> None:
    text = f"Indikator|Target|Realisasi|Capaian\n{name}|10|12|120\nNilai|1|1|100"
    table = read_table(IMPORTABLE["indikator-kinerja"], book(text))
    assert [row.cells["indikator"] for row in table.rows] == [name, "Nilai"]
    assert (table.total, table.notices) == (None, [])
