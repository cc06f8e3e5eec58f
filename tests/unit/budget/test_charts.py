"""The absorption chart: one scale for the curve and its references."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from budget.charts import BOTTOM, LEFT, RIGHT, TOP, absorption_chart

PERCENTS = st.decimals(min_value=0, max_value=150, places=2, allow_nan=False)
REFERENCES = {"51 Pegawai": [Decimal(value) for value in (20, 50, 75, 95)]}


def test_one_month_makes_no_chart() -> None:
    assert absorption_chart([(12, "Desember", Decimal("99.61"))], REFERENCES) is None


@given(st.dictionaries(st.integers(1, 12), PERCENTS, min_size=2))
def test_the_curve_and_its_references_stay_inside_one_frame(months: dict[int, Decimal]) -> None:
    chart = absorption_chart([(month, str(month), p) for month, p in months.items()], REFERENCES)
    assert chart is not None
    places = [(point.x, point.y) for point in chart.points]
    places += [spot for line in chart.references for spot in line.spots]
    for x, y in places:
        assert LEFT <= x <= RIGHT
        assert TOP <= y <= BOTTOM
    assert [point.label for point in chart.points] == [str(month) for month in sorted(months)]


def test_a_month_on_its_reference_lies_on_the_reference_line() -> None:
    chart = absorption_chart([(6, "Juni", Decimal(50)), (12, "Desember", Decimal(95))], REFERENCES)
    assert chart is not None
    june, december = chart.points
    assert f"L{june.x:g} {june.y:g}" in chart.references[0].path
    assert (december.x, december.y) == chart.references[0].spots[-1]


def test_absorption_above_the_ceiling_widens_the_axis() -> None:
    chart = absorption_chart([(1, "a", Decimal(10)), (2, "b", Decimal("101.5"))], {})
    assert chart is not None
    assert chart.levels[-1][1] == 120
