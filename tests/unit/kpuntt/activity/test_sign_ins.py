"""Sign-ins, sign-outs and refusals reach the log, and never with what was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from kpuntt.activity.models import Action, Activity
from kpuntt.activity.selectors import log_verify
from kpuntt.activity.sign_ins import on_refusal, sign_in_log
from tests.codes import code_of

pytestmark = pytest.mark.django_db

SECRET = "Sandi-rahasia-4711"  # noqa: S105


@pytest.fixture
def staff(alice: User, settings: Settings) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    alice.set_password(SECRET)
    alice.save()
    return alice


def _rows() -> QuerySet[Activity]:
    return Activity.objects.filter(area="auth").order_by("number")


def _try(client: Client, username: str, password: str) -> None:
    client.post("/admin/login/", {"username": username, "password": password})


def _enter(client: Client, staff: User) -> None:
    """Sign in with password and code."""
    device, _made = TOTPDevice.objects.get_or_create(user=staff, confirmed=True)
    _try(client, staff.username, SECRET)
    client.post("/admin/dua-langkah/kode/", {"code": code_of(device)})


def test_a_sign_in_and_a_sign_out_are_written_with_their_account(
    client: Client, staff: User
) -> None:
    _enter(client, staff)
    client.post("/admin/logout/")
    rows = [(row.action, row.actor, row.slug, row.model) for row in _rows()]
    assert rows == [
        ("masuk", staff, "alice", "auth.user"),
        ("keluar", staff, "alice", "auth.user"),
    ]
    log_verify()


def test_signing_out_without_having_signed_in_leaves_no_trace(client: Client) -> None:
    client.post("/admin/logout/")
    client.logout()
    assert not _rows()


def test_a_refusal_names_the_account_but_no_actor_and_no_password(
    client: Client, staff: User
) -> None:
    _try(client, "alice", "Salah-4712")
    row = _rows().get()
    assert (row.action, row.actor, row.actor_name) == ("gagal masuk", None, "")
    assert (row.slug, row.note) == ("alice", "")


def test_what_was_typed_in_place_of_a_name_is_not_written(client: Client, staff: User) -> None:
    _try(client, SECRET, "alice")
    row = _rows().get()
    assert (row.action, row.slug, row.note) == ("gagal masuk", "", "akun tidak dikenal")


def test_hammering_writes_one_row_for_each_account_and_minute(
    client: Client, staff: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for attempt in range(4):
        _try(client, "alice", f"salah-{attempt}")
        _try(client, "bob", f"salah-{attempt}")
        _try(client, f"orang-{attempt}", "salah")
    assert [row.slug for row in _rows()] == ["alice", "bob", ""]
    _enter(client, staff)
    assert _rows().filter(action="masuk").count() == 1
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    _try(client, "alice", "salah")
    _try(client, "alice", "salah lagi")
    assert _rows().filter(action="gagal masuk", slug="alice").count() == 2


def test_a_refused_second_factor_is_written_with_its_step(staff: User) -> None:
    sign_in_log(action=Action.SIGN_IN_FAILED, user=staff, note="kode keliru")
    row = _rows().get()
    assert (row.slug, row.actor, row.note) == ("alice", None, "kode keliru")
    sign_in_log(action=Action.SIGN_IN_FAILED, username="siapa", note="terkunci")
    assert _rows().filter(slug="").get().note == "akun tidak dikenal; terkunci"


def test_a_refusal_without_a_name_is_one_of_an_unknown_account() -> None:
    on_refusal(None, credentials={"token": "x"})
    assert _rows().get().note == "akun tidak dikenal"
