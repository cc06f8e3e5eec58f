"""How much a first visit costs a reader with a prepaid phone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

FIRST_VISIT = 30_000  # bytes, headers included


class Line:
    """A line between the browser and the portal, which counts what the portal sends.

    The browser's own figures leave out what it asks for beside the page: the manifest, the icon
    and the service worker.
    """

    def __init__(self, portal: str) -> None:
        self.received = 0
        self._portal = (urlsplit(portal).hostname, urlsplit(portal).port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take no more calls."""
        self._door.close()

    def _serve(self) -> None:
        with suppress(OSError):  # the door was closed
            while True:
                browser, _address = self._door.accept()
                portal = socket.create_connection(self._portal)
                for pair in ((browser, portal), (portal, browser)):
                    threading.Thread(
                        target=self._pass, args=(*pair, pair[0] is portal), daemon=True
                    ).start()

    def _pass(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):  # one of the two hung up
            while block := source.recv(65536):
                self.received += len(block) if counted else 0
                target.sendall(block)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def line(base_url: str) -> Iterator[Line]:
    """A counted line to the portal."""
    line = Line(base_url)
    yield line
    line.close()


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_a_first_visit_costs_thirty_kilobytes_at_most_with_everything_the_browser_asks_for(
    browser: Browser, line: Line, path: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(line.address + path)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.wait_for_load_state("networkidle")
    context.close()
    print("RECEIVED", line.received)
    assert 10_000 < line.received <= FIRST_VISIT
