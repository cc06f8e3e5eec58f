from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict

from kpuntt.exports.dataset import Span
from kpuntt.exports.query import (
    DEFAULT_SIZE,
    MAX_PAGE,
    MAX_SIZE,
    PAGE,
    SIZE,
    Query,
    QueryRefused,
    format_moment,
    parse_query,
)
from tests.unit.kpuntt.exports.samples import REGENCIES


def _parse(text: str, *, paged: bool = False) -> Query:
    return parse_query(REGENCIES, QueryDict(text), paged=(PAGE, SIZE) if paged else ())


def _refusal(text: str, *, paged: bool = False) -> str:
    with pytest.raises(QueryRefused) as refusal:
        _parse(text, paged=paged)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    return sentence


def test_an_empty_query_asks_for_all_rows_on_the_first_page() -> None:
    assert _parse("", paged=True) == Query({}, "", page=1, size=None)


def test_a_known_filter_and_order_are_understood() -> None:
    assert _parse("bentuk=kota&urut=-kecamatan&halaman=3", paged=True) == Query(
        {"bentuk": "kota"}, "-kecamatan", page=3, size=DEFAULT_SIZE
    )


def test_semua_means_no_filter() -> None:
    assert _parse("bentuk=semua").criteria == {}


def test_a_refusal_is_answered_with_400() -> None:
    assert issubclass(QueryRefused, BadRequest)


def test_an_unknown_parameter_is_refused_and_the_known_ones_are_named() -> None:
    sentence = _refusal("wilaya=53.07")
    assert sentence == "Parameter “wilaya” tidak dikenal. Yang dikenal: bentuk, sejak, urut."


def test_an_unknown_value_is_refused_with_examples() -> None:
    sentence = _refusal("bentuk=desa")
    assert sentence == (
        "Nilai “desa” untuk “bentuk” tidak dikenal. Contoh yang dikenal: kabupaten, kota."
    )


@pytest.mark.parametrize("text", ["bentuk=", "bentuk", "bentuk=%20", "bentuk=Kota", "bentuk=SEMUA"])
def test_an_empty_or_differently_written_value_is_refused_and_never_means_everything(
    text: str,
) -> None:
    assert "tidak dikenal" in _refusal(text)


@pytest.mark.parametrize(
    "text", ["bentuk=kota&bentuk=kabupaten", "bentuk=kota&bentuk=kota", "urut=bentuk&urut=bentuk"]
)
def test_a_repeated_parameter_is_refused(text: str) -> None:
    assert "hanya boleh diisi sekali" in _refusal(text)


@pytest.mark.parametrize(
    "order", ["jumlah", "", "-", "--bentuk", "code", "-kode_wilayah ", "kode_wilayah,bentuk", "?"]
)
def test_an_order_by_what_is_not_a_column_is_refused(order: str) -> None:
    sentence = _refusal(f"urut={order}")
    assert sentence.startswith("Tidak ada kolom “")


@pytest.mark.parametrize(
    "number",
    [
        "",
        "0",
        "-1",
        "1.0",
        "satu",
        "%201",
        "٣",
        "1e3",
        str(MAX_PAGE + 1),
        "99999999",
        "00000199999",
        pytest.param("000001" + "9" * 5000, id="thousands of digits"),
    ],
)
def test_a_page_that_is_not_a_number_within_bounds_is_refused(number: str) -> None:
    assert _refusal(f"halaman={number}", paged=True).startswith("“halaman=")
    assert _refusal(f"ukuran={number}", paged=True).startswith("“ukuran=")


def test_the_last_allowed_page_is_understood() -> None:
    assert _parse(f"halaman={MAX_PAGE}", paged=True).page == MAX_PAGE


def test_the_largest_allowed_page_is_understood() -> None:
    assert _parse(f"ukuran={MAX_SIZE}", paged=True).size == MAX_SIZE
    assert _refusal(f"ukuran={MAX_SIZE + 1}", paged=True).endswith("1 sampai 1000.")


def test_a_day_begins_in_wita_and_a_moment_is_exact() -> None:
    day = datetime(2025, 12, 31, 16, tzinfo=UTC)
    assert _parse("sejak=2026-01-01").span == Span(since=day)
    assert _parse("sejak=2025-12-31T16:00:00Z").span == Span(since=day)
    exact = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
    assert _parse(f"sejak={format_moment(exact)}").span == Span(since=exact)


@pytest.mark.parametrize(
    "moment",
    [
        "",
        "kemarin",
        "2026-13-01",
        "2026-02-30",
        "2026-W01-1",
        "20260101",
        "2026-01-01T00:00:00",
        "2026-01-01 25:00Z",
        "٢٠٢٦-٠١-٠١",
        "1" * 5000,
    ],
)
def test_what_is_not_a_day_or_a_moment_with_its_zone_is_refused(moment: str) -> None:
    sentence = _refusal(f"sejak={moment}")
    assert "bukan tanggal" in sentence
    assert len(sentence) < 250


def test_a_moment_to_come_is_refused() -> None:
    query = QueryDict("per=2999-01-01")
    with pytest.raises(QueryRefused, match="belum tiba"):
        parse_query(replace(REGENCIES, unit=""), query)


def test_a_moment_before_all_publications_is_the_first_one() -> None:
    first = datetime(2000, 1, 1, tzinfo=UTC)
    assert _parse("sejak=0001-01-01T00:00:00%2B14:00").span == Span(since=first)


def test_a_dataset_without_versions_has_none_as_of_a_moment() -> None:
    assert "“per” tidak dikenal" in _refusal("per=2026-01-01")


def test_a_file_has_no_pages() -> None:
    assert "“halaman” tidak dikenal" in _refusal("halaman=1")


def test_a_long_value_is_not_echoed_in_full() -> None:
    assert len(_refusal("bentuk=" + "x" * 5000)) < 200
    assert len(_refusal("y" * 5000 + "=1")) < 200
    assert len(_refusal("urut=" + "z" * 5000)) < 200
    assert len(_refusal("halaman=" + "7" * 5000, paged=True)) < 200
