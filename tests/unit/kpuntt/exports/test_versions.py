from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import F
from django.utils import timezone

from budget.models import BudgetSnapshot
from kpuntt.datasets import CATALOGUE
from kpuntt.exports.dataset import Row, Span
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
    publication_withdraw,
)

pytestmark = pytest.mark.django_db
VERSIONED = sorted(name for name, dataset in CATALOGUE.items() if dataset.unit is not None)


def _rows(name: str, span: Span) -> list[Row]:
    return list(CATALOGUE[name].iterate(span=span))


def _correct(maker: User, verifier: User) -> datetime:
    """Correct one realisation of 2024 by one rupiah; return the moment just before."""
    draft = publication_amend(
        unit=BudgetSnapshot.objects.published().get(), actor=maker, public_note="Satu sel."
    )
    draft.lines.filter(code="CQ.6709").update(realisation=F("realisation") + 1)
    before = timezone.now()
    publication_submit(unit=draft, actor=maker)
    publication_verify(unit=draft, actor=verifier)
    publication_publish(unit=draft, actor=verifier)
    return before


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_key_names_each_row_once_and_is_never_empty(name: str) -> None:
    dataset = CATALOGUE[name]
    columns = [column.name for column in dataset.columns]
    keys = [tuple(row[columns.index(part)] for part in dataset.key) for row in dataset.iterate()]
    assert len(keys) == len(set(keys)) > 0
    assert not any(part in {None, ""} for key in keys for part in key)


@pytest.mark.parametrize("name", VERSIONED)
def test_rows_as_of_now_are_the_published_rows(name: str) -> None:
    assert _rows(name, Span(at=timezone.now())) == _rows(name, Span())


@pytest.mark.parametrize("name", VERSIONED)
def test_there_were_no_rows_before_the_first_publication(name: str) -> None:
    assert _rows(name, Span(at=timezone.now() - timedelta(days=3650))) == []


def test_a_correction_leaves_the_rows_of_an_earlier_moment_as_they_were(
    alice: User, bob: User
) -> None:
    first = _rows("realisasi-anggaran", Span())
    before = _correct(alice, bob)
    assert _rows("realisasi-anggaran", Span(at=before)) == first
    second = _rows("realisasi-anggaran", Span())
    versions = [column.name for column in CATALOGUE["realisasi-anggaran"].columns].index("versi")
    assert {row[versions] for row in first} == {1}
    assert {row[versions] for row in second} == {2}


def test_withdrawn_rows_are_gone_from_every_moment(alice: User, bob: User) -> None:
    before = _correct(alice, bob)
    publication_withdraw(
        unit=BudgetSnapshot.objects.published().get(), actor=bob, reason="Tabel keliru."
    )
    assert _rows("realisasi-anggaran", Span(at=before)) == []


def test_only_rows_of_units_published_since_then_have_changed(alice: User, bob: User) -> None:
    before = _correct(alice, bob)
    since = Span(since=before)
    assert _rows("realisasi-anggaran", since) == _rows("realisasi-anggaran", Span())
    assert _rows("hibah-pilkada", since) == []


def test_a_dataset_without_units_has_changed_if_its_area_has() -> None:
    now = timezone.now()
    assert _rows("wilayah", Span(since=now + timedelta(seconds=1))) == []
    assert len(_rows("wilayah", Span(since=now - timedelta(days=3650)))) == 3780


def test_a_dataset_without_units_has_no_former_rows() -> None:
    with pytest.raises(ValueError, match="keeps no versions"):
        CATALOGUE["wilayah"].queryset(span=Span(at=timezone.now()))
