from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kpuntt.regions.models import Region, RegionKind, RegionLevel, WorkUnit

pytestmark = pytest.mark.django_db


def test_the_province_has_22_regencies_315_districts_and_3442_villages() -> None:
    assert {level: Region.objects.at_level(level).count() for level in RegionLevel} == {
        RegionLevel.PROVINCE: 1,
        RegionLevel.REGENCY: 22,
        RegionLevel.DISTRICT: 315,
        RegionLevel.VILLAGE: 3442,
    }


def test_regions_have_the_legal_forms_of_their_level() -> None:
    assert Counter(Region.objects.values_list("level", "kind")) == {
        (RegionLevel.PROVINCE, RegionKind.PROVINCE): 1,
        (RegionLevel.REGENCY, RegionKind.REGENCY): 21,
        (RegionLevel.REGENCY, RegionKind.CITY): 1,
        (RegionLevel.DISTRICT, RegionKind.DISTRICT): 315,
        (RegionLevel.VILLAGE, RegionKind.VILLAGE): 3137,
        (RegionLevel.VILLAGE, RegionKind.URBAN_VILLAGE): 305,
    }


def test_regencies_come_in_the_order_of_every_table() -> None:
    codes = [region.code for region in Region.objects.at_level(RegionLevel.REGENCY)]
    assert codes == [f"53.{number:02}" for number in range(1, 22)] + ["53.71"]


def test_every_region_hangs_below_the_province_by_its_own_code() -> None:
    regions = {region.code: region for region in Region.objects.all()}
    levels = list(RegionLevel)
    for code, region in regions.items():
        assert region.level == levels[code.count(".")]
        assert region.parent_id == (code.rpartition(".")[0] or None)
        chain = [code]
        while (parent := regions[chain[-1]].parent_id) is not None:
            chain.append(parent)
        assert chain[-1] == "53"
        assert len(chain) == code.count(".") + 1


def test_every_regency_has_districts_and_every_district_has_villages() -> None:
    upper = Region.objects.exclude(level=RegionLevel.VILLAGE)
    assert not upper.filter(children=None).exists()


def test_every_regency_has_a_seat_within_the_province() -> None:
    for region in Region.objects.at_level(RegionLevel.REGENCY):
        assert region.seat
        assert region.latitude is not None
        assert region.longitude is not None
        assert -11.1 < region.latitude < -7.9
        assert 118.7 < region.longitude < 125.3


def test_the_full_name_says_the_legal_form_once() -> None:
    names = {code: Region.objects.get(code=code).full_name for code in ("53", "53.01", "53.71")}
    assert names == {
        "53": "Provinsi Nusa Tenggara Timur",
        "53.01": "Kabupaten Kupang",
        "53.71": "Kota Kupang",
    }


def test_names_are_no_keys() -> None:
    names = Counter(Region.objects.at_level(RegionLevel.VILLAGE).values_list("name", flat=True))
    assert sum(1 for count in names.values() if count > 1) > 50


def test_within_a_region_are_itself_and_all_below_it_but_no_namesake() -> None:
    codes = set(Region.objects.within("53.01").values_list("code", flat=True))
    assert {"53.01", "53.01.04", "53.01.04.2003"} <= codes
    assert all(code == "53.01" or code.startswith("53.01.") for code in codes)
    assert Region.objects.within("53").count() == 1 + 22 + 315 + 3442


def test_the_province_and_each_regency_have_an_office() -> None:
    names = dict(WorkUnit.objects.values_list("region", "name"))
    assert len(names) == 23
    assert names["53.01"] == "KPU Kabupaten Kupang"
    assert names["53.71"] == "KPU Kota Kupang"
    assert names["53"] == "KPU Provinsi Nusa Tenggara Timur"


@pytest.mark.parametrize(
    "changes",
    [
        {"parent_id": None},
        {"latitude": None},
        {"valid_from": date(2020, 1, 1), "valid_to": date(2019, 1, 1)},
        {"valid_from": date(2020, 1, 1), "valid_to": date(2020, 1, 1)},
    ],
    ids=["no parent", "half a coordinate", "ends before it begins", "ends as it begins"],
)
def test_the_database_refuses_a_region_that_cannot_be(changes: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(code="53.07").update(**changes)


def test_the_database_refuses_a_province_below_something() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Region.objects.filter(code="53").update(parent_id="53.07")
