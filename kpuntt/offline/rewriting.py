"""A page of the portal with its links turned to the files of an offline copy."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import quote, urljoin, urlsplit

_LINK = re.compile(r'(\s(?:href|src|action)=)"([^"]*)"')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|#")


def links(page: str, address: str) -> Iterator[str]:
    """Yield the internal addresses that a page at ``address`` leads to, without fragments.

    Forms are left out: where they lead depends on what is entered.
    """
    for _tag, value in _attributes(page):
        if _tag != "form" and not _SCHEME.match(value):
            yield _resolved(value, address)


def rewrite(page: str, *, address: str, kept: Mapping[str, str], origin: str, notice: str) -> str:
    """Return the page at ``address`` as it stands in the copy.

    ``kept`` maps internal addresses to files; a link to one of them becomes relative, any other
    leads to the portal at ``origin``. ``notice`` is put in front of the content.
    """
    here = posixpath.dirname(kept[address])

    def turned(value: str) -> str:
        if _SCHEME.match(value):
            return value
        target, fragment = _resolved(value, address), urlsplit(value).fragment
        if target not in kept:
            return origin + target + (f"#{fragment}" if fragment else "")
        path = quote(posixpath.relpath(kept[target], here or "."))
        return path + (f"#{fragment}" if fragment else "")

    writer = _Writer(turned, notice)
    writer.feed(page)
    writer.close()
    return "".join(writer.parts)


def _resolved(value: str, address: str) -> str:
    parts = urlsplit(urljoin(address, value))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _attributes(page: str) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    reader = _Writer(lambda value: value, "", found)
    reader.feed(page)
    reader.close()
    yield from found


class _Writer(HTMLParser):
    """Writes a page out as it came in, but for the links in its tags and the notice.

    What is marked with ``data-online`` serves the portal itself and is left out.
    """

    def __init__(
        self,
        turned: Callable[[str], str],
        notice: str,
        found: list[tuple[str, str]] | None = None,
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._turned = turned
        self._notice = notice
        self._found = found
        self._left_out = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if any(name == "data-online" for name, _value in attrs):
            self._left_out = tag
            return

        def turn(match: re.Match[str]) -> str:
            value = html.unescape(match[2])
            if self._found is not None:
                self._found.append((tag, value))
            return f'{match[1]}"{html.escape(self._turned(value))}"'

        self.parts.append(_LINK.sub(turn, self.get_starttag_text() or ""))
        if tag == "main":
            self.parts.append(self._notice)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._left_out:
            self._left_out = ""
        else:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")
