"""Staff read in the log who did what, when and why."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from kpuntt.activity.models import Action, Activity
from kpuntt.activity.services import activity_add
from kpuntt.staff.roles import RoleName

pytestmark = pytest.mark.django_db

LOG = "/admin/activity/activity/"


@pytest.fixture
def chief(client: Client, enter: Callable[[Client, User], Client]) -> Client:
    return enter(client, User.objects.create_superuser("ketua"))


def _found(client: Client, query: str) -> list[Activity]:
    return list(client.get(LOG + query).context["cl"].result_list)


def test_the_log_says_who_what_when_and_why(chief: Client, alice: User) -> None:
    activity_add(
        action=Action.WITHDRAW,
        actor=alice,
        area="voters",
        model="voters.roll",
        slug="dpt-contoh",
        version=3,
        note="Dokumen dicabut.",
    )
    html = chief.get(LOG).content.decode()
    for word in ("Kapan", "Siapa", "Apa", "Mengapa"):
        assert f">{word}<" in html
    for word in ("alice", "tarik", "daftar pemilih", "dpt-contoh", "Dokumen dicabut."):
        assert word in html


def test_the_newest_row_comes_first(chief: Client) -> None:
    rows = _found(chief, "")
    assert rows[0].action == "masuk"
    assert [row.number for row in rows] == sorted((row.number for row in rows), reverse=True)


def test_the_log_can_be_searched_by_address_and_filtered(chief: Client) -> None:
    assert {row.slug for row in _found(chief, "?q=dpt-pilkada-2024")} == {"dpt-pilkada-2024"}
    assert {row.action for row in _found(chief, "?action=masuk")} == {"masuk"}
    assert {row.area for row in _found(chief, "?area=budget")} == {"budget"}
    assert "Anggaran" in chief.get(LOG).content.decode()


def test_no_member_of_staff_can_change_the_log(chief: Client) -> None:
    number = Activity.objects.order_by("number")[0].number
    assert chief.post(f"{LOG}{number}/change/", {"note": "Lain"}).status_code == 403
    assert chief.post(f"{LOG}{number}/delete/", {"post": "yes"}).status_code == 403
    chief.post(LOG, {"action": "delete_selected", "_selected_action": number, "post": "yes"})
    assert Activity.objects.filter(number=number).exists()


def test_only_who_decides_or_manages_accounts_reads_the_log(
    enter: Callable[[Client, User], Client],
) -> None:
    readers = set()
    for number, role in enumerate(RoleName.values):
        user = User.objects.create_user(f"petugas-{number}", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        if enter(Client(), user).get(LOG).status_code == 200:
            readers.add(role)
    assert readers == {RoleName.VERIFIER, RoleName.PUBLISHER, RoleName.SYSTEM_ADMIN}
