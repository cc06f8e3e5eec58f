from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.releases.changes import (
    Action,
    Change,
    KeyNotUniqueError,
    compare_columns,
    compare_rows,
    read_table,
)
from tests.releases import Table, applied, parse_key

TEXT = st.text(alphabet="ab01 ;=\\,\"'\r\n\u00e9", max_size=4)
NAMES = ("kode", "arah")


@st.composite
def tables(draw: st.DrawFn) -> Table:
    columns = draw(st.lists(st.sampled_from("xyz"), unique=True, max_size=3))
    keys = draw(st.lists(st.tuples(st.text("ab;=\\", min_size=1), TEXT), unique=True, max_size=5))
    rows = [
        dict(zip(NAMES, key, strict=True)) | {column: draw(TEXT) for column in columns}
        for key in keys
    ]
    return Table([*NAMES, *columns], rows)


def _frame(table: Table) -> pd.DataFrame:
    return pd.DataFrame(list(table.rows), columns=list(table.columns), dtype=str)


def _rows(*rows: dict[str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=str)


def _lines(changes: list[Change]) -> list[dict[str, str]]:
    return [
        {
            "tindakan": change.action,
            "kunci": change.name,
            "kolom": change.column,
            "lama": change.old,
            "baru": change.new,
        }
        for change in changes
    ]


@given(tables(), tables())
def test_the_changes_applied_to_the_old_rows_give_the_new_ones(old: Table, new: Table) -> None:
    was, now = _frame(old), _frame(new)
    columns = compare_columns(dict.fromkeys(was.columns, "-"), dict.fromkeys(now.columns, "-"))
    said = _lines([*columns, *compare_rows(was, now, NAMES)])
    assert applied(old, said, NAMES) == new.by(NAMES)


@given(tables())
def test_a_table_does_not_differ_from_itself(table: Table) -> None:
    assert not list(compare_rows(_frame(table), _frame(table), NAMES))


@given(st.lists(st.tuples(st.sampled_from(["a", "b_c"]), TEXT), min_size=1, unique_by=lambda p: p))
def test_a_key_can_be_read_back_whatever_its_values(key: list[tuple[str, str]]) -> None:
    pairs = dict(key)
    change = Change(Action.CHANGED, tuple(pairs.items()), "x", "", "1")
    assert parse_key(change.name) == pairs


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=5))
def test_a_file_is_read_as_it_is_printed(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([["a", "b", "c"], *rows])
    assert read_table(path).to_numpy().tolist() == rows


def test_nothing_in_a_file_is_taken_for_a_number_or_a_missing_value(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\r\n007,NA\r\n1.50,\r\n")
    assert read_table(path).to_numpy().tolist() == [["007", "NA"], ["1.50", ""]]


def test_a_changed_cell_is_named_with_its_row_and_both_texts() -> None:
    old, new = _rows({"kode": "1", "x": "557"}), _rows({"kode": "1", "x": "558"})
    assert list(compare_rows(old, new, ["kode"])) == [
        Change(Action.CHANGED, (("kode", "1"),), "x", "557", "558")
    ]


def test_all_cells_of_a_row_that_came_or_went_are_named_but_not_blank_ones() -> None:
    one, two = {"kode": "1", "x": "", "y": "5"}, {"kode": "2", "x": "6", "y": ""}
    assert list(compare_rows(_rows(one), _rows(two), ["kode"])) == [
        Change(Action.ADDED, (("kode", "2"),), "kode", "", "2"),
        Change(Action.ADDED, (("kode", "2"),), "x", "", "6"),
        Change(Action.REMOVED, (("kode", "1"),), "kode", "1", ""),
        Change(Action.REMOVED, (("kode", "1"),), "y", "5", ""),
    ]


def test_a_key_that_names_two_rows_is_refused() -> None:
    twice = _rows({"kode": "1", "x": "5"}, {"kode": "1", "x": "6"})
    with pytest.raises(KeyNotUniqueError, match="Kunci kode menunjuk dua baris: 1"):
        list(compare_rows(twice, twice, ["kode"]))


def test_columns_that_came_went_or_mean_something_else_are_named() -> None:
    old = {"a": "teks", "b": "teks", "c": "teks"}
    new = {"a": "bilangan", "c": "teks", "d": "tanggal"}
    assert list(compare_columns(old, new)) == [
        Change(Action.CHANGED, (), "a", "teks", "bilangan"),
        Change(Action.ADDED, (), "d", "", "tanggal"),
        Change(Action.REMOVED, (), "b", "teks", ""),
    ]


def test_another_order_of_columns_is_one_change() -> None:
    old, new = {"a": "-", "b": "-", "c": "-"}, {"c": "-", "n": "-", "a": "-", "b": "-"}
    assert list(compare_columns(old, new))[1:] == [
        Change(Action.CHANGED, (), "", "a, b, c", "c, a, b")
    ]
