"""The line that is passed on with a post."""

from __future__ import annotations

import pytest

from news.sentences import post_sentence


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Pleno digelar", "Pleno digelar. Ringkasan."),
        ("Sudah terdaftar?", "Sudah terdaftar? Ringkasan."),
        ("Ayo memilih!", "Ayo memilih! Ringkasan."),
    ],
)
def test_title_and_summary_are_two_sentences(title: str, line: str) -> None:
    assert post_sentence(title, "Ringkasan.", state="published", version=1) == line
