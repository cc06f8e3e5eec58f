from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpuntt.headlines import LIMIT, attribution, edition, found, headline, shortened

# What database columns can hold: any characters, line breaks among them.
texts = st.text(min_size=1, max_size=400)


@given(texts, texts, st.lists(texts, max_size=4))
def test_a_headline_is_always_one_plain_line_that_fits(
    subject: str, fact: str, details: list[str]
) -> None:
    line = headline(subject, fact, *details)
    assert len(line) <= LIMIT
    assert len(line.splitlines()) == 1
    assert "*" not in line


@given(texts, st.integers(min_value=1_000_000, max_value=10**15))
def test_a_subject_of_any_length_never_pushes_the_figure_out(subject: str, figure: int) -> None:
    assert headline(subject, f"{figure} pemilih").endswith(f": {figure} pemilih.")


def test_a_detail_that_does_not_fit_is_left_out_whole_and_a_later_one_that_fits_is_kept() -> None:
    line = headline("DPT", "3 pemilih", ", " + "x" * LIMIT, ", 2 temuan")
    assert line == "DPT: 3 pemilih, 2 temuan."


def test_a_figure_is_never_cut_in_the_middle() -> None:
    assert shortened("pagu Rp 215.464.527.000", 15) == "pagu Rp…"


def test_a_word_longer_than_the_room_is_cut_all_the_same() -> None:
    assert shortened("x" * 30, 10) == "x" * 9 + "…"


def test_the_unbreakable_blank_of_a_percentage_stays() -> None:
    assert headline("Anggaran", "99,61\u00a0%\nterserap") == "Anggaran: 99,61\u00a0% terserap."


def test_only_secondary_sources_are_named() -> None:
    assert attribution("pers") == " menurut pers"
    assert attribution("kompilasi") == " menurut kompilasi"
    assert attribution("siaran") == ""


def test_a_version_is_named_only_when_it_was_superseded() -> None:
    assert edition("DPT", state="superseded", version=1) == "DPT, versi 1"
    assert edition("DPT", state="published", version=2) == "DPT"


def test_no_finding_is_nothing_to_say() -> None:
    assert found(0) == ""
    assert found(3) == ", 3 temuan"
