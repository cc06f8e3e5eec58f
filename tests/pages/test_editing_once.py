"""Drafts in which something would be there twice, and rows that change places."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from budget.models import BudgetLine, BudgetSnapshot
from kpuntt.publishing.services import publication_amend
from performance.models import PerformanceReport
from tests.pages.forms import Form
from tests.pages.html import decoded
from voters.models import Candidate, Contest, ElectionReport, LogisticsItem

pytestmark = pytest.mark.django_db

ORDER = "Urutan dalam sumber"


@pytest.fixture
def operator(alice: User, enter: Callable[[Client, User], Client]) -> Client:
    units = ("electionreport", "performancereport", "budgetsnapshot")
    names = [f"{verb}_{unit}" for verb in ("add", "change", "view") for unit in units]
    alice.user_permissions.set(Permission.objects.filter(codename__in=names))
    return enter(Client(), alice)


def _amended(published: Any, actor: User) -> Any:
    return publication_amend(unit=published, actor=actor, public_note="Salah ketik satu angka.")


@pytest.fixture
def pilkada(alice: User) -> ElectionReport:
    """A draft with eighteen kinds of supplies and no contest."""
    report: ElectionReport = _amended(ElectionReport.objects.get(slug="pilkada-2024"), alice)
    return report


@pytest.fixture
def pilgub(alice: User) -> ElectionReport:
    """A draft with three candidates."""
    report: ElectionReport = _amended(ElectionReport.objects.get(slug="pilgub-2024"), alice)
    return report


@pytest.fixture
def snapshot(alice: User) -> BudgetSnapshot:
    """A draft with some thirty budget lines."""
    made: BudgetSnapshot = _amended(BudgetSnapshot.objects.get(), alice)
    return made


def _open(client: Client, unit: Any) -> Form:
    room = f"/admin/{unit._meta.app_label}/{unit._meta.model_name}/{unit.pk}"
    return Form(client, f"{room}/change/").fill(change_reason="Sesuai dokumen aslinya.")


def _refused(form: Form) -> list[str]:
    """Send and return the errors; nothing may have been stored."""
    response = form.send()
    assert response.status_code == 200
    found = re.findall(r"<li>([^<]*)</li>", decoded(response))
    return [error for error in found if "sudah dipakai" in error or "tidak boleh kosong" in error]


def _saved(form: Form) -> None:
    response = form.send()
    assert response.status_code == 302, re.findall(r"<li>[^<]*</li>", decoded(response))


def _renumber(form: Form, label: str, changes: Sequence[tuple[Any, int]]) -> Form:
    for row, number in changes:
        form.type(f"{row}, {label}", str(number))
    return form


# -- A second one is refused at its row ----------------------------------------------------------


def test_the_year_of_another_report_is_refused_at_the_year(operator: Client) -> None:
    source = PerformanceReport.objects.get()
    form = Form(operator, "/admin/performance/performancereport/add/")
    form.fill(title="Laporan", slug="lkj-lain", year=str(source.year), region="53")
    document = str(source.document_id)
    form.fill(document=document, source_document=document, structure_of=str(source.pk))
    assert "Tahun “2024” sudah dipakai. Pilih tahun lain." in _refused(form)


def test_a_new_version_of_a_report_keeps_its_year(operator: Client, alice: User) -> None:
    draft = _amended(PerformanceReport.objects.get(), alice)
    _saved(_open(operator, draft).fill(title="Laporan Kinerja yang diperbaiki"))


def test_a_place_in_the_order_that_is_taken_is_refused_at_its_row(
    operator: Client, pilkada: ElectionReport
) -> None:
    first, second = pilkada.logistics.all()[:2]
    form = _renumber(_open(operator, pilkada), ORDER, [(second, first.order)])
    assert (
        f"{second}, kolom {ORDER}: “{first.order}” sudah dipakai “{first}”. Tulis yang lain."
    ) in _refused(form)
    second.refresh_from_db()
    assert second.order != first.order


def test_two_new_rows_with_one_place_are_refused_at_the_second(
    operator: Client, pilkada: ElectionReport
) -> None:
    form = _open(operator, pilkada)
    for row in ("Baris baru 1", "Baris baru 2"):
        label = next(name for name in form.names if name.startswith(f"{row}, Barang"))
        number = form.names[label].removesuffix("-name")
        form.fill(**{f"{number}-order": "90", f"{number}-name": row, f"{number}-quantity": "1"})
    (error,) = set(_refused(form))
    assert error.startswith(f"Baris baru 2, kolom {ORDER}: “90” sudah dipakai “Baris baru 1”.")


def test_a_stage_in_a_taken_place_is_refused(operator: Client, alice: User) -> None:
    report = _amended(ElectionReport.objects.get(slug="pemilu-2024"), alice)
    first, second = report.stages.all()[:2]
    errors = _refused(_renumber(_open(operator, report), ORDER, [(first, second.order)]))
    assert [error for error in errors if error.startswith(f"{first}, kolom {ORDER}: ")]


def test_a_contest_may_not_get_the_name_of_another_one(
    operator: Client, pilkada: ElectionReport
) -> None:
    for name in ("Bupati Ende", "Bupati Sikka"):
        Contest.objects.create(report=pilkada, name=name)
    form = _open(operator, pilkada).type("Bupati Sikka, Jabatan yang dipilih", "Bupati Ende")
    (error,) = set(_refused(form))
    assert error.startswith(
        "Bupati Sikka, kolom Jabatan yang dipilih: “Bupati Ende” sudah dipakai “Bupati Ende”."
    )


def test_a_candidate_in_a_taken_place_is_refused(operator: Client, pilgub: ElectionReport) -> None:
    contest = pilgub.contests.get()
    form = _open(operator, pilgub)
    form.type(f"Calon baru, {contest}, {ORDER}", "1").type(f"Calon baru, {contest}, Calon", "Satu")
    (error,) = set(_refused(form))
    assert error.startswith(f"Calon baru, {contest}, kolom {ORDER}: “1” sudah dipakai")


def _new_line(form: Form, order: str, level: str, code: str) -> Form:
    form.type("Baris baru 1, Urutan tercetak", order).type("Baris baru 1, Kode tercetak", code)
    form.fill(**{form.names["Baris baru 1, Tingkat"]: level})
    return form


@pytest.mark.parametrize(
    ("typed", "column"),
    [
        (("2", "program", "ZZ"), "Urutan tercetak"),
        (("900", "total", "076"), "Tingkat"),
        (("900", "program", "CQ"), "Kode tercetak"),
        (("900", "program", ""), "Kode tercetak"),
    ],
)
def test_a_budget_line_that_cannot_be_stored_is_refused_at_its_cell(
    operator: Client, snapshot: BudgetSnapshot, typed: tuple[str, str, str], column: str
) -> None:
    errors = _refused(_new_line(_open(operator, snapshot), *typed))
    assert {error.partition(": ")[0] for error in errors} == {f"Baris baru 1, kolom {column}"}


def test_the_code_of_a_line_that_the_portal_computes_is_taken_too(
    operator: Client, snapshot: BudgetSnapshot
) -> None:
    hidden = snapshot.lines.get(kind="penyeimbang")
    assert hidden.parent is not None
    order = str(hidden.parent.order + 1)
    snapshot.lines.filter(order=order, kind="tercetak").update(order=901)
    form = _new_line(_open(operator, snapshot), order, hidden.level, "tidak-dirinci")
    errors = _refused(form)
    assert "sudah dipakai baris yang tidak tampil di sini" in " ".join(errors)


# -- Rows that change places ---------------------------------------------------------------------


def test_supplies_may_be_put_in_the_opposite_order(
    operator: Client, pilkada: ElectionReport
) -> None:
    items = list(pilkada.logistics.all())
    places = [item.order for item in items]
    wanted = list(zip(items, reversed(places), strict=True))
    _saved(_renumber(_open(operator, pilkada), ORDER, wanted))
    assert [item.pk for item in pilkada.logistics.all()] == [item.pk for item in reversed(items)]
    steps = LogisticsItem.history.filter(id__in=[item.pk for item in items], history_type="~")
    assert {(step.id, step.order) for step in steps} == {
        (item.pk, place) for item, place in wanted if item.order != place
    }


def test_a_row_takes_the_place_of_one_that_goes(operator: Client, pilkada: ElectionReport) -> None:
    first, *_between, last = pilkada.logistics.all()
    form = _renumber(_open(operator, pilkada), ORDER, [(first, last.order)])
    _saved(form.fill(**{form.names[f"Hapus {last}"]: "on"}))
    first.refresh_from_db()
    assert first.order == last.order
    assert not LogisticsItem.objects.filter(pk=last.pk).exists()
    assert LogisticsItem.history.filter(id=last.pk, history_type="-").count() == 1


def test_candidates_and_contests_may_change_places(
    operator: Client, pilgub: ElectionReport
) -> None:
    one, two, three = Candidate.objects.filter(contest__report=pilgub)
    form = _open(operator, pilgub)
    for candidate, order in ((one, 2), (two, 3), (three, 1)):
        label = f"{candidate.contest}, {candidate}, {ORDER}"
        form.type(label, str(order))
    _saved(form)
    assert list(Candidate.objects.filter(contest__report=pilgub)) == [three, one, two]


def test_contests_may_exchange_their_names(operator: Client, pilkada: ElectionReport) -> None:
    ende = Contest.objects.create(report=pilkada, name="Bupati Ende")
    sikka = Contest.objects.create(report=pilkada, name="Bupati Sikka")
    form = _open(operator, pilkada).type("Bupati Sikka, Jabatan yang dipilih", "Bupati Ende")
    _saved(form.type("Bupati Ende, Jabatan yang dipilih", "Bupati Sikka"))
    ende.refresh_from_db()
    sikka.refresh_from_db()
    assert (ende.name, sikka.name) == ("Bupati Sikka", "Bupati Ende")


def _printed(snapshot: BudgetSnapshot) -> list[BudgetLine]:
    return list(snapshot.lines.filter(kind="tercetak").order_by("order"))


def test_budget_lines_may_exchange_their_places_and_their_codes(
    operator: Client, snapshot: BudgetSnapshot
) -> None:
    items = [line for line in _printed(snapshot) if line.level == "kegiatan"][:2]
    one, two = items
    codes = one.printed_code, two.printed_code
    form = _open(operator, snapshot)
    form.type(f"{one}, Kode tercetak", codes[1]).type(f"{two}, Kode tercetak", codes[0])
    _saved(form)
    former = one.code, two.code
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.code, two.code) == (former[1], former[0])
    assert all(part.code.startswith(one.code) for part in one.parts.filter(kind="tercetak"))
    last = _printed(snapshot)[-2:]
    form = _open(operator, snapshot)
    form.type(f"{last[0]}, Urutan tercetak", str(last[1].order))
    _saved(form.type(f"{last[1]}, Urutan tercetak", str(last[0].order)))
    assert [line.pk for line in _printed(snapshot)[-2:]] == [last[1].pk, last[0].pk]


def test_the_total_may_become_another_line(operator: Client, snapshot: BudgetSnapshot) -> None:
    total = snapshot.lines.get(level="total")
    other = _printed(snapshot)[0]
    form = _open(operator, snapshot)
    form.fill(**{form.names[f"{total}, Tingkat"]: other.level})
    _saved(form.fill(**{form.names[f"{other}, Tingkat"]: "total"}))
    assert snapshot.lines.get(level="total").pk == other.pk
