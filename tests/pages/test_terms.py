"""Terms are explained where they are first met, for every kind of reader."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client

from kpuntt.glossary import term_of, terms
from tests.pages.html import Page
from voters.models.roll import RollStage

pytestmark = pytest.mark.django_db

ID = re.compile(r'\sid="([^"]+)"')
EXPLAINED = re.compile(
    r'<a class="term" href="/glosarium/#([a-z0-9-]+)" title="[^"]+"'
    r' aria-describedby="arti-\1">.+?</a><span class="meaning" id="arti-\1" hidden> ([^<]+)</span>'
)


def _written(tag: str, **context: str) -> str:
    return Template("{% load terms %}{% " + tag + " %}").render(Context(context))


@pytest.mark.parametrize(
    ("address", "slugs"),
    [
        ("/pemilih/pdpb-2025-semester-1/", {"pdpb", "tms"}),
        ("/pemilih/dpt-pilkada-2024/", {"dpt", "tps"}),
        ("/kinerja/2024/", {"sasaran-strategis", "pk", "capaian"}),
        ("/anggaran/2024/", {"serapan", "pagu", "realisasi", "sisa"}),
    ],
)
def test_the_terms_of_the_headline_link_to_the_glossary_and_carry_its_meaning(
    reader: Client, address: str, slugs: set[str]
) -> None:
    found = dict(EXPLAINED.findall(Page(reader, address).source))
    assert set(found) == slugs
    for slug, meaning in found.items():
        term = term_of(slug)
        assert term is not None
        assert meaning == escape(term.meaning)


def test_no_page_uses_an_id_twice(reader: Client, addresses: list[str]) -> None:
    for address in addresses:
        ids = Counter(ID.findall(Page(reader, address).source))
        assert [name for name, times in ids.items() if times > 1] == [], address


def test_an_abbreviation_says_its_long_form() -> None:
    assert '<abbr title="Daftar Pemilih Tetap">DPT</abbr>' in _written('term "DPT"')
    assert "<abbr" not in _written('term "pagu"')
    assert "<abbr" not in _written('term "PDPB" "pemutakhiran daftar"')


def test_what_is_shown_in_place_of_a_term_is_escaped() -> None:
    assert "&lt;b&gt;" in _written('term "DPT" words', words="<b>")


def test_a_term_that_the_glossary_lacks_is_a_fault_of_the_template() -> None:
    with pytest.raises(TemplateSyntaxError):
        _written('term "entah"')


def test_every_stage_of_a_roll_is_explained(reader: Client) -> None:
    assert {stage.split("-")[0] for stage in RollStage.values} <= {term.slug for term in terms()}
    assert "arti-dp4" in Page(reader, "/pemilih/dp4-sinkron-pilkada-2024/").source
