"""An office of one person may verify its own work, and says so for ever."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from budget.models import BudgetSnapshot, GrantReport
from kpuntt.publishing.models import PublicationUnit
from kpuntt.publishing.services import (
    PublicationError,
    publication_amend,
    publication_publish,
    publication_return,
    publication_submit,
    publication_verify,
)
from news.models import Post
from performance.models import PerformanceReport
from voters.models import ElectionReport, Roll

pytestmark = pytest.mark.django_db

SENTENCE = "Disusun dan diperiksa oleh orang yang sama"
UNITS: list[tuple[type[PublicationUnit], list[str]]] = [
    (Roll, ["daftar-pemilih"]),
    (ElectionReport, ["hasil-pemilihan"]),
    (PerformanceReport, ["indikator-kinerja"]),
    (BudgetSnapshot, ["realisasi-anggaran"]),
    (GrantReport, ["hibah-pilkada"]),
    (Post, ["berita"]),
]


def _corrected(unit: PublicationUnit, maker: User, verifier: User) -> PublicationUnit:
    draft = publication_amend(unit=unit, actor=maker, public_note="Diperbaiki.")
    draft = publication_submit(unit=draft, actor=maker)
    draft = publication_verify(unit=draft, actor=verifier)
    return publication_publish(unit=draft, actor=verifier)


@pytest.mark.parametrize(("model", "datasets"), UNITS)
def test_the_page_and_the_dataset_say_so_even_after_the_switch_is_off(
    settings: Settings,
    alice: User,
    model: type[PublicationUnit],
    datasets: list[str],
) -> None:
    settings.SINGLE_PERSON_OFFICE = True
    unit = model._default_manager.filter(state="published").first()
    assert unit is not None
    plain = Client(headers={"host": "127.0.0.1"})
    assert SENTENCE not in plain.get(unit.get_absolute_url()).content.decode()
    unit = _corrected(unit, alice, alice)
    settings.SINGLE_PERSON_OFFICE = False
    for address in (unit.get_absolute_url(), *(f"/data/{name}/" for name in datasets)):
        assert SENTENCE in plain.get(address).content.decode(), address


def test_the_pages_below_a_unit_say_so_too(settings: Settings, alice: User) -> None:
    settings.SINGLE_PERSON_OFFICE = True
    for model in (PerformanceReport, BudgetSnapshot):
        unit = model._default_manager.filter(state="published").get()
        _corrected(unit, alice, alice)
    plain = Client(headers={"host": "127.0.0.1"})
    for address in ("/kinerja/2024/", "/anggaran/2024/", "/anggaran/2024/WA/"):
        assert SENTENCE in plain.get(address).content.decode(), address


def test_two_people_leave_no_mark_though_the_switch_is_on(
    draft_roll: Roll, settings: Settings, alice: User, bob: User
) -> None:
    settings.SINGLE_PERSON_OFFICE = True
    unit = _corrected(draft_roll, alice, bob)
    assert not unit.single_person


def test_without_the_switch_the_maker_cannot_verify(draft_roll: Roll, alice: User) -> None:
    with pytest.raises(PublicationError, match="tidak boleh sama"):
        _corrected(draft_roll, alice, alice)


def test_a_return_and_a_correction_take_the_mark_away(
    draft_roll: Roll, settings: Settings, alice: User, bob: User
) -> None:
    settings.SINGLE_PERSON_OFFICE = True
    unit = _corrected(draft_roll, alice, alice)
    assert unit.single_person
    second = publication_amend(unit=unit, actor=bob, public_note="Lagi.")
    assert not second.single_person
    second = publication_submit(unit=second, actor=bob)
    second = publication_verify(unit=second, actor=bob)
    assert second.single_person
    assert not publication_return(unit=second, actor=alice, reason="Keliru.").single_person


@pytest.mark.parametrize("model", [model for model, _datasets in UNITS])
def test_the_database_refuses_one_person_without_the_mark(
    alice: User, model: type[PublicationUnit]
) -> None:
    unit = model._default_manager.filter(state="published").first()
    assert unit is not None
    rows = model._default_manager.filter(pk=unit.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(made_by=alice, verified_by=alice)
    rows.update(made_by=alice, verified_by=alice, single_person=True)


@pytest.fixture
def draft_roll(db: None) -> Roll:
    """A published roll to correct."""
    return Roll.objects.published().get(slug="dpt-pilkada-2024")
