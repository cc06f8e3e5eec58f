"""Take the pictures in ``docs/screenshots/`` of a running portal: ``make screenshots``.

Ten kinds of page, each as on a phone and on a desktop, in light and in dark colours.
"""

from __future__ import annotations

import io
import os
import sys
from itertools import product
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
PAGES = {
    "home": "/",
    "rolls": "/pemilih/",
    "roll": "/pemilih/dpt-pilkada-2024/",
    "performance": "/kinerja/2024/",
    "indicator": "/kinerja/2024/reformasi-birokrasi/",
    "budget": "/anggaran/2024/",
    "region": "/wilayah/53.07/",
    "comparison": "/wilayah/banding/?kode=53.07&kode=53.71",
    "news": "/berita/",
    "dataset": "/data/daftar-pemilih/",
}
SCREENS = {"phone": (390, 844), "desktop": (1280, 800)}
SCHEMES = ("light", "dark")
COLOURS = 64  # of a palette: enough for flat pages, and a third of the bytes


def main(origin: str) -> None:
    """Write one PNG for each page, screen and scheme of the portal at ``origin``."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        for (screen, (width, height)), scheme in product(SCREENS.items(), SCHEMES):
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=scheme,  # type: ignore[arg-type]  # one of its two literals
                locale="id-ID",
            )
            for name, address in PAGES.items():
                page.goto(origin + address)
                _write(page.screenshot(), FOLDER / f"{name}-{screen}-{scheme}.png")
            page.close()
        browser.close()


def _write(png: bytes, path: Path) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
