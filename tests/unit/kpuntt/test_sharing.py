from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_django import Settings

from kpuntt.sharing import Share

TEXT = "PDPB Semester I 2025: 4.062.328 pemilih di NTT & 99,61\u00a0%, +73.956 dibanding DPT."
ADDRESS = "https://data.example/pemilih/pdpb-2025-semester-1/"


@pytest.fixture
def share(settings: Settings) -> Share:
    settings.SITE_ORIGIN = "https://data.example"
    return Share(TEXT, "/pemilih/pdpb-2025-semester-1/")


def _read(link: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(link)
    parameters = {name: value for name, [value] in parse_qs(parts.query).items()}
    return f"{parts.scheme}://{parts.netloc}{parts.path}", parameters


def test_the_message_is_the_sentence_and_the_absolute_address_below_it(share: Share) -> None:
    assert share.message == f"{TEXT}\nSumber dan rincian: {ADDRESS}"


def test_each_link_carries_the_sentence_and_the_address_unharmed(share: Share) -> None:
    assert _read(share.whatsapp) == ("https://wa.me/", {"text": share.message})
    assert _read(share.telegram) == (
        "https://t.me/share/url",
        {"url": ADDRESS, "text": TEXT},
    )
    assert _read(share.facebook) == (
        "https://www.facebook.com/sharer/sharer.php",
        {"u": ADDRESS},
    )
    assert _read(share.x) == ("https://x.com/intent/post", {"text": TEXT, "url": ADDRESS})


def test_no_link_writes_a_blank_as_a_plus_sign(share: Share) -> None:
    for link in (share.whatsapp, share.telegram, share.facebook, share.x):
        assert "+" not in link
        assert " " not in link
