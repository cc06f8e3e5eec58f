"""What is new, for readers who come back."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.test import Client

from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from tests.pages.html import Page
from voters.models import Roll


def test_a_correction_and_a_withdrawal_stand_on_top_with_their_reasons(
    reader: Client, alice: User, bob: User
) -> None:
    roll = Roll.objects.published().get(slug="dpt-pilkada-2024")
    draft = publication_amend(unit=roll, actor=alice, public_note="TPS Ende diperbaiki.")
    publication_submit(unit=draft, actor=alice)
    publication_verify(unit=draft, actor=bob)
    publication_publish(unit=draft, actor=bob)
    gone = Roll.objects.published().get(slug="dps-pemilu-2024")
    publication_withdraw(unit=gone, actor=bob, reason="Salah unggah.")
    listed = Page(reader, "/baru/").text.partition("Langganan:")[2]
    withdrawal = listed.index(f"{gone} : ditarik. Salah unggah.")
    correction = listed.index("DPT Pilkada 2024 : diperbaiki, versi 2. TPS Ende diperbaiki.")
    assert withdrawal < correction


def test_everything_that_is_published_is_listed_once(reader: Client) -> None:
    page = Page(reader, "/baru/")
    rolls = [address for _words, address in page.links if address.startswith("/pemilih/")]
    shown = [address for address in rolls if address != "/pemilih/"]
    assert sorted(shown) == sorted(r.get_absolute_url() for r in Roll.objects.published())
