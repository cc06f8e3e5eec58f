from __future__ import annotations

import pytest

from budget.codes import DEPTHS, canonical_code, expected_code, placed
from budget.models import Level


def test_the_depths_are_those_of_the_levels_in_their_order() -> None:
    assert list(DEPTHS) == Level.values
    assert list(DEPTHS.values()) == list(range(9))


@pytest.mark.parametrize(
    ("printed", "level", "above", "code", "expected"),
    [
        ("CQ.6639", "kegiatan", ("CQ", "program"), "CQ.6639", "CQ.6639"),
        ("6639.BDB.001", "ro", ("CQ.6639", "kegiatan"), "CQ.6639.BDB.001", "6639.BDB.001"),
        ("W.3360", "kegiatan", ("WA", "program"), "WA.3360", "WA.3360"),
        ("3361.EBA.994", "ro", ("WA.3360", "kegiatan"), "WA.3360.EBA.994", "3360.EBA.994"),
        ("6709.QGE", "kro", ("CQ.6709", "kegiatan"), "CQ.6709.QGE", "6709.QGE"),
        ("001", "ro", ("CQ.6709.QGE", "kro"), "CQ.6709.QGE.001", "001"),
        ("CQ.6709.QGE.001", "ro", ("CQ.6709", "kegiatan"), "CQ.6709.QGE.001", "CQ.6709.QGE.001"),
        ("X.CQ.6639", "kegiatan", ("CQ", "program"), "CQ.6639", "CQ.6639"),
    ],
)
def test_a_code_follows_from_its_place_and_a_printed_one_is_compared_as_it_is_written(
    printed: str, level: str, above: tuple[str, str], code: str, expected: str
) -> None:
    assert canonical_code(printed, level, *above) == code
    assert expected_code(printed, level, *above) == expected


def test_rows_lie_below_the_nearest_higher_row_and_programmes_below_the_total() -> None:
    rows = [
        ("CQ", "program"),
        ("CQ.6639", "kegiatan"),
        ("6639.BDB.001", "ro"),
        ("CQ.6709", "kegiatan"),
        ("WA", "program"),
        ("W.3360", "kegiatan"),
        ("3361.EBA.994", "ro"),
        ("TOTAL", "total"),
    ]
    assert placed(rows) == [
        ("CQ", "TOTAL"),
        ("CQ.6639", "CQ"),
        ("CQ.6639.BDB.001", "CQ.6639"),
        ("CQ.6709", "CQ"),
        ("WA", "TOTAL"),
        ("WA.3360", "WA"),
        ("WA.3360.EBA.994", "WA.3360"),
        ("TOTAL", None),
    ]


def test_a_total_may_stand_first_and_may_be_missing() -> None:
    programme = ("CQ", "program")
    assert placed([("TOTAL", "total"), programme]) == [("TOTAL", None), ("CQ", "TOTAL")]
    assert placed([programme]) == [("CQ", None)]


def test_an_output_group_and_its_output_are_told_apart_by_their_level() -> None:
    rows = [("CQ.6709", "kegiatan"), ("6709.QGE", "kro"), ("QGE.001", "ro"), ("QGE.002", "ro")]
    assert [code for code, _parent in placed(rows)] == [
        "CQ.6709",
        "CQ.6709.QGE",
        "CQ.6709.QGE.001",
        "CQ.6709.QGE.002",
    ]
