"""Charts with a row for each region: one scale, nothing drawn for what is missing, true titles."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.charts import dots as dot_plot
from kpuntt.charts import multiples as small
from kpuntt.charts.dots import Change, dots, dots_title
from kpuntt.charts.multiples import Moment, Series, multiples, multiples_title
from kpuntt.charts.pyramid import AXIS, LONGEST, WIDTH, Pair, pyramid, pyramid_title

COUNTS = st.none() | st.integers(min_value=0, max_value=10_000_000)
ROWS = st.lists(st.tuples(COUNTS, COUNTS), max_size=22)


def _pairs(rows: list[tuple[int | None, int | None]]) -> list[Pair]:
    return [Pair(f"53.{n:02}", f"Wilayah {n}", *row) for n, row in enumerate(rows)]


def _changes(rows: list[tuple[int | None, int | None]]) -> list[Change]:
    return [Change(f"53.{n:02}", f"Wilayah {n}", *row) for n, row in enumerate(rows)]


def _series(*rows: list[int]) -> list[Series]:
    start = date(2024, 9, 22)
    return [
        Series(
            f"53.{n:02}",
            f"Wilayah {n}",
            tuple(Moment(start + timedelta(90 * i), value) for i, value in enumerate(row)),
        )
        for n, row in enumerate(rows)
    ]


@given(ROWS)
def test_bars_of_both_sexes_share_one_scale_from_zero_and_stay_inside(
    rows: list[tuple[int | None, int | None]],
) -> None:
    chart = pyramid(_pairs(rows))
    known = [value for row in rows for value in row if value is not None]
    assert (chart is None) == (not known)
    if chart is None:
        return
    drawn = []
    for row in chart.rows:
        for value, length in ((row.pair.male, row.male), (row.pair.female, row.female)):
            assert (value is None) == (length is None)
            if value is not None and length is not None:
                drawn.append((value, length))
        assert 0 < row.male_end <= AXIS <= row.female_end < WIDTH
        assert 0 < row.top < row.y < chart.height
    drawn.sort()
    assert all(shorter <= longer for (_, shorter), (_, longer) in pairwise(drawn))
    assert all(abs(length - LONGEST * value / (max(known) or 1)) <= 0.5 for value, length in drawn)


@given(ROWS)
def test_larger_figures_lie_further_right_and_a_missing_one_has_no_dot(
    rows: list[tuple[int | None, int | None]],
) -> None:
    chart = dots(_changes(rows), "DPT")
    assert (chart is None) == all(None in row for row in rows)
    if chart is None:
        return
    drawn = []
    for row in chart.rows:
        change = row.change
        for value, x in ((change.before, row.before), (change.now, row.now)):
            assert (value is None) == (x is None)
            if value is not None and x is not None:
                assert dot_plot.LEFT <= x <= dot_plot.RIGHT
                drawn.append((value, x))
        assert 0 < row.middle < row.y < chart.bottom < chart.height
        assert (row.text == "") == (change.difference is None)
    drawn.sort()
    assert all(left <= right for (_, left), (_, right) in pairwise(drawn))


@given(st.lists(st.lists(st.integers(0, 10_000_000), max_size=5), max_size=22))
def test_panels_do_not_overlap_and_their_lines_run_forward_inside_them(
    rows: list[list[int]],
) -> None:
    chart = multiples(_series(*rows), "DPT")
    drawable = [len(row) > 1 and row[0] > 0 for row in rows]
    assert (chart is None) == (not any(drawable))
    if chart is None:
        return
    assert [bool(panel.points) for panel in chart.panels] == drawable
    assert len({(panel.x, panel.y) for panel in chart.panels}) == len(rows)
    for panel in chart.panels:
        assert panel.x + small.PANEL <= chart.width
        assert panel.y + small.HEIGHT <= chart.height
        assert small.TOP <= panel.zero <= small.BOTTOM
        assert all(0 <= x <= small.PANEL for x, _ in panel.points)
        assert all(small.TOP <= y <= small.BOTTOM for _, y in panel.points)
        assert [x for x, _ in panel.points] == sorted(x for x, _ in panel.points)
        assert {y for _, y in panel.points[:1]} <= {panel.zero}


def test_panels_share_their_scale_so_that_a_steeper_line_is_a_larger_change() -> None:
    chart = multiples(_series([100, 110], [1_000_000, 1_050_000]), "DPT")
    assert chart is not None
    small_region, large_region = chart.panels
    assert small_region.points[-1][1] < large_region.points[-1][1]


def test_the_share_of_a_change_stands_behind_its_count() -> None:
    chart = multiples(_series([200, 203], [200]), "DPT")
    assert chart is not None
    assert [panel.text for panel in chart.panels] == ["+3 (1,50\u00a0%)", "hanya satu daftar"]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([(1, 2), (3, 4)], "Pemilih perempuan lebih banyak di semua 2 kabupaten/kota"),
        ([(2, 1), (4, 3)], "Pemilih laki-laki lebih banyak di semua 2 kabupaten/kota"),
        (
            [(1, 2), (4, 3), (5, 5)],
            (
                "Pemilih perempuan lebih banyak di 1, laki-laki lebih banyak di 1, "
                "keduanya sama banyak di 1 dari 3 kabupaten/kota"
            ),
        ),
        # What is missing is not counted, on neither side.
        ([(1, 2), (4, None)], "Pemilih perempuan lebih banyak di semua 1 kabupaten/kota"),
        (
            [(None, 2), (4, None)],
            "Tidak ada wilayah yang laki-laki dan perempuannya disebut bersama",
        ),
        ([], "Tidak ada wilayah yang laki-laki dan perempuannya disebut bersama"),
    ],
)
def test_the_title_of_a_pyramid_counts_its_regions(
    rows: list[tuple[int | None, int | None]], title: str
) -> None:
    assert pyramid_title(_pairs(rows)) == title


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [(1, 2), (2, 1), (2, 2), (None, 5)],
            (
                "Dibanding DPT, pemilih bertambah di 1, berkurang di 1, tetap di 1 dari "
                "3 kabupaten/kota"
            ),
        ),
        ([(1, 2)], "Dibanding DPT, pemilih bertambah di 1 dari 1 kabupaten/kota"),
        ([(None, 2)], "Tidak ada wilayah yang dapat dibandingkan dengan DPT"),
    ],
)
def test_the_title_of_a_dot_plot_counts_what_grew_and_what_shrank(
    rows: list[tuple[int | None, int | None]], title: str
) -> None:
    assert dots_title(_changes(rows), "DPT") == title


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [[100, 110], [1000, 1050]],
            "Sejak DPT pemilih paling banyak bertambah di Wilayah 0 (+10 pemilih, 10,00\u00a0%)",
        ),
        ([[100, 100], [100, 90]], "Sejak DPT pemilih tidak bertambah di satu wilayah pun"),
        (
            [[100, 99], [100, 90]],
            (
                "Sejak DPT pemilih berkurang di semua wilayah, paling sedikit di Wilayah 0 "
                "(−1 pemilih, −1,00\u00a0%)"
            ),
        ),
        ([[100], [0, 5]], "Belum ada wilayah dengan dua daftar yang dapat dibandingkan"),
    ],
)
def test_the_title_of_small_multiples_says_where_the_figure_grew_most(
    rows: list[list[int]], title: str
) -> None:
    assert multiples_title(_series(*rows), "DPT") == title
