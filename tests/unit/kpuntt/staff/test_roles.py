"""Roles are what the code declares, and no account grants itself more."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from kpuntt.activity.models import Action, Activity
from kpuntt.management.roles import LINES, REFERENCES, ROLES, UNITS
from kpuntt.publishing.models import PublicationUnit
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName
from kpuntt.staff.services import recovery_codes_left, recovery_codes_renew

pytestmark = pytest.mark.django_db

Enter = Callable[[Client, User], Client]


def _held(group: Group) -> set[str]:
    rows = group.permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


def _setup() -> str:
    printed = StringIO()
    call_command("setup_roles", stdout=printed)
    return printed.getvalue()


def test_every_role_has_exactly_the_declared_permissions() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(RoleName.values)
    for group in Group.objects.all():
        assert _held(group) == ROLES[group.name], group.name


def test_setting_up_again_changes_nothing_and_repairs_what_somebody_changed() -> None:
    assert _setup() == "Peran: 8 peran sudah sesuai.\n"
    verifier = Group.objects.get(name=RoleName.VERIFIER)
    verifier.permissions.add(Permission.objects.get(codename="publish_roll"))
    verifier.permissions.remove(Permission.objects.get(codename="verify_roll"))
    Group.objects.get(name=RoleName.NEWS_EDITOR).delete()
    printed = _setup()
    assert "Diubah: Pemeriksa (+1 −1 izin)" in printed
    assert "Dibuat: Editor berita" in printed
    assert _held(verifier) == ROLES[RoleName.VERIFIER]


def test_every_unit_is_named_and_nobody_may_delete_one() -> None:
    units = {
        (model._meta.app_label, str(model._meta.model_name))
        for model in apps.get_models()
        if issubclass(model, PublicationUnit)
    }
    assert units == {(app, name) for app, names in UNITS.items() for name in names}
    everything = {grant for grants in ROLES.values() for grant in grants}
    assert not {f"{app}.delete_{name}" for app, name in units} & everything
    assert not {grant for grant in everything if ".delete_" in grant} - {
        f"{app}.delete_{name}" for app, names in LINES.items() for name in names
    }


def test_every_model_of_an_area_belongs_to_a_role() -> None:
    left_out = {"news.postaddress", "news.readcount"}  # written by the portal alone
    named = {
        f"{app}.{name}"
        for kind in (UNITS, LINES, REFERENCES)
        for app, names in kind.items()
        for name in names
    }
    configs = [apps.get_app_config(app) for app in UNITS]
    there = {model._meta.label_lower for config in configs for model in config.get_models()}
    history = {label for label in there if ".historical" in label}  # written by every save
    assert there - named - history == left_out
    assert named <= there


def test_entering_verifying_and_publishing_are_apart() -> None:
    def who(verb: str) -> set[str]:
        return {role for role, grants in ROLES.items() if f"voters.{verb}_roll" in grants}

    assert who("change") == {RoleName.OPERATOR_VOTERS}
    assert who("verify") == {RoleName.VERIFIER}
    assert who("publish") == {RoleName.PUBLISHER}
    system = ROLES[RoleName.SYSTEM_ADMIN]
    assert not {grant for grant in system if "verify" in grant or "publish_" in grant}
    assert not {grant for grant in system if grant.partition(".")[0] in UNITS}


def _chief() -> User:
    user = User.objects.create_user("admin-sistem", is_staff=True)
    user.groups.add(Group.objects.get(name=RoleName.SYSTEM_ADMIN))
    return user


def _form(user: User, *roles: RoleName, region: str = "", **more: str) -> dict[str, object]:
    groups = [Group.objects.get(name=role).pk for role in roles]
    fields = {"username": user.username, "is_active": "on", "groups": groups, "region": region}
    return {**fields, **more}


def _refusals(response: object) -> str:
    return response.context["adminform"].form.errors.as_text()  # type: ignore[attr-defined, no-any-return]


def test_an_operator_needs_a_regency_and_an_admin_of_the_system_has_no_other_role(
    client: Client, alice: User, enter: Enter
) -> None:
    enter(client, _chief())
    address = f"/admin/auth/user/{alice.pk}/change/"
    for region in ("", "53"):
        answer = client.post(address, _form(alice, RoleName.OPERATOR_REGENCY, region=region))
        assert "Pilih satu kabupaten atau kota" in _refusals(answer)
    both = _form(alice, RoleName.SYSTEM_ADMIN, RoleName.PUBLISHER)
    assert "berdiri sendiri" in _refusals(client.post(address, both))
    done = client.post(address, _form(alice, RoleName.OPERATOR_REGENCY, region="53.07"))
    assert done.status_code == 302
    assert alice.staff_profile.region_id == "53.07"
    with pytest.raises(ValidationError, match="Pilih satu"):
        StaffProfile(user=alice).clean()


def test_a_regency_in_the_profile_goes_with_its_operator_only(
    client: Client, alice: User, enter: Enter
) -> None:
    enter(client, _chief())
    address = f"/admin/auth/user/{alice.pk}/change/"
    refused = (
        [RoleName.VERIFIER],
        [RoleName.SYSTEM_ADMIN],
        [RoleName.OPERATOR_REGENCY, RoleName.OPERATOR_VOTERS],
    )
    for roles in refused:
        answer = client.post(address, _form(alice, *roles, region="53.07"))
        assert "Kosongkan wilayah atau lepaskan peran" in _refusals(answer)
        assert roles[-1] in _refusals(answer)
    assert not alice.groups.exists()
    for region in ("", "53"):
        accepted = client.post(address, _form(alice, RoleName.VERIFIER, region=region))
        assert accepted.status_code == 302


def test_an_admin_of_the_system_cannot_raise_themselves_or_touch_a_superuser(
    client: Client, enter: Enter
) -> None:
    chief = _chief()
    superuser = User.objects.create_superuser("ketua")
    enter(client, chief)
    own = f"/admin/auth/user/{chief.pk}/change/"
    client.post(own, _form(chief, RoleName.PUBLISHER, is_superuser="on", is_staff="on"))
    chief.refresh_from_db()
    assert not chief.is_superuser
    assert [group.name for group in chief.groups.all()] == [RoleName.SYSTEM_ADMIN]
    for page in ("change", "password"):
        answer = client.post(f"/admin/auth/user/{superuser.pk}/{page}/", _form(superuser))
        assert answer.status_code == 403
    other = User.objects.create_user("lain", is_staff=True)
    client.post(f"/admin/auth/user/{other.pk}/change/", _form(other, is_superuser="on"))
    other.refresh_from_db()
    assert not other.is_superuser
    group = Group.objects.get(name=RoleName.SYSTEM_ADMIN)
    assert client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "x"}).status_code == 403
    assert client.get("/admin/voters/roll/").status_code == 403


def test_a_new_account_is_one_of_staff_and_is_disabled_rather_than_deleted(
    client: Client, enter: Enter
) -> None:
    enter(client, _chief())
    words = {"password1": "selat-pukuafu-9", "password2": "selat-pukuafu-9"}
    made = client.post(
        "/admin/auth/user/add/", {"username": "baru", "usable_password": "true", **words}
    )
    assert made.status_code == 302
    new = User.objects.get(username="baru")
    assert (new.is_staff, new.is_superuser) == (True, False)
    assert client.post(f"/admin/auth/user/{new.pk}/delete/", {"post": "yes"}).status_code == 403


def _account_notes(slug: str) -> list[str]:
    rows = Activity.objects.filter(action=Action.ACCOUNT, slug=slug).order_by("number")
    return list(rows.values_list("note", flat=True))


def test_a_new_account_is_written_down_without_its_password(client: Client, enter: Enter) -> None:
    chief = _chief()
    enter(client, chief)
    words = {"password1": "selat-pukuafu-9", "password2": "selat-pukuafu-9"}
    client.post("/admin/auth/user/add/", {"username": "baru", "usable_password": "true", **words})
    row = Activity.objects.get(action=Action.ACCOUNT, slug="baru")
    assert row.actor == chief
    assert row.note == (
        "Akun dibuat (nama pengguna: — → baru; aktif: — → ya; superuser: — → tidak)."
    )


def test_what_changes_in_an_account_is_written_down_as_old_and_new(
    client: Client, alice: User, enter: Enter
) -> None:
    chief = _chief()
    enter(client, chief)
    address = f"/admin/auth/user/{alice.pk}/change/"
    regency = _form(alice, RoleName.OPERATOR_REGENCY, region="53.07", email="a@example.go.id")
    client.post(address, regency)
    client.post(address, regency)
    moved = {**_form(alice, RoleName.VERIFIER, RoleName.PUBLISHER), "username": "alisa"}
    del moved["is_active"]
    client.post(address, moved)
    assert _account_notes("alice") == [
        (
            "Akun diubah (surel: — → a@example.go.id; peran: — → Operator kabupaten/kota; "
            "wilayah: — → Kabupaten Sikka (53.07))."
        )
    ]
    assert _account_notes("alisa") == [
        (
            "Akun diubah (nama pengguna: alice → alisa; surel: a@example.go.id → —; "
            "peran: Operator kabupaten/kota → Pemeriksa, Penerbit; "
            "wilayah: Kabupaten Sikka (53.07) → —; aktif: ya → tidak)."
        )
    ]
    assert set(Activity.objects.filter(slug="alisa").values_list("actor", flat=True)) == {chief.pk}


def test_a_password_that_somebody_else_sets_or_takes_away_is_written_down(
    client: Client, alice: User, enter: Enter
) -> None:
    enter(client, _chief())
    address = f"/admin/auth/user/{alice.pk}/password/"
    words = {"password1": "selat-pukuafu-9", "password2": "selat-pukuafu-9"}
    client.post(address, {**words, "password2": "lain", "usable_password": "true"})
    assert _account_notes("alice") == []
    client.post(address, {**words, "usable_password": "true", "set-password": "1"})
    client.post(address, {"usable_password": "false", "unset-password": "1"})
    assert _account_notes("alice") == ["Kata sandi disetel.", "Kata sandi dinonaktifkan."]


def test_a_lost_telephone_is_reset_by_somebody_else_and_written_down(
    client: Client, alice: User, enter: Enter
) -> None:
    hers = enter(Client(), alice)
    recovery_codes_renew(user=alice)
    chief = _chief()
    enter(client, chief)
    chosen = [alice.pk, chief.pk]
    client.post("/admin/auth/user/", {"action": "reset_second_factor", "_selected_action": chosen})
    assert not TOTPDevice.objects.filter(user=alice).exists()
    assert recovery_codes_left(alice) == 0
    assert TOTPDevice.objects.filter(user=chief).exists()
    assert hers.get("/admin/").status_code == 302
    entry = LogEntry.objects.filter(object_id=str(alice.pk)).latest("pk")
    assert (entry.user, entry.change_message) == (chief, "Masuk dua langkah disetel ulang.")
    row = Activity.objects.get(action=Action.ACCOUNT, actor=chief)
    assert (row.slug, row.note) == ("alice", "Masuk dua langkah disetel ulang.")


def test_recovery_codes_are_kept_hashed(alice: User) -> None:
    codes = recovery_codes_renew(user=alice)
    device = alice.recoverydevice_set.get()
    kept = set(device.codes.values_list("digest", flat=True))
    assert len(kept) == 10
    assert all(len(digest) == 64 for digest in kept)
    assert not {code.replace("-", "") for code in codes} & kept


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--role", "Operator kabupaten/kota"], "Pilih satu kabupaten"),
        (["--role", "Operator kabupaten/kota", "--region", "99.99"], "Wilayah 99.99 tidak ada"),
        (["--role", "Admin sistem", "--role", "Penerbit"], "berdiri sendiri"),
        (["--role", "Pemeriksa", "--region", "53.07"], "Kosongkan wilayah"),
    ],
)
def test_an_invitation_keeps_the_same_rules(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("invite_staff", "baru", *arguments, stdout=StringIO())
    assert not User.objects.filter(username="baru").exists()


def test_an_invitation_is_written_into_the_log() -> None:
    role = ["--role", "Pemeriksa"]
    call_command("invite_staff", "baru", *role, stdout=StringIO())
    call_command("invite_staff", "baru", "--role", "Penerbit", stdout=StringIO())
    notes = [row.note for row in Activity.objects.filter(slug="baru").order_by("number")]
    assert "Akun dibuat" in notes[0]
    assert "peran: — → Pemeriksa" in notes[0]
    assert notes[1] == "Akun diubah (peran: Pemeriksa → Pemeriksa, Penerbit)."


def test_an_invitation_leads_to_the_public_address_of_the_portal(settings: Settings) -> None:
    settings.SITE_ORIGIN = "https://data.example"
    out = StringIO()
    call_command("invite_staff", "baru", stdout=out)
    assert out.getvalue().startswith("https://data.example/admin/undangan/")


def test_an_invitation_before_the_roles_are_there_says_what_to_do() -> None:
    Group.objects.all().delete()
    with pytest.raises(CommandError, match="Jalankan setup_roles"):
        call_command("invite_staff", "baru", "--role", "Penerbit", stdout=StringIO())
