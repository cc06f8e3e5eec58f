"""The glossary as it lies in its file: short, complete, and each word once."""

from __future__ import annotations

import re
from pathlib import Path

from pytest_django import Settings

from kpuntt.caching.release import release_id
from kpuntt.fixture_files import read_rows
from kpuntt.glossary import terms, terms_by_letter


def test_every_anchor_is_there_once_and_fit_for_an_address() -> None:
    slugs = [term.slug for term in terms()]
    assert len(slugs) > 45
    assert len(set(slugs)) == len(slugs)
    assert not [slug for slug in slugs if not re.fullmatch(r"[a-z0-9-]+", slug)]


def test_no_anchor_is_that_of_a_letter_or_of_the_page() -> None:
    assert not [term for term in terms() if term.slug == "isi" or term.slug.startswith("huruf-")]


def test_every_term_has_a_meaning_of_one_or_two_sentences() -> None:
    for term in terms():
        assert term.meaning.endswith("."), term
        assert term.meaning[0].isupper(), term
        assert len(re.findall(r"\.(?: |$)", term.meaning)) <= 2, term
        assert term.meaning == " ".join(term.meaning.split()), term


def test_no_name_means_two_things() -> None:
    names = [name.casefold() for term in terms() for name in (term.name, *term.aliases)]
    assert sorted(set(names)) == sorted(names)
    assert "" not in names


def test_aliases_are_separated_by_semicolons() -> None:
    roll = next(term for term in terms() if term.slug == "sakip")
    assert roll.aliases == ("Sistem Akuntabilitas Kinerja Instansi Pemerintah", "AKIP")
    assert next(term for term in terms() if term.slug == "pagu").aliases == ()


def test_the_terms_stand_in_the_order_of_the_alphabet_whatever_their_case() -> None:
    names = [term.name.casefold() for term in terms()]
    assert names == sorted(names)
    letters = [letter for letter, _ in terms_by_letter()]
    assert letters == sorted(set(letters))
    assert sum(len(group) for _, group in terms_by_letter()) == len(read_rows("glossary.csv"))


def test_the_words_of_the_interface_are_explained() -> None:
    assert {"pdpb", "dpt", "tms", "pagu", "capaian", "temuan"} <= {term.slug for term in terms()}


def test_a_changed_glossary_is_a_new_release(settings: Settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "fixtures").mkdir()
    file = tmp_path / "fixtures" / "glossary.csv"
    file.write_text("lama", encoding="utf-8")
    before = release_id.__wrapped__()
    file.write_text("baru", encoding="utf-8")
    assert release_id.__wrapped__() != before
