"""How much a first visit costs a reader with a prepaid phone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
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
        self._calls: list[threading.Thread] = []
        self._begin(self._serve)

    def close(self) -> None:
        """Take no more calls, and see those that there were to their end."""
        self._door.shutdown(socket.SHUT_RDWR)  # wakes the thread that waits for calls
        for call in self._calls:
            call.join(timeout=20)

    def _begin(self, task: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=task, args=arguments, daemon=True)
        self._calls.append(thread)
        thread.start()
        return thread

    def _serve(self) -> None:
        with self._door, suppress(OSError):  # the door was closed
            while True:
                browser, _address = self._door.accept()
                self._begin(self._call, browser)

    def _call(self, browser: socket.socket) -> None:
        with browser, socket.create_connection(self._portal) as portal:
            asking = self._begin(self._pass, browser, portal)
            with suppress(OSError):  # one of the two hung up
                while block := portal.recv(65536):
                    self.received += len(block)
                    browser.sendall(block)
                browser.shutdown(socket.SHUT_RDWR)
            asking.join()

    def _pass(self, browser: socket.socket, portal: socket.socket) -> None:
        with suppress(OSError):
            while block := browser.recv(65536):
                portal.sendall(block)
            portal.shutdown(socket.SHUT_WR)


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
    assert 10_000 < line.received <= FIRST_VISIT
