"""The screens on which a page is looked at, and what may be wrong with it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

#: All of axe's rules, also that a thumb can meet each target (WCAG 2.2), which axe leaves out by
#: default; as a page calls it: what each broke and where, as lines of text.
_RUN = """(left_out) => axe.run(
  {exclude: left_out.filter((rows) => document.querySelector(rows)).map((rows) => [rows])},
  {resultTypes: ["violations"], rules: {"target-size": {enabled: true}}},
).then((found) => found.violations.map(
  (rule) => rule.id + " at " + rule.nodes.map((node) => node.target)))"""
#: Rows that the same loop wrote as the twelve above them.
_MORE_ROWS = ["tbody tr:nth-child(n+13)"]
#: The desk fades from one colour scheme to the other; a reader never sees it half way.
_SETTLE = "document.getAnimations().forEach((fading) => fading.finish())"
#: Words of a chart that are cut at its edge: "3,5 juta" must never be read as "5 juta".
_CUT = """[...document.querySelectorAll("svg.chart text")].filter((words) => {
  const [inner, outer] = [words, words.ownerSVGElement].map((part) => part.getBoundingClientRect());
  return inner.left < outer.left - 1 || inner.right > outer.right + 1;
}).map((words) => words.textContent)"""
_WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


@dataclass(frozen=True, slots=True)
class Screen:
    """A window as wide as ``width`` CSS pixels, each ``scale`` dots wide, in light or dark."""

    name: str
    width: int
    scheme: Literal["light", "dark"]
    scale: int = 1


LIGHT = Screen("light", 1280, "light")
DARK = Screen("dark", 1280, "dark")
NARROW = Screen("320 px", 320, "dark")
#: What a browser makes of a window of 1280 pixels at 200 % zoom: half as many CSS pixels, each
#: two dots wide. Chromium has no command for its zoom; a page cannot tell the two apart.
ZOOMED = Screen("200 %", 640, "light", scale=2)
SCREENS = (LIGHT, DARK, NARROW, ZOOMED)


class Viewer:
    """Looks at the pages of one tab on different screens, loading each page once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._devtools = page.context.new_cdp_session(page)

    def show_on(self, screen: Screen) -> None:
        """Give the loaded page, and those after it, another screen."""
        self._devtools.send(
            "Emulation.setDeviceMetricsOverride",
            {
                "width": screen.width,
                "height": 800,
                "deviceScaleFactor": screen.scale,
                "mobile": False,
            },
        )
        self.page.emulate_media(color_scheme=screen.scheme)
        self.page.evaluate(_SETTLE)

    def faults(
        self, audited: Sequence[Screen], measured: Sequence[Screen] = (), *, whole: bool = True
    ) -> list[str]:
        """Return what axe finds on the ``audited`` screens, and on which of all it is too wide.

        Axe looks at the first twelve rows of each table; on the first screen at all of a ``whole``
        page.
        """
        found = []
        if audited:
            self.page.evaluate(AXE_SCRIPT)
        for screen in dict.fromkeys([*audited, *measured]):
            self.show_on(screen)
            rules: list[str] = []
            if screen in audited:
                every_row = whole and screen is audited[0]
                rules = self.page.evaluate(_RUN, [] if every_row else _MORE_ROWS)
            content, window = self.page.evaluate(_WIDTHS)
            cut = self.page.evaluate(_CUT)
            if cut:
                rules.append(f"cuts the words of a chart: {cut}")
            if content > window:
                rules.append(f"scrolls sideways: {content} in {window} px")
            found += [f"{self.page.url} ({screen.name}): {rule}" for rule in rules]
        return found
