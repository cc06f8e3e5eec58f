"""An operator of a regency edits the line of its region in a draft, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from kpuntt.publishing.models import PublicationState
from kpuntt.publishing.services import (
    PublicationError,
    publication_amend,
    publication_submit,
    publication_verify,
)
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName
from tests.pages.forms import Form
from tests.pages.html import Page
from voters.models import Roll, RollLine

pytestmark = pytest.mark.django_db

Enter = Callable[[Client, User], Client]


@pytest.fixture
def operator(enter: Enter) -> Client:
    """The operator of Sikka."""
    user = User.objects.create_user("sikka", is_staff=True)
    user.groups.add(Group.objects.get(name=RoleName.OPERATOR_REGENCY.value))
    StaffProfile.objects.update_or_create(user=user, defaults={"region_id": "53.07"})
    return enter(Client(), user)


@pytest.fixture
def draft(alice: User) -> Roll:
    roll = Roll.objects.get(slug="dpt-pilkada-2024")
    return publication_amend(unit=roll, actor=alice, public_note="TPS Sikka salah.")


def _line(draft: Roll, region: str = "53.07") -> RollLine:
    return RollLine.objects.get(roll=draft, region=region)


def _address(line: RollLine) -> str:
    return f"/admin/voters/rollline/{line.pk}/change/"


def _form(client: Client, line: RollLine) -> dict[str, str]:
    return {**_sent(Form(client, _address(line))), "change_reason": "Sesuai berita acara."}


def _sent(form: Form) -> dict[str, str]:
    return {name: values[0] for name, values in form.fields.items() if not name.startswith("_")}


def test_the_operator_changes_its_own_line_as_printed(operator: Client, draft: Roll) -> None:
    line = _line(draft)
    sent = {**_form(operator, line), "polling_stations": "558", "male": "115.547", "note": "Tetap."}
    assert operator.post(_address(line), sent).status_code == 302
    line.refresh_from_db()
    assert (line.polling_stations, line.male, line.note) == (558, 115_547, "Tetap.")
    draft.refresh_from_db()
    assert draft.edits == 1
    record = line.history.first()
    assert record.history_user.username == "sikka"
    assert record.history_change_reason == "Sesuai berita acara."


def test_the_line_of_another_region_is_not_there(operator: Client, draft: Roll) -> None:
    line = _line(draft, "53.08")
    assert operator.get(_address(line)).status_code == 404
    assert operator.post(_address(line), {"male": "1"}).status_code == 404
    assert f"rollline/{line.pk}/" not in Page(operator, "/admin/voters/rollline/").source


def test_a_published_line_is_read_and_never_written(operator: Client) -> None:
    line = RollLine.objects.get(roll__slug="dpt-pilkada-2024", region="53.07")
    page = Page(operator, _address(line))
    assert "244838" in page.source
    assert 'name="male"' not in page.source
    assert operator.post(_address(line), {"male": "1"}).status_code == 403


@pytest.mark.parametrize("figure", ["23.06", "dua", "1.2345"])
def test_a_figure_that_cannot_be_read_is_explained_and_stays_in_the_form(
    operator: Client, draft: Roll, figure: str
) -> None:
    line = _line(draft)
    response = operator.post(_address(line), {**_form(operator, line), "male": figure})
    assert response.status_code == 200
    assert f"“{figure}” tidak dapat dibaca sebagai bilangan." in response.content.decode()
    assert f'value="{figure}"' in response.content.decode()


def test_a_change_needs_its_reason(operator: Client, draft: Roll) -> None:
    line = _line(draft)
    sent = {**_form(operator, line), "male": "1", "change_reason": ""}
    assert operator.post(_address(line), sent).status_code == 200
    line.refresh_from_db()
    assert line.male == 115_547


def test_the_second_of_two_sees_what_the_first_wrote_and_keeps_his_own(
    operator: Client, draft: Roll
) -> None:
    line = _line(draft)
    first, second = _form(operator, line), _form(operator, line)
    assert operator.post(_address(line), {**first, "male": "111"}).status_code == 302
    response = operator.post(_address(line), {**second, "male": "222"})
    words = response.content.decode()
    assert response.status_code == 200
    assert "laki-laki: sekarang 111, Anda menulis 222" in words
    again = {**_sent(Form(operator, _address(line), words)), "change_reason": "Dicocokkan."}
    assert again["male"] == "222"
    assert operator.post(_address(line), again).status_code == 302
    line.refresh_from_db()
    assert line.male == 222


def test_two_regions_of_one_draft_do_not_disturb_each_other(operator: Client, draft: Roll) -> None:
    line, other = _line(draft), _line(draft, "53.08")
    sent = _form(operator, line)
    RollLine.objects.filter(pk=other.pk).update(male=5)
    Roll.objects.filter(pk=draft.pk).update(edits=7)
    assert operator.post(_address(line), {**sent, "male": "9"}).status_code == 302
    draft.refresh_from_db()
    assert draft.edits == 8


def test_a_draft_submitted_meanwhile_is_closed(operator: Client, draft: Roll, alice: User) -> None:
    line = _line(draft)
    sent = {**_form(operator, line), "male": "333"}
    publication_submit(unit=draft, actor=alice)
    response = operator.post(_address(line), sent)
    assert response.status_code == 403
    line.refresh_from_db()
    assert line.male == 115_547


def test_the_operator_takes_no_step_with_the_whole_roll(operator: Client, draft: Roll) -> None:
    for step in ("ajukan", "periksa", "terbitkan", "tarik", "perbaiki"):
        response = operator.post(f"/admin/voters/roll/{draft.pk}/langkah/{step}/")
        assert response.status_code == 404, step


def test_whoever_edited_a_version_cannot_verify_it(
    enter: Enter, operator: Client, draft: Roll, alice: User, bob: User
) -> None:
    line = _line(draft)
    operator.post(_address(line), {**_form(operator, line), "male": "1"})
    editor = User.objects.get(username="sikka")
    publication_submit(unit=draft, actor=alice)
    with pytest.raises(PublicationError, match="ikut menyunting"):
        publication_verify(unit=draft, actor=editor)
    assert publication_verify(unit=draft, actor=bob).state == PublicationState.VERIFIED
