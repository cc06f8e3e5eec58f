from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from budget.models import BudgetLine, BudgetSnapshot, GrantLine, GrantReport, LineKind
from budget.services import balancing_lines_write
from kpuntt.publishing.services import (
    PublicationError,
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
)

pytestmark = pytest.mark.django_db

FIGURES = ("code", "printed_code", "kind", "ceiling", "realisation", "remaining", "percent")


def _rows(snapshot: BudgetSnapshot) -> list[tuple[object, ...]]:
    return list(snapshot.lines.order_by("order", "suborder").values_list("parent__code", *FIGURES))


def _amend(alice: User) -> BudgetSnapshot:
    first = BudgetSnapshot.objects.published().get()
    return publication_amend(unit=first, actor=alice, public_note="Pagu diperbaiki.")


def test_the_only_balancing_line_completes_one_activity() -> None:
    line = BudgetLine.objects.get(kind=LineKind.BALANCING)
    assert line.parent is not None
    assert (line.parent.code, line.code) == ("CQ.6709", "CQ.6709.tidak-dirinci")
    assert (line.ceiling, line.realisation) == (364_647_000, 352_176_157)
    assert (line.remaining, str(line.percent)) == (12_470_843, "96.58")
    assert (line.order, line.suborder, line.level) == (7, 1, "ro")
    assert (line.name, line.printed_code) == ("Tidak dirinci dalam sumber", "")
    assert line.citation == line.parent.citation


def test_writing_the_balancing_lines_again_leaves_them_as_they_were() -> None:
    snapshot = BudgetSnapshot.objects.get()
    before = _rows(snapshot)
    assert balancing_lines_write(snapshot) == 1
    assert _rows(snapshot) == before


def test_a_new_version_copies_every_line_with_its_place(alice: User) -> None:
    first, second = BudgetSnapshot.objects.get(), _amend(alice)
    assert _rows(second) == _rows(first)
    assert second.lines.count() == 32
    assert {line.parent.snapshot_id for line in second.lines.all() if line.parent} == {second.pk}
    assert second.restatements.count() == first.restatements.count() == 10
    assert (second.month, second.basis, second.citation) == (12, "tidak-disebut", first.citation)


def test_publishing_computes_the_balancing_lines_anew(alice: User, bob: User) -> None:
    draft = _amend(alice)
    draft.lines.filter(code="CQ.6709.QGE.003").update(ceiling=185_156_000 + 364_647_000)
    draft.lines.filter(code="CQ.6709.QGE.003").update(realisation=183_999_440 + 352_176_157)
    draft.lines.filter(code="CQ.6709.QGE.003").update(remaining=1_156_560 + 12_470_843)
    draft.lines.filter(code="WA.3360.EBA.994").update(ceiling=4_528_245_001)
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    second = publication_publish(unit=draft, actor=bob)
    balancing = second.lines.filter(kind=LineKind.BALANCING)
    assert list(balancing.values_list("code", "ceiling", "percent")) == [
        ("WA.3360.tidak-dirinci", -1, None)
    ]
    assert second.state == "published"
    old = BudgetSnapshot.objects.get(version=1)
    assert old.state == "superseded"
    assert old.lines.filter(code="CQ.6709.tidak-dirinci").exists()


def test_a_refused_publication_leaves_the_balancing_lines_alone(alice: User) -> None:
    draft = _amend(alice)
    draft.lines.filter(code="CQ.6709.QGE.003").update(ceiling=0)
    before = _rows(draft)
    with pytest.raises(PublicationError):
        publication_publish(unit=draft, actor=alice)
    assert _rows(draft) == before


def test_a_new_version_of_the_grants_copies_every_row(alice: User) -> None:
    first = GrantReport.objects.get()
    second = publication_amend(unit=first, actor=alice, public_note="Jumlah diperbaiki.")
    names = ("order", "is_total", "region", "printed_name", "regent", "governor", "citation")
    assert list(second.lines.values_list(*names)) == list(first.lines.values_list(*names))
    assert second.lines.count() == 24


@pytest.mark.parametrize(
    "change",
    [
        {"printed_code": ""},
        {"kind": "penyeimbang"},
        {"suborder": 1},
        {"code": "CQ.6639"},
        {"order": 2},
        {"level": "total"},
    ],
)
def test_the_database_refuses_a_line_that_cannot_be(change: dict[str, object]) -> None:
    line = BudgetLine.objects.filter(code="CQ.6870")
    with pytest.raises(IntegrityError), transaction.atomic():
        line.update(**change)


@pytest.mark.parametrize(
    "change", [{"region": None}, {"region": "53.02"}, {"is_total": True}, {"order": 2}]
)
def test_the_database_refuses_a_grant_that_cannot_be(change: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantLine.objects.filter(region="53.07").update(**change)


@pytest.mark.parametrize("month", [0, 13])
def test_the_database_refuses_a_month_that_does_not_exist(month: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        BudgetSnapshot.objects.update(month=month)
