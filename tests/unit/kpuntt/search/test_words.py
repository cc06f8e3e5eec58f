from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.search.words import (
    MAX_QUERY_WORDS,
    MAX_WORD,
    answers,
    fold,
    highlight,
    index_words,
    query_words,
    snippet,
    stem,
    tokens,
)

WORD = re.compile(r"[a-z0-9]+(\.[a-z0-9]+)*")
# Any text at all, lone surrogates included, and text in which there is much to find.
ANYTHING = st.text(st.characters(exclude_categories=[]), max_size=80)
TALKATIVE = st.lists(
    st.sampled_from(
        ["Pemilih", "pemilihan", "CQ.6639.BDB", "<b>", "&", "53.07", "Kupang", "é", "­", ".", " "]
    )
    | st.text(max_size=4),
    max_size=12,
).map("".join)
TEXTS = ANYTHING | TALKATIVE


@given(TEXTS)
def test_every_word_of_any_text_consists_of_letters_digits_and_inner_points(text: str) -> None:
    words = [*tokens(text), *index_words(text)]
    words += [form for word in query_words(text) for form in (word.word, word.stem)]
    assert all(WORD.fullmatch(word) and len(word) <= MAX_WORD for word in words)
    assert len(query_words(text)) <= MAX_QUERY_WORDS


@given(TEXTS)
def test_a_text_is_found_by_each_of_its_own_words(text: str) -> None:
    kept = index_words(text)
    for word in query_words(text):
        assert any(word.matches(item) for item in kept)


@given(TEXTS, TEXTS)
def test_highlighting_never_changes_the_text_and_marks_only_what_answers(
    text: str, query: str
) -> None:
    words = query_words(query)
    fragments = highlight(text, words)
    assert "".join(fragment.text for fragment in fragments) == text
    assert all(fragment.text for fragment in fragments)
    assert all(answers(fragment.text, words) is fragment.is_match for fragment in fragments)
    assert answers(text, words) is any(fragment.is_match for fragment in fragments)


@given(TALKATIVE, TALKATIVE)
def test_marked_fragments_are_the_escaped_text_once_the_marks_are_removed(
    text: str, query: str
) -> None:
    template = Template(
        "{% for part in parts %}{% if part.is_match %}<mark>{{ part.text }}</mark>"
        "{% else %}{{ part.text }}{% endif %}{% endfor %}"
    )
    html = template.render(Context({"parts": highlight(text, query_words(query))}))
    assert html.replace("<mark>", "").replace("</mark>", "") == escape(text)


@given(TEXTS, TEXTS, st.integers(20, 200))
def test_a_snippet_is_a_piece_of_the_text_that_has_the_word(
    text: str, query: str, width: int
) -> None:
    words = query_words(query)
    piece = snippet(text, words, width)
    inner = piece.removeprefix("… ").removesuffix(" …")
    assert inner in text
    if answers(text, words):
        assert answers(piece, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Daftar Pemilih", ["daftar", "pemilih"]),
        ("CQ.6639.BDB.001, dan 53.07.", ["cq.6639.bdb.001", "dan", "53.07"]),
        ("kode_wilayah laki-laki", ["kode", "wilayah", "laki", "laki"]),
        ("Café ＮＴＴ naïve", ["cafe", "ntt", "naive"]),
        ("pe\u00admi\u200blih", ["pemilih"]),
        ("…", []),
        ("مرحبا 你好 🗳", []),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    assert tokens(text) == words


def test_folding_drops_case_and_marks() -> None:
    assert fold("ÀÉÎ ß Ⅳ") == "aei ss iv"


@pytest.mark.parametrize("word", ["memilih", "pemilih", "pemilihan", "terpilih"])
def test_words_of_one_family_have_one_stem(word: str) -> None:
    assert stem(word) == "pilih"


def test_codes_and_figures_have_no_stem_of_their_own() -> None:
    assert [stem(word) for word in ("53.07", "6639", "cq.6639")] == ["53.07", "6639", "cq.6639"]


@pytest.mark.parametrize("query", ["CQ.6639.BDB.001", "cq.66", "6639.bdb", "BDB", "001", "6639"])
def test_a_code_is_found_by_its_beginning_and_by_its_parts(query: str) -> None:
    assert answers("CQ.6639.BDB.001", query_words(query))


def test_a_single_letter_stands_only_for_itself() -> None:
    assert answers("Semester I 2025", query_words("i"))
    assert not answers("Indeks", query_words("i"))


def test_stop_words_are_asked_for_only_if_nothing_else_is() -> None:
    assert [word.word for word in query_words("daftar yang dan untuk")] == ["daftar"]
    assert [word.word for word in query_words("yang dan untuk yang")] == ["yang", "dan", "untuk"]


def test_a_repeated_word_is_asked_for_once() -> None:
    assert len(query_words("kupang Kupang KUPANG")) == 1


def test_a_snippet_is_cut_at_blanks_around_the_word() -> None:
    text = "satu dua tiga " * 20 + "Maumere " + "empat lima enam " * 20
    piece = snippet(text, query_words("maumere"), 60)
    assert piece.startswith("… ")
    assert piece.endswith(" …")
    assert "Maumere" in piece
    assert set(piece.split()) <= {*text.split(), "…"}
    assert snippet("Pendek saja.", query_words("maumere")) == "Pendek saja."
