"""Tables of drafts that are larger than one form can send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission, User
from django.test import Client

from budget.models import BudgetLine, BudgetSnapshot
from kpuntt.publishing.services import publication_amend
from kpuntt.regions.models import Region, RegionLevel
from tests.pages.forms import Form
from tests.pages.html import Page
from voters.models import Candidate, Contest, ElectionReport, Vote

pytestmark = pytest.mark.django_db

UNITS = ("electionreport", "budgetsnapshot")
TOO_LARGE = "terlalu besar untuk satu formulir, jadi di sini hanya dapat dibaca."


@pytest.fixture
def operator(alice: User, enter: Callable[[Client, User], Client]) -> Client:
    names = [f"{verb}_{unit}" for verb in ("change", "view") for unit in UNITS]
    alice.user_permissions.set(Permission.objects.filter(codename__in=names))
    return enter(Client(), alice)


def _draft(model: Any, slug: str, actor: User) -> Any:
    published = model.objects.get(slug=slug)
    return publication_amend(unit=published, actor=actor, public_note="Salah ketik satu angka.")


def _address(unit: Any) -> str:
    return f"/admin/{unit._meta.app_label}/{unit._meta.model_name}/{unit.pk}/change/"


def _contests(report: ElectionReport, prefix: str) -> list[Candidate]:
    made = []
    for region in Region.objects.filter(level=RegionLevel.REGENCY):
        office = "Wali Kota" if region.code == "53.71" else "Bupati"
        contest = Contest.objects.create(
            report=report, name=f"{prefix}{office} {region.name.removeprefix('Kota ')}"
        )
        for order in (1, 2, 3):
            name = f"Calon {region.code}/{order}"
            made.append(Candidate.objects.create(contest=contest, order=order, name=name))
    return made


def test_a_regency_is_offered_for_the_election_of_its_own_head_only(
    operator: Client, alice: User
) -> None:
    report = _draft(ElectionReport, "pilkada-2024", alice)
    candidates = _contests(report, "")
    governor = Contest.objects.create(report=report, name="Gubernur dan Wakil Gubernur")
    Candidate.objects.create(contest=governor, order=1, name="Calon G")
    form = Form(operator, _address(report)).fill(change_reason="Sesuai berita acara.")
    offered = [name for name in form.names if name.endswith(", Suara sah")]
    assert len(offered) == len(candidates) + 23
    assert "Calon 53.71/2, Kota Kupang, Suara sah" in offered
    assert "Calon 53.01/2, Kabupaten Kupang, Suara sah" in offered
    assert "Calon G, Provinsi Nusa Tenggara Timur, Suara sah" in offered
    last = f"{candidates[-1]}, Kota Kupang, Suara sah"
    assert form.type(last, "12.345").send().status_code == 302
    assert Vote.objects.get(candidate=candidates[-1]).votes == 12345


def test_votes_of_more_rows_than_a_form_can_send_are_all_shown_and_the_rest_is_editable(
    operator: Client, alice: User
) -> None:
    report = _draft(ElectionReport, "pilkada-2024", alice)
    candidates = _contests(report, "Jabatan: ")
    citation = report.logistics.all()[0].citation
    for candidate in candidates:
        Vote.objects.create(candidate=candidate, region_id="53", votes=7, citation=citation)
    address = _address(report)
    page = Page(operator, address)
    assert f"Tabel ini ({len(candidates)} baris) {TOO_LARGE}" in page.text
    assert page.text.count(TOO_LARGE) == 1
    form = Form(operator, address).fill(change_reason="Sesuai dokumen.")
    assert not [name for name in form.fields if name.startswith("vote-")]
    item = report.logistics.all()[0]
    assert form.type(f"{item}, Jumlah", "55").send().status_code == 302
    item.refresh_from_db()
    assert item.quantity == 55
    assert Vote.objects.filter(candidate__in=candidates, votes=7).count() == len(candidates)


def _with_lines(snapshot: BudgetSnapshot, numbers: range) -> None:
    line = snapshot.lines.filter(level="ro", kind="tercetak")[0]
    BudgetLine.objects.bulk_create(
        BudgetLine(
            snapshot=snapshot,
            order=1000 + number,
            level="ro",
            printed_code=f"Z{number}",
            code=f"WA.3360.Z{number}",
            citation=line.citation,
        )
        for number in numbers
    )


def test_a_budget_is_editable_as_long_as_its_form_can_be_sent(
    operator: Client, alice: User
) -> None:
    snapshot = _draft(BudgetSnapshot, "realisasi-2024-12", alice)
    room = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    _with_lines(snapshot, range(360))
    form = Form(operator, _address(snapshot)).fill(change_reason="Sesuai dokumen.")
    assert room * 0.8 < sum(len(values) for values in form.fields.values()) < room
    line = snapshot.lines.get(code="CQ")
    assert form.type(f"{line}, Uraian", "Pemilu dan pemilihan").send().status_code == 302
    assert snapshot.lines.get(code="CQ").name == "Pemilu dan pemilihan"
    _with_lines(snapshot, range(360, 400))
    page = Page(operator, _address(snapshot))
    assert TOO_LARGE in page.text
    assert "impor ulang berkasnya" in page.text
    form = Form(operator, _address(snapshot)).fill(change_reason="Judul lain.", title="Lain")
    forged = {"budgetline-TOTAL_FORMS": "0", "budgetline-INITIAL_FORMS": "0"}
    before = snapshot.lines.count()
    assert form.send(**forged).status_code == 302
    snapshot.refresh_from_db()
    assert snapshot.title == "Lain"
    assert snapshot.lines.count() == before


def test_two_people_at_a_table_that_is_only_shown_still_merge_the_rest(
    operator: Client, alice: User, enter: Callable[[Client, User], Client]
) -> None:
    snapshot = _draft(BudgetSnapshot, "realisasi-2024-12", alice)
    _with_lines(snapshot, range(400))
    first, second = (Form(operator, _address(snapshot)) for _ in range(2))
    first.fill(title="Satu", change_reason="Alasan pertama.")
    assert first.send().status_code == 302
    response = second.fill(revision="4", change_reason="Alasan kedua.").send()
    assert response.status_code == 409
    merged = Form(operator, second.address, response.content.decode())
    assert merged.send().status_code == 302
    snapshot.refresh_from_db()
    assert (snapshot.title, snapshot.revision) == ("Satu", 4)
