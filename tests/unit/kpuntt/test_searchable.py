from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from kpuntt.publishing.models import PublicationUnit
from kpuntt.publishing.services import (
    publication_amend,
    publication_load,
    publication_publish,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from kpuntt.search.models import SearchEntry
from kpuntt.search.selectors import search
from kpuntt.searchable import SEARCHED_AREAS, area_index
from voters.models import ElectionReport, Roll

pytestmark = pytest.mark.django_db


def _addresses(query: str) -> list[str]:
    return [hit.address for hit in search(query).hits]


def _publish(roll: Roll, maker: User, verifier: User) -> Roll:
    publication_submit(unit=roll, actor=maker)
    publication_verify(unit=roll, actor=verifier)
    return publication_publish(unit=roll, actor=verifier)


UNITS = [model for model in apps.get_models() if issubclass(model, PublicationUnit)]


def test_every_area_that_publishes_can_be_searched() -> None:
    assert {model.area for model in UNITS} <= SEARCHED_AREAS.keys()


@pytest.mark.parametrize("model", UNITS, ids=lambda model: model._meta.label)
def test_a_draft_of_anything_adds_nothing_to_the_index(
    model: type[PublicationUnit], alice: User
) -> None:
    before = list(SearchEntry.objects.values_list())
    for unit in model._default_manager.filter(state="published"):
        publication_amend(unit=unit, actor=alice, public_note="Sedang disusun.")
    area_index(model.area)
    assert list(SearchEntry.objects.values_list()) == before


def test_once_everything_is_withdrawn_only_regions_elections_datasets_and_words_are_found(
    bob: User,
) -> None:
    for model in UNITS:
        for unit in model._default_manager.filter(state="published"):
            publication_withdraw(unit=unit, actor=bob, reason="Ditarik.")
    kinds = SearchEntry.objects.values_list("kind", flat=True).order_by()
    assert set(kinds) == {"wilayah", "pemilihan", "dataset", "istilah"}
    assert _addresses("daftar pemilih")[0] == "/data/daftar-pemilih/"


def test_loading_the_data_has_indexed_every_area() -> None:
    counts = Counter(SearchEntry.objects.values_list("area", flat=True))
    assert counts == {
        "regions": 338,
        "catalogue": 20,
        "voters": 18,
        "performance": 8,
        "budget": 32,
        "news": 14,
        "glossary": 74,
    }


def test_indexing_again_changes_nothing_and_says_how_much_there_is() -> None:
    before = list(SearchEntry.objects.values_list())
    printed = StringIO()
    call_command("index_search", stdout=printed)
    assert "voters: 18 entri pencarian" in printed.getvalue()
    assert list(SearchEntry.objects.values_list()) == before


def test_a_draft_is_found_from_the_moment_of_its_publication(
    draft: Roll, alice: User, bob: User
) -> None:
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    assert "/pemilih/pdpb-2026-triwulan-1/" not in _addresses("triwulan 2026")
    publication_publish(unit=draft, actor=bob)
    assert _addresses("triwulan 2026") == ["/pemilih/pdpb-2026-triwulan-1/"]
    assert _addresses("pdpb")[0] == "/pemilih/pdpb-2026-triwulan-1/"


def test_a_withdrawn_roll_is_not_found_from_the_moment_of_its_withdrawal(bob: User) -> None:
    roll = Roll.objects.get(slug="coklit-pilkada-2024")
    assert _addresses("hasil coklit")[0] == roll.get_absolute_url()
    publication_withdraw(unit=roll, actor=bob, reason="Angka belum final.")
    assert roll.get_absolute_url() not in _addresses("hasil coklit")


def test_a_correction_replaces_what_was_found_of_the_former_version(alice: User, bob: User) -> None:
    second = publication_amend(
        unit=Roll.objects.get(slug="coklit-pilkada-2024"), actor=alice, public_note="Perbaikan."
    )
    second.lines.filter(region="53").update(total=3_947_826)
    area_index("voters")
    assert _addresses("3.947.825") == ["/pemilih/coklit-pilkada-2024/"]
    assert _addresses("3.947.826") == []
    _publish(second, alice, bob)
    assert _addresses("3.947.825") == []
    assert _addresses("3.947.826") == ["/pemilih/coklit-pilkada-2024/"]


def test_a_withdrawal_that_is_rolled_back_leaves_the_index_alone(bob: User) -> None:
    roll = Roll.objects.get(slug="coklit-pilkada-2024")
    before = list(SearchEntry.objects.values_list())

    def withdraw_and_fail() -> None:
        with transaction.atomic():
            publication_withdraw(unit=roll, actor=bob, reason="Angka belum final.")
            assert list(SearchEntry.objects.values_list()) != before
            raise LookupError

    with pytest.raises(LookupError):
        withdraw_and_fail()
    assert list(SearchEntry.objects.values_list()) == before


def test_nothing_is_withdrawn_if_the_index_cannot_be_written(
    bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_values: object) -> None:
        raise OSError

    monkeypatch.setattr("kpuntt.searchable.entries_replace", fail)
    roll = Roll.objects.get(slug="coklit-pilkada-2024")
    with pytest.raises(OSError), transaction.atomic():  # noqa: PT011 - raised by ourselves
        publication_withdraw(unit=roll, actor=bob, reason="Angka belum final.")
    roll.refresh_from_db()
    assert roll.state == "published"


def test_loading_leaves_indexing_to_the_command(draft: Roll) -> None:
    publication_load(unit=draft, note="Dimuat.")
    assert "/pemilih/pdpb-2026-triwulan-1/" not in _addresses("triwulan 2026")
    area_index("voters")
    assert _addresses("triwulan 2026") == ["/pemilih/pdpb-2026-triwulan-1/"]


def test_an_election_without_a_report_is_found_without_figures(bob: User) -> None:
    report = ElectionReport.objects.published().get(slug="pilgub-2024")
    assert _addresses("melki")[0] == "/pemilihan/pilgub-2024/"
    publication_withdraw(unit=report, actor=bob, reason="Nama salah.")
    assert _addresses("melki") == []
    assert "/pemilihan/pilgub-2024/" in _addresses("pilgub 2024")
