"""Whole units are for those who work on the whole province; mistakes at the desk lose nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from kpuntt.publishing.services import publication_amend, publication_submit
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName
from tests.pages.forms import Form
from tests.pages.html import Page
from voters.models import Roll, RollLine

pytestmark = pytest.mark.django_db

Enter = Callable[[Client, User], Client]
HIDDEN_FIGURE = "7.654.321"


@pytest.fixture
def draft(alice: User) -> Roll:
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    draft = publication_amend(unit=roll, actor=alice, public_note="Ende diperbaiki.")
    RollLine.objects.filter(roll=draft, region="53.08").update(male=7_654_321)
    return draft


def _somebody(enter: Enter, region: str | None, *roles: RoleName) -> Client:
    user = User.objects.create_user("seseorang", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    StaffProfile.objects.update_or_create(user=user, defaults={"region_id": region})
    return enter(Client(), user)


@pytest.mark.parametrize(
    "roles",
    [
        (RoleName.OPERATOR_REGENCY,),
        (RoleName.OPERATOR_VOTERS,),
        (RoleName.VERIFIER, RoleName.PUBLISHER),
    ],
)
def test_who_is_bound_to_a_region_sees_no_draft_of_the_whole_province(
    enter: Enter, draft: Roll, roles: tuple[RoleName, ...]
) -> None:
    client = _somebody(enter, "53.07", *roles)
    room = f"/admin/voters/roll/{draft.pk}"
    for address in (f"{room}/change/", f"{room}/history/", "/admin/voters/roll/", "/admin/"):
        page = Page(client, address)
        assert HIDDEN_FIGURE not in page.text, address
        assert f"roll/{draft.pk}/" not in page.source, address


def test_who_is_bound_to_a_region_takes_no_step(enter: Enter, draft: Roll, alice: User) -> None:
    publication_submit(unit=draft, actor=alice)
    client = _somebody(enter, "53.07", RoleName.VERIFIER, RoleName.PUBLISHER)
    response = client.post(f"/admin/voters/roll/{draft.pk}/langkah/periksa/")
    assert response.status_code in {403, 404}
    draft.refresh_from_db()
    assert draft.state == "submitted"


def test_an_address_in_use_is_refused_and_what_was_typed_stays(enter: Enter) -> None:
    client = _somebody(enter, None, RoleName.OPERATOR_VOTERS)
    form = Form(client, "/admin/voters/roll/add/")
    form.fill(title="PDPB baru", slug="dpt-pilkada-2024", kind="pdpb", year="2026")
    response = form.send()
    assert response.status_code == 200
    words = response.content.decode()
    assert "Alamat “dpt-pilkada-2024” sudah dipakai. Pilih alamat lain." in words
    assert 'value="PDPB baru"' in words


def test_a_correction_without_its_public_note_is_refused(enter: Enter, draft: Roll) -> None:
    client = _somebody(enter, None, RoleName.OPERATOR_VOTERS)
    form = Form(client, f"/admin/voters/roll/{draft.pk}/change/")
    response = form.fill(public_note="", change_reason="Mengosongkan catatan.").send()
    assert response.status_code == 200
    assert "apa yang diperbaiki dan mengapa" in response.content.decode()


def test_the_same_form_sent_twice_is_one_save_and_no_conflict(enter: Enter, draft: Roll) -> None:
    client = _somebody(enter, None, RoleName.OPERATOR_VOTERS)
    form = Form(client, f"/admin/voters/roll/{draft.pk}/change/")
    form.fill(summary="Dicocokkan ulang.", change_reason="Keterangan ditambah.")
    assert [form.send().status_code for _click in range(2)] == [302, 302]
    draft.refresh_from_db()
    assert (draft.edits, draft.summary) == (1, "Dicocokkan ulang.")


def test_a_reason_that_says_nothing_is_asked_for_again(enter: Enter) -> None:
    client = _somebody(enter, None, RoleName.PUBLISHER)
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    response = client.post(f"/admin/voters/roll/{roll.pk}/langkah/tarik/", {"reason": "."})
    assert response.status_code == 200
    roll.refresh_from_db()
    assert roll.state == "published"


def test_the_history_of_a_single_line_has_old_and_new_who_and_why(
    enter: Enter, draft: Roll
) -> None:
    client = _somebody(enter, "53.07", RoleName.OPERATOR_REGENCY)
    line = RollLine.objects.get(roll=draft, region="53.07")
    room = f"/admin/voters/rollline/{line.pk}"
    form = Form(client, f"{room}/change/")
    form.fill(male="115.546", change_reason="Sesuai berita acara.").send()
    text = Page(client, f"{room}/history/").text
    assert "laki-laki: 115.547 → 115.546" in text
    assert "seseorang" in text
    assert "Sesuai berita acara." in text
