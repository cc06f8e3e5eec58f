"""What a mistyped address may have meant."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.suggestions import MOST, is_statistics_code, nearest, words_of

SECTIONS = {"pemilih", "wilayah", "data"}
KNOWN = ["/", "/pemilih/", "/pemilihan/", "/wilayah/53.07/", "/wilayah/53.17/", "/wilayah/53.71/"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/wilayah/sikka/", "sikka"),
        ("/Wilayah/flores-timur", "flores timur"),
        ("/wilayah/53.99/", "53.99"),
        ("/wilayah/53.07.01/", "53.07.01"),
        ("/data/daftar-pemilih.xls", "daftar pemilih xls"),
        ("/pemilih/", "pemilih"),
        ("/hibah_pilkada/2024/", "hibah pilkada 2024"),
        ("/<script>alert(1)</script>/", "script alert 1 script"),
        ("/", ""),
        ("/" + "a" * 200, ""),
    ],
)
def test_the_words_of_an_address_become_a_search(path: str, words: str) -> None:
    assert words_of(path, SECTIONS) == words


@given(st.text(max_size=200))
def test_a_search_made_of_an_address_is_short_and_holds_nothing_but_words(path: str) -> None:
    words = words_of(path, SECTIONS)
    assert len(words) <= 64
    assert re.fullmatch(r"[^\W_]*(?:[ .][^\W_]+)*", re.sub(r"\.+", ".", words))


@given(st.text(max_size=200))
def test_only_known_addresses_are_suggested(path: str) -> None:
    found = nearest(path, KNOWN)
    assert set(found) <= set(KNOWN)
    assert len(found) <= MOST


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("/wilayah/5307/", True),
        ("/wilayah/5307", True),
        ("/wilayah/53.07/", False),
        ("/wilayah/53071/", False),
        ("/pemilih/5307/", False),
        ("/wilayah/53٠٧/", False),
    ],
)
def test_a_code_without_its_point_is_one_of_the_statistics_office(path: str, is_one: bool) -> None:
    assert is_statistics_code(path) is is_one
