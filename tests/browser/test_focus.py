"""Where the keyboard is: seen at every stop, in the order in which the page is read."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.keys import MOST_STOPS, Keyboard

pytestmark = pytest.mark.browser

PAGES = ("/", "/pemilih/dpt-pilkada-2024/")
#: Keeps how everything looks that can have the focus, before anything has it; returns how much.
REMEMBER = """() => {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const shown = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  window.look = (element) => [element, ...element.children].map((part) => {
    const style = getComputedStyle(part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
      style.backgroundColor, style.borderColor, style.stroke, style.strokeWidth,
      style.fillOpacity].join(" ");
  }).join();
  window.before = new Map();
  for (const element of document.querySelectorAll(stops)) {
    if (shown(element)) before.set(element, look(element));
  }
  return before.size;
}"""
#: What is to be said of the stop; null outside the page.
STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  return {
    name: element.localName + " " + (element.getAttribute("aria-label") || element.textContent)
      .trim().replace(/\\s+/g, " ").slice(0, 60),
    known: before.has(element),
    seen: before.get(element) !== look(element),
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.right > 0 && box.left < innerWidth,
    chart: element.ownerSVGElement ? element.ownerSVGElement.getAttribute("aria-label") : "",
    left: box.left, top: box.top + scrollY, bottom: box.bottom + scrollY,
  };
}"""
Stop = dict[str, Any]


def _stops(keyboard: Keyboard) -> list[Stop]:
    """Press Tab until the focus leaves the page; return the stops."""
    found: list[Stop] = []
    for _press in range(MOST_STOPS):
        keyboard.press("Tab")
        stop = keyboard.page.evaluate(STOP)
        if stop is None:
            return found
        found.append(stop)
    pytest.fail(f"the keyboard does not leave the page: {[stop['name'] for stop in found[-9:]]}")


def _jumps_back(stop: Stop, following: Stop) -> bool:
    """Tell whether the next stop lies wholly above without beginning further right.

    The circles of a map have no reading order: they follow the list beside it.
    """
    if stop["chart"] and stop["chart"] == following["chart"]:
        return False
    above: bool = following["bottom"] <= stop["top"] and following["left"] <= stop["left"]
    return above


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("address", PAGES)
def test_the_focus_is_seen_at_every_stop_and_goes_as_one_reads(
    page: Page, base_url: str, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(base_url + address)
    expected = page.evaluate(REMEMBER)
    stops = _stops(Keyboard(page))
    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert [stop["name"] for stop in stops if not stop["inside"]] == []
    assert [stop["name"] for stop in stops if not stop["known"]] == []
    assert len(stops) == expected
    jumps = [
        (stop["name"], following["name"])
        for stop, following in pairwise(stops)
        if _jumps_back(stop, following)
    ]
    assert jumps == []


def test_the_way_back_passes_the_same_stops(page: Page, base_url: str) -> None:
    page.goto(base_url + PAGES[1])
    page.evaluate(REMEMBER)
    keyboard = Keyboard(page)
    forth = [stop["name"] for stop in _stops(keyboard)]
    back = []
    for _stop in forth:
        keyboard.press("Shift+Tab")
        back.append(page.evaluate(STOP)["name"])
    assert back == forth[::-1]
