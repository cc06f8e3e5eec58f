"""Numbers of persons are seen in running text, and figures are not taken for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.identity_numbers import is_identity_number, text_holds_identity_number

WORDS = st.text(st.sampled_from("abcdefghij ,;:()?!\n"), max_size=40)
DIGITS = st.text("0123456789", min_size=16, max_size=16)
#: Written in one piece, by fours, or as region, birth date and serial number.
SHAPES = st.sampled_from([(16,), (4, 4, 4, 4), (6, 6, 4)])


@given(before=WORDS, digits=DIGITS, shape=SHAPES, sign=st.sampled_from(" .-/"), after=WORDS)
def test_a_number_of_sixteen_digits_is_seen_wherever_it_stands_in_a_text(
    before: str, digits: str, shape: tuple[int, ...], sign: str, after: str
) -> None:
    groups, rest = [], digits
    for length in shape:
        groups.append(rest[:length])
        rest = rest[length:]
    assert text_holds_identity_number(f"{before} {sign.join(groups)} {after}")


@pytest.mark.parametrize(
    "text",
    [
        "TPS 12 5301014107850001 salah",
        "TPS 12 5301014107850001 34",
        "12/5301014107850001",
        "x 5301-0141-0785-0001.",
        "５３０１０１４１０７８５０００１",
        "٥٣٠١٠١٤١٠٧٨٥٠٠٠١",
        "5301\u200b014107850001",
        "530101******0001",
        "5301014107850001@contoh.id",
    ],
)
def test_other_figures_scripts_and_unseen_signs_do_not_hide_it(text: str) -> None:
    assert text_holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jumlah seharusnya 133.451, bukan 133.415.",
        "Sikka 118.545 126.293 244.838 557",
        "Rp 21.739.651.520 dan Rp 15.772.949.445",
        "Tahun 2019, 2020, 2021, 2022",
        "Kode 53.07.04.2001 di kolom L+P, 0,32471298",
        "Telepon 0812-3456-7890",
        "12345678901234567",
        "xxxx xxxx xxxx xxxx",
    ],
)
def test_figures_codes_and_telephone_numbers_are_no_such_number(text: str) -> None:
    assert not text_holds_identity_number(text)


def test_whatever_a_cell_is_refused_for_a_text_is_refused_for_too() -> None:
    for cell in ("5301014107850001", "53 01 01 41 07 85 00 01", "5.30101410785E15"):
        assert is_identity_number(cell)
        assert text_holds_identity_number(cell)
