from __future__ import annotations

import pytest
from django.db import transaction

from kpuntt.caching.models import Generation
from kpuntt.caching.services import generation_bump
from tests.unit.kpuntt.caching.generations import all_generations, generation

pytestmark = pytest.mark.django_db


def test_the_first_bump_of_an_area_makes_its_first_generation() -> None:
    assert generation("uji") == 0
    generation_bump(area="uji")
    assert generation("uji") == 1


def test_each_bump_adds_one_and_touches_no_other_area() -> None:
    before = all_generations()
    generation_bump(area="voters")
    generation_bump(area="voters")
    assert all_generations() == {**before, "voters": before["voters"] + 2}


def test_a_bump_is_taken_back_with_its_transaction() -> None:
    before = generation("voters")

    def fail_after_bumping() -> None:
        with transaction.atomic():
            generation_bump(area="voters")
            assert generation("voters") == before + 1
            raise LookupError

    with pytest.raises(LookupError):
        fail_after_bumping()
    assert generation("voters") == before


def test_a_bump_moves_the_time_of_change() -> None:
    before = Generation.objects.get(area="voters").changed_at
    generation_bump(area="voters")
    assert Generation.objects.get(area="voters").changed_at > before
