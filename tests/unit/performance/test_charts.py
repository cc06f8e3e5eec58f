from __future__ import annotations

from decimal import Decimal

import pytest

from performance.charts import WIDTH, bullet


def test_a_bar_ends_at_its_result_on_a_scale_from_zero_to_a_hundred() -> None:
    bar = bullet(Decimal("89.25"), [Decimal(79), Decimal(78), Decimal(79)])
    assert bar is not None
    assert bar.result == 535.5
    assert bar.targets == [468.0, 474.0]
    assert [(tick.label, tick.x) for tick in bar.ticks] == [
        ("0", 0.0),
        ("25", 150.0),
        ("50", 300.0),
        ("75", 450.0),
        ("100", 600.0),
    ]


def test_the_scale_grows_with_a_figure_beyond_a_hundred() -> None:
    bar = bullet(Decimal(250), [Decimal(100)])
    assert bar is not None
    assert (bar.result, bar.targets) == (WIDTH, [240.0])
    assert [tick.label for tick in bar.ticks] == ["0", "62,5", "125", "187,5", "250"]


def test_grades_mark_the_scale_at_their_lower_bounds() -> None:
    bar = bullet(Decimal("77.95"), [Decimal(60)], [("BB", Decimal(70)), ("B", Decimal(60))])
    assert bar is not None
    assert [(tick.label, tick.x) for tick in bar.ticks] == [("BB", 420.0), ("B", 360.0)]


@pytest.mark.parametrize(
    ("result", "targets"), [(None, [Decimal(5)]), (Decimal(5), []), (Decimal(5), [None])]
)
def test_without_a_result_or_a_target_there_is_no_bar(
    result: Decimal | None, targets: list[Decimal | None]
) -> None:
    assert bullet(result, targets) is None
