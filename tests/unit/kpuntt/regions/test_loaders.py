from __future__ import annotations

import pytest

from kpuntt.regions.loaders import regions_load
from kpuntt.regions.models import Region, RegionAlias, RegionLevel, WorkUnit
from tests.unit.kpuntt.caching.generations import generation

pytestmark = pytest.mark.django_db


def test_loading_again_changes_no_row() -> None:
    models = (Region, RegionAlias, WorkUnit)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    counts = regions_load()
    assert [list(model.objects.order_by("pk").values()) for model in models] == before
    assert counts[RegionLevel.VILLAGE] == 3442


def test_only_a_change_starts_a_new_generation() -> None:
    before = generation("regions")
    regions_load()
    assert generation("regions") == before
    Region.objects.filter(code="53.07").update(name="Sika")
    regions_load()
    assert generation("regions") == before + 1


def test_loading_repairs_a_name_that_was_changed_by_hand() -> None:
    Region.objects.filter(code="53.07").update(name="Sika")
    regions_load()
    assert Region.objects.get(code="53.07").name == "Sikka"
