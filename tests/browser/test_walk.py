"""Every public page in a real Chromium: quiet, accessible, and never wider than its screen.

What is walked how:

* of each **kind** of page (one view, plus the particular pages of ``kinds.PARTICULAR``) one page,
  with all rules of axe on all four screens: light, dark, 320 px wide, and at 200 % zoom;
* **every other page** of the sitemap, and those of ``kinds.BESIDES`` which it does not list, with
  all rules of axe on one of the four screens in turn: they are like the page of their kind;
* of the **English** edition one page of each kind, on one screen in turn: only the words differ;
* **each** of these pages may not scroll sideways at 320 px or at 200 %, and may not complain.

Axe is shown all rows of a table on the first screen of a kind, else the first twelve: the others
come from the same loop. A page is loaded once and its screen changed under it. The pages are dealt
out to shares of equal weight, so that all processes of the test runner are busy to the end.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Complaints
from tests.browser.kinds import BESIDES, every_kind, in_english, in_indonesian, kinds
from tests.browser.screens import NARROW, SCREENS, ZOOMED, Screen, Viewer

pytestmark = pytest.mark.browser

#: A page and the screens on which axe looks at it.
Stop = tuple[str, Sequence[Screen]]
SHARES = 6
one_share = pytest.mark.parametrize("share", range(SHARES))


def _in_turn(addresses: Sequence[str]) -> list[Stop]:
    return [(address, [SCREENS[number % len(SCREENS)]]) for number, address in enumerate(addresses)]


def _walk(page: Page, complaints: Complaints, base_url: str, stops: Sequence[Stop]) -> None:
    complaints.watch(page)
    viewer = Viewer(page)
    faults = []
    for address, screens in stops:
        response = page.goto(base_url + address)
        assert response is not None
        assert response.status == 200, address
        faults += viewer.faults(screens, (NARROW, ZOOMED), whole=screens is SCREENS)
    assert stops
    assert faults == []
    assert complaints == []


@one_share
def test_every_kind_of_page_is_accessible_in_light_and_dark_on_320_px_and_at_200_percent(
    page: Page, complaints: Complaints, base_url: str, addresses: list[str], share: int
) -> None:
    stops = [(address, SCREENS) for address in every_kind(addresses)]
    _walk(page, complaints, base_url, stops[share::SHARES])


@one_share
def test_every_other_page_is_accessible_on_one_screen_in_turn(
    page: Page, complaints: Complaints, base_url: str, addresses: list[str], share: int
) -> None:
    listed = in_indonesian(addresses)
    assert len(listed) == 166
    walked = every_kind(addresses)
    stops = _in_turn([item for item in [*listed, *BESIDES] if item not in walked])
    _walk(page, complaints, base_url, stops[share::SHARES])


@one_share
def test_the_english_page_of_every_kind_is_accessible_on_one_screen_in_turn(
    page: Page, complaints: Complaints, base_url: str, addresses: list[str], share: int
) -> None:
    stops = _in_turn(kinds(in_english(addresses)))
    _walk(page, complaints, base_url, stops[share::SHARES])


@pytest.mark.parametrize(
    ("address", "status"), [("/tidak-ada/", 404), ("/data/wilayah/?wilayah=5310", 400)]
)
def test_an_error_page_is_accessible_on_every_screen_too(
    page: Page, base_url: str, address: str, status: int
) -> None:
    response = page.goto(base_url + address)
    assert response is not None
    assert response.status == status
    assert Viewer(page).faults(SCREENS) == []
