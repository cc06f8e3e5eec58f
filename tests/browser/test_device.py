"""A device keeps the pages that were read, and says of when a kept page is."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.browser

ROLL = "/pemilih/dpt-pilkada-2024/"
KEPT = re.compile(
    r"Tidak ada sambungan\. Halaman ini tersimpan di perangkat Anda, per \d+ \w+ \d{4} pukul "
    r"\d\d\.\d\d WITA; angkanya mungkin sudah berubah\."
)


@pytest.fixture
def visitor(page: Page, base_url: str) -> Page:
    """Somebody whose device has begun to keep pages."""
    page.goto(f"{base_url}/tentang/")
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


def _kept(page: Page) -> list[str]:
    found = page.evaluate(
        "async () => (await (await caches.open('bacaan-1')).keys()).map((kept) => kept.url)"
    )
    return [str(address) for address in found]


def test_a_page_that_was_read_opens_without_a_connection_and_says_of_when_it_is(
    visitor: Page, context: BrowserContext, base_url: str
) -> None:
    visitor.goto(base_url + ROLL)
    figures = visitor.get_by_role("table").first.inner_text()
    expect(visitor.get_by_text("Tidak ada sambungan")).to_have_count(0)
    context.set_offline(True)
    visitor.reload()
    expect(visitor.get_by_role("status")).to_have_text(KEPT)
    assert visitor.get_by_role("table").first.inner_text() == figures
    background = visitor.evaluate("() => getComputedStyle(document.body).fontFamily")
    assert "system-ui" in background
    context.set_offline(False)
    visitor.reload()
    expect(visitor.get_by_text("Tidak ada sambungan")).to_have_count(0)


def test_a_page_that_was_not_read_is_said_to_be_absent_beside_those_that_were(
    visitor: Page, context: BrowserContext, base_url: str
) -> None:
    visitor.goto(base_url + ROLL)
    context.set_offline(True)
    visitor.goto(f"{base_url}/anggaran/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Tidak ada sambungan")
    expect(visitor.get_by_role("main")).to_contain_text("belum pernah dibuka di perangkat ini")
    visitor.get_by_role("link", name=re.compile("^DPT Pilkada")).click()
    expect(visitor.get_by_role("status")).to_have_text(KEPT)
    visitor.goto(f"{base_url}/en/anggaran/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("No connection")


def test_only_pages_for_everybody_are_kept(visitor: Page, base_url: str) -> None:
    visitor.goto(base_url + ROLL)
    visitor.goto(f"{base_url}/laporkan/?halaman={ROLL}")
    visitor.goto(f"{base_url}/admin/login/")
    visitor.goto(f"{base_url}/tidak-ada/")
    kept = [address.removeprefix(base_url) for address in _kept(visitor)]
    assert ROLL in kept
    pages = [address for address in kept if not address.startswith("/static/")]
    assert set(pages) == {"/tentang/", ROLL}


def test_the_portal_can_be_put_on_the_home_screen(visitor: Page, base_url: str) -> None:
    link = visitor.locator("link[rel=manifest]").get_attribute("href")
    response = visitor.request.get(f"{base_url}{link}")
    assert response.headers["content-type"] == "application/manifest+json"
    described = json.loads(response.text())
    assert described["start_url"] == described["scope"] == "/"
    icon = visitor.request.get(base_url + described["icons"][0]["src"])
    assert icon.headers["content-type"] == "image/svg+xml"
