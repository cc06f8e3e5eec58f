"""The admin shows every row and changes none."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any, cast

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.checks import CHECKED_AREAS
from voters.models import RollLine

pytestmark = pytest.mark.django_db

OWN = [model for model, desk in admin.site._registry.items() if isinstance(desk, BrowseOnlyAdmin)]


@pytest.fixture
def chief(client: Client, enter: Callable[[Client, User], Client]) -> Client:
    return enter(client, User.objects.create_superuser("ketua"))


@pytest.mark.parametrize("model", OWN, ids=lambda model: model._meta.label)
def test_staff_can_look_at_every_list_and_row_but_add_nothing(chief: Client, model: type) -> None:
    label = f"{model._meta.app_label}/{model._meta.model_name}"  # type: ignore[attr-defined]
    assert chief.get(f"/admin/{label}/").status_code == 200
    assert chief.get(f"/admin/{label}/add/").status_code == 403
    row = model._default_manager.first()  # type: ignore[attr-defined]
    if row is not None:
        assert chief.get(f"/admin/{label}/{row.pk}/change/").status_code == 200


def test_a_published_figure_cannot_be_changed_or_deleted_by_hand(chief: Client) -> None:
    line = RollLine.objects.get(roll__slug="dpt-pilkada-2024", region="53.07")
    address = f"/admin/voters/rollline/{line.pk}"
    assert chief.post(f"{address}/change/", {"total": 1}).status_code == 403
    assert chief.post(f"{address}/delete/", {"post": "yes"}).status_code == 403
    line.refresh_from_db()
    assert line.total == 244_838


def test_a_visitor_is_sent_to_the_sign_in_page(client: Client) -> None:
    response = client.get("/admin/voters/roll/")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/admin/login/")


def test_reconcile_reports_differences_without_failing() -> None:
    RollLine.objects.filter(roll__slug="dpt-pilkada-2024", region="53.07").update(male=1)
    printed = StringIO()
    call_command("reconcile", stdout=printed)
    assert "voters: 42 cocok, 2 berbeda, 19 tidak dapat diperiksa" in printed.getvalue()


def test_reconcile_fails_only_for_what_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> list[object]:
        raise ValueError("daftar rusak")

    monkeypatch.setitem(cast("dict[str, Any]", CHECKED_AREAS), "voters", unreadable)
    with pytest.raises(CommandError, match="Tidak dapat dibaca: voters: daftar rusak"):
        call_command("reconcile", stdout=StringIO())


def test_an_invitation_is_refused_for_an_account_that_is_not_staff() -> None:
    User.objects.create_user("warga")
    with pytest.raises(CommandError, match="bukan akun staf"):
        call_command("invite_staff", "warga", stdout=StringIO())
