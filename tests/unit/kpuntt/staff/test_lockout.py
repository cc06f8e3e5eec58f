from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from kpuntt.staff.lockout import client_address


@pytest.mark.parametrize(
    ("behind", "forwarded", "expected"),
    [
        (False, "203.0.113.5", "127.0.0.1"),
        (True, "203.0.113.5", "203.0.113.5"),
        (True, "10.0.0.1, 203.0.113.5", "203.0.113.5"),
        (True, "", "127.0.0.1"),
        (True, "203.0.113.5, kacau", None),
    ],
)
def test_a_forwarded_address_is_believed_from_the_proxy_and_only_its_own_hop(
    settings: Settings, behind: bool, forwarded: str, expected: str | None
) -> None:
    settings.HTTPS_BY_PROXY = behind
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded)
    assert client_address(request) == expected


def test_a_request_without_an_address_has_none() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) is None
