from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.personal import refuse_personal
from tests.unit.kpuntt.imports.books import book_of, sheet_of

NUMBER = "5301014107850001"
SEPARATORS = st.sampled_from(["", " ", ".", "-", "'", "\u00a0", "/"])


@given(
    digits=st.text("0123456789", min_size=16, max_size=16),
    separators=st.lists(SEPARATORS, min_size=15, max_size=15),
    before=st.sampled_from(["", "'", "NIK ", "No. ", "pemilih: "]),
    row=st.integers(0, 5),
)
def test_a_number_of_sixteen_digits_is_refused_however_written_and_never_repeated(
    digits: str, separators: list[str], before: str, row: int
) -> None:
    value = before + "".join(
        digit + sign for digit, sign in zip(digits, [*separators, ""], strict=True)
    )
    if (
        value.count(".") == 1
        and value.index(".") < 4
        and not before
        and set(separators) <= {"", "."}
    ):
        return  # a ratio such as 49.07877...
    rows = [["x", "y"] for _ in range(row)] + [["x", value]]
    with pytest.raises(FileRefusedError) as refusal:
        refuse_personal(book_of(sheet_of(rows)))
    message = str(refusal.value)
    assert f"baris {row + 1}, kolom B" in message
    assert digits not in "".join(sign for sign in message if sign.isdigit())
    assert value not in message


@pytest.mark.parametrize(
    "heading",
    ["NIK", "No. KK", "NKK", "Nomor Induk Kependudukan", "NIK/Paspor", "No KK ", "<b>NIK</b>"],
)
def test_a_heading_of_personal_numbers_is_refused_even_without_numbers(heading: str) -> None:
    with pytest.raises(FileRefusedError, match=r"“Lembar1”, baris 2, kolom C"):
        refuse_personal(book_of(sheet_of([["judul"], ["No", "Nama", heading]])))


@pytest.mark.parametrize(
    "cell",
    [
        "5.30101410785E15",
        "5,30101E+15",
        "530101******0001",
        "5301-0141-0785-0001",
    ],
)
def test_shortened_and_masked_numbers_are_refused(cell: str) -> None:
    with pytest.raises(FileRefusedError):
        refuse_personal(book_of(sheet_of([[cell]])))


@pytest.mark.parametrize(
    "cell",
    [
        "NIP. 19700101 199803 1 001",
        "215,464,527,000",
        "2.037392E10",
        "53.01.04.2001",
        "Jumlah KK",
        "49.07877038591084",
        "22 September 2024",
        "12345678901234567",
    ],
)
def test_figures_and_official_numbers_are_not_taken_for_persons(cell: str) -> None:
    refuse_personal(book_of(sheet_of([[cell]])))


def test_a_hidden_sheet_is_searched_as_well() -> None:
    with pytest.raises(FileRefusedError, match="“Arsip”"):
        refuse_personal(book_of(sheet_of([["a"]]), sheet_of([[NUMBER]], name="Arsip", hidden=True)))


def test_a_sheet_named_by_a_number_is_called_by_its_place() -> None:
    with pytest.raises(FileRefusedError) as refusal:
        refuse_personal(book_of(sheet_of([["a"]]), sheet_of([["b"]], name=NUMBER)))
    assert "lembar ke-2" in str(refusal.value)
    assert NUMBER not in str(refusal.value)
