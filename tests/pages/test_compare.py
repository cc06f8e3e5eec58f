"""Regions side by side, and the pages that explain."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kpuntt.quality.models import CheckTally
from tests.pages.html import Page

ADDRESS = "/wilayah/banding/"
TWO = f"{ADDRESS}?kode=53.07&kode=53.08"


def _rows(page: Page) -> dict[str, list[str]]:
    return {row[0]: row[1:] for row in page.tables[0]}


def test_two_regions_stand_side_by_side_with_the_figures_of_their_own_pages(
    reader: Client,
) -> None:
    rows = _rows(Page(reader, TWO))
    for column, code in enumerate(("53.07", "53.08")):
        profile = Page(reader, f"/wilayah/{code}/").text
        for name in ("Pemilih", "Laki-laki", "Perempuan", "TPS"):
            figure = rows[name][column]
            assert figure != "tidak disebut"
            assert f" {figure} " in profile, (code, name)


def test_the_columns_come_in_the_order_asked_for(reader: Client) -> None:
    there = _rows(Page(reader, TWO))
    back = _rows(Page(reader, f"{ADDRESS}?kode=53.08&kode=53.07"))
    assert {name: cells[::-1] for name, cells in there.items()} == back


def test_the_share_of_a_small_group_stands_beside_its_count(reader: Client) -> None:
    (name,) = (row for row in _rows(Page(reader, TWO)) if row.startswith("Pemilih disabilitas"))
    for cell in _rows(Page(reader, TWO))[name]:
        count, _, share = cell.partition(" (")
        assert count.replace(".", "").isdigit()
        assert not share or share.endswith(" %)")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kode=53.07", "Pilih dua sampai enam kabupaten/kota."),
        ("kode=53.07&kode=53.07", "Pilih dua sampai enam kabupaten/kota."),
        ("&".join(f"kode=53.0{n}" for n in range(1, 8)), "Pilih dua sampai enam kabupaten/kota."),
        ("kode=53&kode=53.07", "Kode itu bukan kabupaten/kota di NTT."),
        ("kode=5307&kode=53.08", "Kode itu bukan kabupaten/kota di NTT."),
        ("kode=&kode=53.08", "Kode itu bukan kabupaten/kota di NTT."),
    ],
)
def test_what_cannot_be_compared_is_refused_in_a_sentence(
    reader: Client, query: str, sentence: str
) -> None:
    page = Page(reader, f"{ADDRESS}?{query}")
    assert page.response.status_code == 400
    assert sentence in page.text


def test_without_codes_all_regions_can_be_chosen_without_a_script(reader: Client) -> None:
    page = Page(reader, ADDRESS)
    assert page.tags.count("input") == 22 + 1
    main = page.source.partition("<main")[2].partition("</main>")[0]
    assert "<script" not in main
    assert not page.tables


def test_six_regions_cost_no_more_queries_than_two(
    reader: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    six = "&".join(f"kode=53.0{number}" for number in range(1, 7))
    with django_assert_max_num_queries(10):
        reader.get(f"{ADDRESS}?{six}")


def test_the_methods_list_every_rule_that_is_checked_with_its_outcome(reader: Client) -> None:
    page = Page(reader, "/metodologi/")
    shown = [(row[0], *row[3:]) for table in page.tables for row in table]
    tallies = CheckTally.objects.order_by("area", "rule")
    known = {
        (item.rule_title, str(item.holds), str(item.differs), str(item.not_checkable))
        for item in tallies
    }
    assert set(shown) == known
    assert len(shown) == tallies.count()


@pytest.mark.parametrize("word", ["PDPB", "DPT", "TMS", "Capaian", "Pagu", "tidak diketahui"])
def test_the_methods_explain_the_words_of_every_area(reader: Client, word: str) -> None:
    page = Page(reader, "/metodologi/")
    without_tables = page.source.partition('id="pemeriksaan"')[0]
    assert word in without_tables


def test_known_faults_of_accessibility_are_named(reader: Client) -> None:
    page = Page(reader, "/aksesibilitas/")
    assert "Kekurangan yang kami ketahui" in page.text
    assert "Tabel dengan banyak kolom harus digeser ke samping" in page.text
