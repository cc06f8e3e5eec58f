from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.delimited import read_csv


def _rows(content: bytes) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.number, row.cells) for row in read_csv(content, stem="a")[1]]


@pytest.mark.parametrize(
    "content",
    [
        "wilayah,jumlah\nFlores Timur – “A”,1\n".encode(),
        "\ufeffwilayah;jumlah\r\nFlores Timur – “A”;1\r\n".encode(),
        "wilayah\tjumlah\rFlores Timur – “A”\t1".encode("utf-16"),
        "wilayah,jumlah\nFlores Timur – “A”,1\n".encode("cp1252"),
        b'"wilayah","jumlah"\n"Flores Timur \xe2\x80\x93 \xe2\x80\x9cA\xe2\x80\x9d","1"',
    ],
)
def test_encodings_and_delimiters_are_recognised(content: bytes) -> None:
    assert _rows(content) == [(1, ("wilayah", "jumlah")), (2, ("Flores Timur – “A”", "1"))]


def test_a_semicolon_in_the_heading_explains_the_commas_in_the_figures() -> None:
    content = b"Rekap, 2024\nwilayah;persen;target\nKupang;99,61;98,5\nTTS;98,20;97,5\n"
    assert _rows(content)[2] == (3, ("Kupang", "99,61", "98,5"))


def test_delimiters_inside_quotes_do_not_count() -> None:
    content = b'wilayah,catatan\n"Kupang","a;b;c"\nTTS,"satu, dua"\n'
    assert _rows(content)[1:] == [(2, ("Kupang", "a;b;c")), (3, ("TTS", "satu, dua"))]


def test_blank_records_are_left_out_and_keep_their_number() -> None:
    assert _rows(b"a,b\n\n,\n1,2\n") == [(1, ("a", "b")), (4, ("1", "2"))]


def test_a_line_end_in_quotes_stays_in_its_cell() -> None:
    assert _rows(b'a,b\n"Timor\nTengah",2\n3,4\n')[1:] == [
        (2, ("Timor Tengah", "2")),
        (3, ("3", "4")),
    ]


def test_one_column_needs_no_delimiter() -> None:
    assert _rows(b"wilayah\nKupang\n") == [(1, ("wilayah",)), (2, ("Kupang",))]


def test_shorter_records_and_blank_fields_behind_the_heading_are_fine() -> None:
    assert _rows(b"a,b\n1,2,,\nSumber\n")[1:] == [(2, ("1", "2")), (3, ("Sumber",))]


def test_a_decimal_comma_between_commas_is_refused_with_its_row() -> None:
    with pytest.raises(FileRefusedError, match="Baris 30 memuat 3 kolom, padahal kepalanya 2"):
        _rows(b"a,b\n" + b"1,2\n" * 28 + b"Kupang,99,61\n")


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_refusal(content: bytes) -> None:
    outcome: object
    try:
        outcome = all(cells and cells[-1] for _, cells in _rows(content))
    except FileRefusedError as refusal:
        outcome = str(refusal).endswith("lalu unggah lagi.")
    assert outcome


@given(
    st.lists(
        st.lists(
            st.from_regex(r"[A-Za-z0-9 ,;\"]{0,6}[a-z0-9]", fullmatch=True), min_size=3, max_size=3
        ),
        min_size=1,
        max_size=30,
    ),
    st.sampled_from([",", ";"]),
)
def test_what_a_writer_quotes_comes_back(table: list[list[str]], delimiter: str) -> None:
    target = io.StringIO(newline="")
    heading = ["wilayah", "jumlah", "catatan"]
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([heading, *table])
    expected = [tuple(field.strip() for field in row) for row in (heading, *table)]
    assert [cells for _, cells in _rows(target.getvalue().encode())] == expected
