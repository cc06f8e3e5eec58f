from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Count, F, QuerySet
from pytest_django import DjangoAssertNumQueries

from kpuntt.exports.dataset import Column, ColumnType
from kpuntt.regions.models import Region
from tests.unit.kpuntt.exports.samples import REGENCIES, REGENCY_COUNT

pytestmark = pytest.mark.django_db


def _codes(criteria: dict[str, str] | None = None, order: str = "") -> list[str]:
    return [row[0] for row in REGENCIES.iterate(criteria, order)]


def test_rows_come_in_their_natural_order_one_value_per_column() -> None:
    rows = list(REGENCIES.iterate())
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert {len(row) for row in rows} == {len(REGENCIES.columns)}
    assert rows[0][:4] == ("53.01", "Kupang", "Kabupaten", 24)


def test_stored_codes_are_shown_as_words() -> None:
    kinds = [row[2] for row in REGENCIES.iterate()]
    assert kinds.count("Kabupaten") == 21
    assert kinds.count("Kota") == 1


def test_a_filter_narrows_the_rows() -> None:
    assert _codes({"bentuk": "kota"}) == ["53.71"]
    assert len(_codes({"bentuk": "kabupaten"})) == REGENCY_COUNT - 1


def test_an_order_sorts_and_a_minus_reverses_it() -> None:
    districts = [row[3] for row in REGENCIES.iterate(order="kecamatan")]
    assert districts == sorted(districts)
    districts = [row[3] for row in REGENCIES.iterate(order="-kecamatan")]
    assert districts == sorted(districts, reverse=True)


def test_rows_that_tie_keep_their_natural_order() -> None:
    assert _codes(order="-bentuk")[0] == "53.71"
    assert _codes(order="-bentuk")[1:] == sorted(_codes(order="-bentuk")[1:])


@pytest.mark.parametrize("order", ["lintang", "-lintang"])
def test_missing_figures_come_last_in_both_directions(order: str) -> None:
    def rows() -> QuerySet[Any]:
        codes = ["53.01", "53.01.04", "53.71"]
        return Region.objects.filter(code__in=codes).annotate(districts=Count("children"))

    dataset = replace(REGENCIES, rows=rows)
    ordered = list(dataset.iterate(order=order))
    assert [row[4] is None for row in ordered] == [False, False, True]
    assert ordered[2][0] == "53.01.04"


def test_a_dataset_is_read_with_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        assert len(list(REGENCIES.iterate({"bentuk": "kabupaten"}, "-kecamatan"))) == 21


def test_an_unknown_column_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        REGENCIES.column("jumlah")


def test_labels_need_a_plain_path() -> None:
    column = Column("x", "X", ColumnType.TEXT, F("kind"), "", labels={"kota": "Kota"})
    with pytest.raises(TypeError, match="plain path"):
        column.expression()


def test_only_figures_are_numeric() -> None:
    assert {kind for kind in ColumnType if kind.is_numeric} == {
        ColumnType.INTEGER,
        ColumnType.DECIMAL,
    }
