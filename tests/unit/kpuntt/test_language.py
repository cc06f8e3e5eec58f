"""The language of an address, and what follows from it for words, figures and dates."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, time
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kpuntt import formatting, language
from kpuntt.charts.dots import Change, dots_title
from kpuntt.charts.pyramid import Pair, pyramid_title
from kpuntt.datasets import AREA_LABELS
from kpuntt.headlines import found
from kpuntt.templatetags.languages import indonesian, phrase, phrases, translated

_DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "id"),
        ("/pemilih/", "id"),
        ("/en", "en"),
        ("/en/", "en"),
        ("/en/pemilih/", "en"),
        ("/energi/", "id"),
        ("/data/en/", "id"),
    ],
)
def test_an_address_says_its_language(path: str, expected: str) -> None:
    assert language.language_of(path) == expected


def test_the_address_of_a_page_is_found_from_that_in_either_language() -> None:
    for path in ("/pemilih/?urut=-total", "/en/pemilih/?urut=-total"):
        assert language.path_in("id", path) == "/pemilih/?urut=-total"
        assert language.path_in("en", path) == "/en/pemilih/?urut=-total"


def test_figures_and_dates_follow_the_language() -> None:
    def written() -> list[str]:
        return [
            formatting.format_integer(4062328),
            formatting.format_change(-5502),
            formatting.format_percent(Decimal("99.61")),
            formatting.format_decimal(Decimal("1234.50")),
            formatting.format_date(date(2025, 7, 4)),
            formatting.format_period(date(2025, 9, 30), date(2025, 10, 2)),
            formatting.format_time(time(14, 5)),
        ]

    indonesian_words = written()
    with translation.override("en"):
        english_words = written()
    assert indonesian_words == [
        "4.062.328",
        "−5.502",
        "99,61\u00a0%",
        "1.234,50",
        "4 Juli 2025",
        "30 September–2 Oktober 2025",
        "14.05",
    ]
    assert english_words == [
        "4,062,328",
        "−5,502",
        "99.61%",
        "1,234.50",
        "4 July 2025",
        "30 September–2 October 2025",
        "14:05",
    ]


def test_a_weekday_stays_as_sources_print_it_since_it_is_compared_with_them() -> None:
    with translation.override("en"):
        assert formatting.format_weekday(date(2025, 7, 4)) == "Jumat"


@given(_DECIMALS)
def test_a_figure_kept_in_words_is_rewritten_as_if_it_had_been_computed(value: Decimal) -> None:
    kept = formatting.format_decimal(value)
    assert formatting.restyled(kept) == kept
    with translation.override("en"):
        assert formatting.restyled(kept) == formatting.format_decimal(value)


def test_counts_are_told_in_the_singular_and_the_plural() -> None:
    assert [found(0), found(1), found(2)] == ["", ", 1 temuan", ", 2 temuan"]
    with translation.override("en"):
        assert [found(0), found(1), found(2)] == ["", ", 1 finding", ", 2 findings"]


def test_every_other_language_is_answered_in_indonesian() -> None:
    for code in ("id", "fr", "en-gb"):
        with translation.override(code):
            assert language.current() == "id"
    with translation.override(None):
        assert language.current() == "id"


def test_without_django_everything_is_indonesian() -> None:
    program = (
        "from kpuntt import language, formatting\n"
        "assert language.current() == 'id'\n"
        "assert language.gettext('pagu') == 'pagu'\n"
        "assert language.ngettext('satu', 'dua', 2) == 'dua'\n"
        "print(formatting.format_integer(1234))"
    )
    command = [sys.executable, "-c", program]
    run = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    assert run.stdout == "1.234\n"


def test_words_of_the_data_are_marked_on_english_pages_only_and_always_escaped() -> None:
    assert indonesian("Salah <b>salin</b>") == "Salah &lt;b&gt;salin&lt;/b&gt;"
    with translation.override("en"):
        assert indonesian("a<b") == '<span lang="id">a&lt;b</span>'
        assert indonesian("") == ""
        assert indonesian(None) == ""


def test_a_composed_term_is_translated_part_by_part() -> None:
    assert phrase("Kota Kupang, laki-laki") == "Kota Kupang, laki-laki"
    assert phrase("a<b, pagu") == "a&lt;b, pagu"
    with translation.override("en"):
        assert phrase("Kota Kupang, laki-laki") == '<span lang="id">Kota Kupang</span>, men'
        assert phrase("a<b, pagu") == '<span lang="id">a&lt;b</span>, ceiling'
        assert phrases(["pagu", "sisa"]) == "ceiling, remaining"
        assert phrases([]) == ""


def test_a_kept_sentence_of_the_portal_is_translated_whole_and_any_other_is_marked() -> None:
    own = "Bukan bagian dari suatu terbitan; diperbarui langsung."
    assert translated(own) == own
    with translation.override("en"):
        assert translated(own) == "Not part of a publication; updated directly."
        assert translated("TPS, <salah>") == '<span lang="id">TPS, &lt;salah&gt;</span>'
        assert translated(AREA_LABELS["budget"]) == "Budget"


def test_the_titles_of_charts_follow_the_language() -> None:
    pairs = [Pair("53.01", "Kupang", 5, 6), Pair("53.02", "Belu", 4, 3)]
    changes = [Change("53.01", "Kupang", 5, 6), Change("53.02", "Belu", 4, 4)]
    assert pyramid_title(pairs) == (
        "Pemilih perempuan lebih banyak di 1, laki-laki lebih banyak di 1 dari 2 kabupaten/kota"
    )
    with translation.override("en"):
        assert pyramid_title(pairs) == (
            "Voters: more women in 1, more men in 1 of 2 regencies and cities"
        )
        assert dots_title(changes, "DPT 2024") == (
            "Compared with DPT 2024, voters are up in 1, unchanged in 1 of 2 regencies and cities"
        )
