"""The index and its questions, on whichever database the tests run."""

from __future__ import annotations

import dataclasses
from datetime import date
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpuntt.search.documents import SearchDocument, SearchKind
from kpuntt.search.models import SearchEntry
from kpuntt.search.selectors import SearchResults, search
from kpuntt.search.services import entries_replace
from tests.unit.kpuntt.caching.generations import generation

pytestmark = pytest.mark.django_db


def _document(key: str, title: str, summary: str = "", **values: Any) -> SearchDocument:
    document = SearchDocument(key, SearchKind.BUDGET, title, summary, f"/{key}/")
    return dataclasses.replace(document, **values)


def _write(*documents: SearchDocument) -> None:
    entries_replace(area="contoh", documents=documents)


def _keys(query: str, **choices: Any) -> list[str]:
    return [hit.address.strip("/") for hit in search(query, **choices).hits]


@pytest.fixture(autouse=True)
def _only_ours() -> None:
    SearchEntry.objects.all().delete()


def test_what_is_written_is_found_by_words_beginnings_stems_and_codes() -> None:
    _write(_document("a", "Pemutakhiran daftar", "Kode CQ.6639.BDB.001 untuk pelatihan."))
    for query in ("daftar", "DAFT", "6639.bdb", "melatih", "pelatihan daftar"):
        assert _keys(query) == ["a"], query
    for query in ("ftar", "6639.cdb", "bdb.6639"):
        assert _keys(query) == [], query


def test_what_is_changed_or_left_out_is_no_longer_found() -> None:
    _write(_document("a", "Anggrek"), _document("b", "Bakung"))
    _write(_document("a", "Cempaka"))
    assert [_keys(query) for query in ("anggrek", "bakung", "cempaka")] == [[], [], ["a"]]


def test_an_area_does_not_touch_another() -> None:
    _write(_document("a", "Anggrek"))
    entries_replace(area="lain", documents=[_document("a", "Bakung")])
    entries_replace(area="lain", documents=[])
    assert _keys("anggrek") == ["a"]


def test_only_what_differs_is_written_and_only_then_a_generation_starts() -> None:
    _write(_document("a", "Anggrek"), _document("b", "Bakung"))
    ids = dict(SearchEntry.objects.values_list("key", "pk"))
    start = generation("search")
    with CaptureQueriesContext(connection) as queries:
        _write(_document("a", "Anggrek"), _document("b", "Bakung"))
    assert not [query for query in queries if "INSERT" in query["sql"] or "DELETE" in query["sql"]]
    assert generation("search") == start
    _write(_document("a", "Anggrek"), _document("b", "Bakung", date=date(2024, 1, 2)))
    assert generation("search") == start + 1
    assert dict(SearchEntry.objects.values_list("key", "pk")) == ids


def test_two_documents_with_one_key_are_refused_and_nothing_is_written() -> None:
    _write(_document("a", "Anggrek"))
    with pytest.raises(ValueError, match="two documents with the key b"):
        _write(_document("b", "Bakung"), _document("b", "Cempaka"))
    assert _keys("anggrek") == ["a"]


def test_a_rollback_takes_the_index_back_too() -> None:
    _write(_document("a", "Anggrek"))

    def write_and_fail() -> None:
        with transaction.atomic():
            _write(_document("a", "Bakung"))
            assert _keys("bakung") == ["a"]
            raise LookupError

    with pytest.raises(LookupError):
        write_and_fail()
    assert _keys("anggrek") == ["a"]
    assert _keys("bakung") == []


def test_pages_with_the_words_in_their_title_come_first_newest_first_then_by_score() -> None:
    _write(
        _document("mention", "Lain", "Anggrek."),
        _document("often", "Lain", "Anggrek, anggrek dan anggrek."),
        _document("old", "Anggrek", "x", date=date(2020, 1, 1)),
        _document("new", "Anggrek", "Teks yang jauh lebih panjang.", date=date(2024, 1, 1)),
        _document("undated", "Anggrek"),
        _document("part", "Anggrek", depth=1),
        _document("region", "Anggrek", kind=SearchKind.REGION),
    )
    assert _keys("anggrek") == ["region", "new", "old", "undated", "part", "often", "mention"]


def test_equals_are_listed_by_the_length_of_their_title_then_by_its_letters() -> None:
    names = ["C", "a b", "Barat", "abc", "B"]
    _write(*(_document(str(n), f"Anggrek {name}") for n, name in enumerate(names)))
    listed = [hit.title[-1].text.strip() for hit in search("anggrek").hits]
    assert listed == ["B", "C", "a b", "abc", "Barat"]


def test_the_kind_stands_for_its_pages() -> None:
    _write(
        _document("a", "Mawar", "Anggaran."),
        _document("b", "Melati", kind=SearchKind.DATASET),
        _document("c", "Mawar", "Dataset."),
    )
    assert _keys("dataset") == ["b", "c"]


def test_a_wished_entry_is_first_if_it_answers() -> None:
    _write(_document("a", "Anggrek"), _document("z", "Lain", "Anggrek"))
    assert _keys("anggrek", first=("contoh", "z")) == ["z", "a"]
    assert _keys("lain", first=("contoh", "a")) == ["z"]


def test_all_words_count_and_if_no_page_has_all_any_does() -> None:
    _write(_document("a", "Anggrek"), _document("b", "Anggrek bakung"))
    assert _keys("anggrek bakung") == ["b"]
    assert search("anggrek bakung").every
    assert set(_keys("anggrek tulip")) == {"a", "b"}
    assert not search("anggrek tulip").every
    assert search("tulip").total == 0


def test_results_are_counted_by_kind_and_narrowed_to_one() -> None:
    _write(
        _document("a", "Anggrek"),
        _document("b", "Anggrek", kind=SearchKind.REGION),
        _document("c", "Anggrek"),
    )
    everything, narrowed = search("anggrek"), search("anggrek", kind="anggaran")
    assert list(everything.counts.items()) == [(SearchKind.REGION, 1), (SearchKind.BUDGET, 2)]
    assert everything.counts == narrowed.counts
    assert (everything.of_kind, narrowed.of_kind) == (3, 2)
    assert _keys("anggrek", kind="anggaran") == ["a", "c"]


def test_no_more_than_the_limit_is_returned_but_all_are_counted() -> None:
    _write(*(_document(f"{n:03}", f"Anggrek {n}") for n in range(60)))
    results = search("anggrek")
    assert (len(results.hits), results.total) == (50, 60)


def test_a_hit_shows_where_it_answers() -> None:
    _write(_document("a", "Lain", "Ringkasan.", text="Di Maumere ada <b>anggrek</b> putih."))
    hit = search("anggrek").hits[0]
    assert [part.text for part in hit.passage if part.is_match] == ["anggrek"]
    assert search("ringkasan").hits[0].passage == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.text(max_size=64))
def test_any_query_is_answered_in_at_most_three_questions(query: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        results = search(query)
    assert isinstance(results, SearchResults)
    assert len(queries) <= 3


def test_a_very_long_text_is_indexed() -> None:
    words = " ".join(f"kata{n} anggrek" for n in range(20_000))
    _write(_document("a", "Panjang", text=words))
    assert _keys("kata19999 anggrek") == ["a"]


def test_the_database_s_own_index_can_be_taken_away_and_made_again_from_the_rows() -> None:
    _write(_document("a", "Anggrek"))
    migration = import_module("kpuntt.search.migrations.0002_word_index")
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        migration.backwards(None, editor)
        with pytest.raises(DatabaseError), transaction.atomic():
            search("anggrek")
        migration.forwards(None, editor)
    assert _keys("anggrek") == ["a"]
