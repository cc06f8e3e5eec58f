"""Reading a page as a reader does: its words, its tables, its compressed size."""

from __future__ import annotations

from html.parser import HTMLParser

import brotli
from django.http import HttpResponseBase
from django.test import Client


def body_of(response: HttpResponseBase) -> bytes:
    """Read a response to its end, which also closes it, whatever its encoding."""
    body: bytes = getattr(response, "content", b"") or b"".join(
        getattr(response, "streaming_content", ())
    )
    if body and response.headers.get("Content-Encoding") == "br":
        body = brotli.decompress(body)
    return body


def decoded(response: HttpResponseBase) -> str:
    """Return the text of a response."""
    return body_of(response).decode()


class _Page(HTMLParser):
    """Collects words, headings and the cells of all tables; not what is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.links: list[tuple[str, str]] = []
        self._cell: list[str] | None = None
        self._link: tuple[list[str], str] | None = None
        self._part = ""
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        begins = not self._hidden and tag != "input" and "hidden" in dict(attrs)
        if begins or self._hidden[:1] == [tag]:
            self._hidden.append(tag)
        if tag == "a":
            self._link = ([], dict(attrs).get("href") or "")
        if tag == "table":
            self.tables.append([])
        elif tag in {"thead", "tbody", "tfoot"}:
            self._part = tag
        elif tag == "tr" and self._part == "tbody":
            self.tables[-1].append([])
        elif tag in {"td", "th"} and self._part == "tbody":
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if self._hidden[:1] == [tag]:
            self._hidden.pop()
        if tag == "a" and self._link is not None:
            words, address = self._link
            self.links.append((" ".join("".join(words).split()), address))
            self._link = None
        if tag in {"td", "th"} and self._cell is not None:
            self.tables[-1][-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        self.words.append(data)
        if self._cell is not None:
            self._cell.append(data)
        if self._link is not None:
            self._link[0].append(data)


class Document:
    """A page by its source."""

    def __init__(self, source: str) -> None:
        self.source = source
        parser = _Page()
        parser.feed(source)
        self.text = " ".join(" ".join(parser.words).split())
        self.tags = parser.tags
        self.tables = parser.tables
        self.links = parser.links

    def link(self, words: str) -> str:
        """Return the address of the one link that says ``words``."""
        (address,) = (address for text, address in self.links if text == words)
        return address


class Page(Document):
    """A fetched page."""

    def __init__(self, client: Client, address: str) -> None:
        self.response = client.get(address)
        super().__init__(decoded(self.response))
