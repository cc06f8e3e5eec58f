"""Somebody who has a keyboard only: no mouse, and no element is focused by a program."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page

#: More stops than any page has.
MOST_STOPS = 400
_IS_FOCUSED = "(element) => element === document.activeElement"
#: What a reader would call the element that has the focus; "" if that is no element of the page.
_FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return "";
  const label = element.labels && element.labels[0];
  const words = element.getAttribute("aria-label") || (label || element).textContent;
  return element.localName + " " + words.trim().replace(/\\s+/g, " ").slice(0, 60);
}"""


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keyboard of one tab."""

    page: Page

    def press(self, *keys: str) -> None:
        """Press one key after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Write into what has the focus."""
        self.page.keyboard.type(text)

    def where(self) -> str:
        """Return the kind and the name of what has the focus; "" outside the page."""
        words: str = self.page.evaluate(_FOCUSED)
        return words

    def go_to(self, target: Locator, key: str = "Tab") -> None:
        """Press ``Tab`` (or ``Shift+Tab``) until ``target`` has the focus."""
        passed = []
        for _stop in range(MOST_STOPS):
            self.press(key)
            if target.evaluate(_IS_FOCUSED):
                return
            passed.append(self.where())
            if not passed[-1]:
                break
        pytest.fail(f"{target} is not reached; on the way: {passed}")

    def choose(self, box: Locator, value: str) -> None:
        """Go to a select box and press the arrow down until it holds ``value``."""
        self.go_to(box)
        for _option in range(box.locator("option").count()):
            if box.input_value() == value:
                return
            self.press("ArrowDown")
        pytest.fail(f"{box} does not offer {value}")
