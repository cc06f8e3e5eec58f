from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from voters.punctuality import Punctuality, YearlyPunctuality, punctuality

DEADLINE = date(2025, 7, 2)
NAMES = {"53.01": "Kupang", "53.02": "TTS", "53.03": "TTU"}


def _found(deadline: date | None = DEADLINE, **plenaries: date | None) -> Punctuality:
    return punctuality(
        "Semester I 2025",
        NAMES,
        {f"53.{key[1:]}": day for key, day in plenaries.items()},
        deadline,
    )


def test_a_plenary_on_the_last_day_is_in_time_and_one_a_day_later_is_late() -> None:
    found = _found(p01=DEADLINE, p02=DEADLINE + timedelta(days=1))
    assert (found.on_time, found.late, found.unknown) == (["Kupang"], ["TTS"], ["TTU"])
    assert (found.numerator, found.denominator) == (1, 3)


def test_whoever_has_no_known_date_counts_in_the_whole_but_not_as_punctual() -> None:
    found = _found(p01=DEADLINE, p02=None)
    assert found.unknown == ["TTS", "TTU"]
    assert found.percent == Decimal("33.33")


def test_the_share_is_rounded_half_up_to_two_places() -> None:
    assert _found(p01=DEADLINE, p02=DEADLINE).percent == Decimal("66.67")


def test_without_a_deadline_nothing_can_be_computed_but_the_dates_are_there() -> None:
    found = _found(deadline=None, p01=DEADLINE, p02=DEADLINE)
    assert (found.numerator, found.percent, found.recorded) == (None, None, 2)
    assert found.late == []


def test_a_region_that_is_not_expected_does_not_count() -> None:
    assert _found(p01=DEADLINE, p71=DEADLINE).recorded == 1


def test_a_year_counts_each_regency_once_for_each_period() -> None:
    first, second = _found(p01=DEADLINE), _found(p01=DEADLINE, p02=DEADLINE, p03=DEADLINE)
    year = YearlyPunctuality(2025, [first, second])
    assert (year.numerator, year.denominator, year.percent) == (4, 6, Decimal("66.67"))


def test_a_year_with_one_period_without_a_deadline_cannot_be_computed() -> None:
    year = YearlyPunctuality(2025, [_found(p01=DEADLINE), _found(deadline=None)])
    assert (year.numerator, year.percent) == (None, None)
    assert year.without_deadline == ["Semester I 2025"]


def test_a_year_of_which_nothing_is_known_cannot_be_computed() -> None:
    assert not YearlyPunctuality(2024, []).computable


days = st.dates(date(2025, 1, 1), date(2025, 12, 31)) | st.none()


@given(st.dictionaries(st.sampled_from(sorted(NAMES)), days), st.dates() | st.none())
def test_everybody_expected_is_in_exactly_one_list(
    plenaries: dict[str, date | None], deadline: date | None
) -> None:
    found = punctuality("x", NAMES, plenaries, deadline)
    assert sorted([*found.on_time, *found.late, *found.unknown]) == sorted(NAMES.values())
    assert found.denominator == len(NAMES)
    if deadline is not None:
        assert 0 <= (found.percent or 0) <= 100
