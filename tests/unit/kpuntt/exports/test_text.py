from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kpuntt.exports.text import neutralise

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
DANGEROUS_TEXT = st.builds(
    lambda blanks, sign, rest: blanks + sign + rest,
    st.text(alphabet=" \u00a0", max_size=3),
    st.sampled_from(DANGEROUS),
    st.text(max_size=8),
)


@given(st.text(max_size=20) | DANGEROUS_TEXT)
@example("=1+1")
@example(" =1+1")
@example("'=1+1")
def test_neutral_text_never_starts_with_a_dangerous_character(text: str) -> None:
    assert not neutralise(text).lstrip(" \u00a0").startswith(DANGEROUS)


@given(st.text(max_size=20) | DANGEROUS_TEXT)
def test_neutralising_adds_one_apostrophe_or_nothing(text: str) -> None:
    assert neutralise(text) in {text, f"'{text}"}


@given(DANGEROUS_TEXT)
def test_dangerous_text_gets_an_apostrophe_even_behind_blanks(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@given(st.text(max_size=20) | DANGEROUS_TEXT)
def test_neutralising_twice_is_neutralising_once(text: str) -> None:
    assert neutralise(neutralise(text)) == neutralise(text)


@pytest.mark.parametrize(
    "text", ["", "Kupang", "2024", "a=b", "1-2", "(−3)", "'kutip", "“−”", "x@y", "53.01"]
)
def test_harmless_text_is_left_alone(text: str) -> None:
    assert neutralise(text) == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+62 380", "-", "@SUM(A1)", "\tx", "\rx", "  =HYPERLINK(1)", "\u00a0+1", "-5"],
)
def test_text_that_a_spreadsheet_could_run_is_quoted(text: str) -> None:
    assert neutralise(text) == "'" + text
