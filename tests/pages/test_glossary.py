"""The page that explains the words."""

from __future__ import annotations

import re
from html import escape

import pytest
from django.test import Client

from kpuntt.glossary import terms, terms_by_letter
from tests.pages.html import Page

pytestmark = pytest.mark.django_db


def test_the_glossary_shows_every_term_at_an_anchor_of_its_own(reader: Client) -> None:
    source = Page(reader, "/glosarium/").source
    for term in terms():
        assert f'<dt id="{term.slug}">{escape(term.name)}</dt>' in source
    ids = re.findall(r' id="([^"]+)"', source)
    assert len(set(ids)) == len(ids)


def test_a_term_is_shown_with_its_other_names_its_meaning_and_the_regulation(
    reader: Client,
) -> None:
    text = Page(reader, "/glosarium/").text
    for term in terms():
        assert term.meaning in text
        assert "; ".join(term.aliases) in text
    assert "Dasar: Perpres Nomor 29 Tahun 2014." in text


def test_each_letter_of_the_navigation_leads_to_its_heading(reader: Client) -> None:
    source = Page(reader, "/glosarium/").source
    led = re.findall(r'href="#(huruf-[a-z])"', source)
    assert led == re.findall(r'<h2 id="(huruf-[a-z])">', source)
    assert len(led) == len(terms_by_letter())


def test_every_page_leads_to_the_glossary(reader: Client) -> None:
    assert '<a href="/glosarium/">Glosarium</a>' in Page(reader, "/").source
