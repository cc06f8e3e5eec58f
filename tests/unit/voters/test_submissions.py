from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kpuntt.caching.models import Generation
from kpuntt.regions.models import Region, RegionLevel
from voters.models import Submission, SubmissionDeadline
from voters.reporting import last_period, reporting, yearly_punctuality
from voters.services import AREA, Entry, StaleError, deadline_save, submissions_save
from voters.submission_loader import submissions_load

pytestmark = pytest.mark.django_db

SEMESTER = ("semester", 1, 2025)
QUARTER = ("triwulan", 3, 2025)


def _submission(**values: Any) -> Submission:
    return Submission(
        **{
            "period_kind": "triwulan",
            "period_number": 3,
            "year": 2025,
            "region_id": "53.01",
            **values,
        }
    )


def _deadline(day: date, period: tuple[str, int, int] = SEMESTER) -> SubmissionDeadline:
    kind, number, year = period
    return deadline_save(
        deadline=SubmissionDeadline(
            period_kind=kind, period_number=number, year=year, last_day=day, source="Surat uji"
        ),
        actor=User.objects.get_or_create(username="pencatat")[0],
    )


def _entry(code: str = "53.01", seen: int = 0, number: str = "12/BA") -> Entry:
    return Entry(code, seen, None, date(2025, 10, 2), number)


def _generation() -> int:
    return Generation.objects.filter(area=AREA).values_list("number", flat=True).first() or 0


def test_the_source_gives_one_plenary_day_for_all_22_and_nothing_else() -> None:
    rows = Submission.objects.for_period(*SEMESTER)
    assert rows.count() == 22
    assert {row.plenary_date for row in rows} == {date(2025, 7, 2)}
    assert {(row.received_date, row.minutes_number, row.recorded_by) for row in rows} == {
        (None, "", None)
    }
    assert {row.document.slug for row in rows if row.document} == {
        "kpu-ntt-pleno-pdpb-2025-semester-1"
    }


def test_no_deadline_is_invented() -> None:
    assert not SubmissionDeadline.objects.exists()
    (found,) = yearly_punctuality(2025).periods
    assert (found.recorded, found.denominator, found.percent) == (22, 22, None)


def test_loading_again_changes_nothing_and_leaves_corrections_alone() -> None:
    row = Submission.objects.for_period(*SEMESTER).get(region="53.01")
    row.minutes_number = "7/PL.01/2025"
    row.save()
    before = _generation()
    assert submissions_load() == 0
    row.refresh_from_db()
    assert (row.minutes_number, _generation()) == ("7/PL.01/2025", before)


@pytest.mark.parametrize(
    "values",
    [
        {"region_id": "53"},
        {"region_id": "53.01.04"},
        {"period_kind": "semester", "period_number": 3},
        {"period_number": 5},
        {"period_kind": "semester", "period_number": 1},  # is there already
    ],
)
def test_the_database_refuses_other_regions_periods_that_are_none_and_doubles(
    values: dict[str, Any],
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _submission(**values).save()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"region_id": "53"}, "Pilih kabupaten atau kota"),
        (
            {"plenary_date": date(2025, 10, 2), "received_date": date(2025, 10, 1)},
            "lebih awal dari tanggal pleno",
        ),
        ({"period_number": 9}, "Nomor periode keliru"),
    ],
)
def test_a_form_says_what_is_wrong(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        _submission(**values).full_clean()


def test_a_deadline_needs_its_source() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SubmissionDeadline.objects.create(
            period_kind="semester", period_number=1, year=2025, last_day=date(2025, 7, 2)
        )


def test_with_a_deadline_the_share_can_be_computed() -> None:
    _deadline(date(2025, 7, 2))
    assert str(yearly_punctuality(2025).percent) == "100.00"
    Submission.objects.filter(region="53.71").update(plenary_date=date(2025, 7, 3))
    Submission.objects.filter(region="53.01").update(plenary_date=None)
    (found,) = yearly_punctuality(2025).periods
    assert (found.numerator, found.denominator, str(found.percent)) == (20, 22, "90.91")
    assert (found.late, found.unknown) == (["Kota Kupang"], ["Kabupaten Kupang"])


def test_a_year_needs_the_deadline_of_each_of_its_periods() -> None:
    _deadline(date(2025, 7, 2))
    _submission(plenary_date=date(2025, 10, 2)).save()
    assert yearly_punctuality(2025).without_deadline == ["Triwulan III 2025"]
    _deadline(date(2025, 10, 2), QUARTER)
    found = yearly_punctuality(2025)
    assert (found.numerator, found.denominator, str(found.percent)) == (23, 44, "52.27")
    assert yearly_punctuality(2024).periods == []


def test_the_newest_period_is_the_one_that_ends_last(db: None) -> None:
    assert last_period() == SEMESTER
    _deadline(date(2025, 10, 2), QUARTER)
    assert last_period() == QUARTER


def test_who_has_handed_in_nothing_has_not_reported() -> None:
    regencies = list(Region.objects.at_level(RegionLevel.REGENCY))
    assert reporting(SEMESTER, regencies).missing == []
    Submission.objects.for_period(*SEMESTER).filter(region="53.07").update(plenary_date=None)
    found = reporting(SEMESTER, regencies)
    assert ([region.code for region in found.missing], found.total) == (["53.07"], 22)
    assert (found.title, found.slug) == ("Semester I 2025", "semester-1-2025")


def test_entries_are_saved_with_who_recorded_them_and_pages_are_new(alice: User) -> None:
    before = _generation()
    assert submissions_save(period=QUARTER, entries=[_entry(), _entry("53.02")], actor=alice) == 2
    row = Submission.objects.for_period(*QUARTER).get(region="53.01")
    assert (row.version, row.recorded_by, row.minutes_number) == (1, alice, "12/BA")
    assert _generation() > before


def test_the_second_of_two_people_overwrites_nothing(alice: User, bob: User) -> None:
    submissions_save(period=QUARTER, entries=[_entry(number="dari Alice")], actor=alice)
    with pytest.raises(StaleError) as caught:
        submissions_save(
            period=QUARTER, entries=[_entry(number="dari Bob"), _entry("53.02")], actor=bob
        )
    assert caught.value.regions == ["53.01"]
    rows = Submission.objects.for_period(*QUARTER)
    assert [(row.region_id, row.minutes_number) for row in rows] == [("53.01", "dari Alice")]
    submissions_save(period=QUARTER, entries=[_entry(seen=1, number="dari Bob")], actor=bob)
    assert rows.get().version == 2
