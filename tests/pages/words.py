"""The words of a page by the language that the page says they are in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings

from kpuntt.language import ENGLISH, INDONESIAN

DATA: Path = settings.BASE_DIR / "tests/data"
#: Words that stand in nearly every sentence of a language and in none of the other.
TELLING = {
    language: frozenset((DATA / f"words-{language}.txt").read_text(encoding="utf-8").split())
    for language in (ENGLISH, INDONESIAN)
}
#: Names that are the same in every language.
NAMES = ("CC BY 4.0", "Open Database License")
#: Attributes that a reader sees or hears.
SPOKEN = (
    "alt",
    "aria-label",
    "content",
    "data-done",
    "data-selected",
    "data-words",
    "placeholder",
    "title",
)
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle"})
SILENT = frozenset({"script", "style", "code"})
#: Where no element can say that a title of the data is Indonesian.
UNMARKABLE = frozenset({"title", "textarea", *(f"@{name}" for name in SPOKEN)})
# Addresses, codes, names of files and datasets, and what somebody has typed.
_MACHINE = re.compile(r"https?://\S+|\w+(?:[-_.]\w+)+|“[^”]*”")
_SHORTENED = 20


@dataclass(frozen=True)
class Said:
    """Some words of a page, their language, and where they stand: an element or ``@attribute``."""

    words: str
    language: str
    place: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[Said] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        language = values.get("lang") or self._language
        for name in SPOKEN:
            self._say(values.get(name) or "", language, f"@{name}")
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(tag in SILENT for tag, _language in self._open):
            self._say(data, self._language, self._open[-1][0] if self._open else "")

    @property
    def _language(self) -> str:
        return self._open[-1][1] if self._open else ""

    def _say(self, words: str, language: str, place: str) -> None:
        if words.strip():
            self.said.append(Said(" ".join(words.split()), language, place))


def said(source: str) -> list[Said]:
    """Return everything that a page says."""
    reader = _Reader()
    reader.feed(source)
    return reader.said


def foreign(source: str, language: str, data: Iterable[str] = ()) -> Iterator[str]:
    """Yield what a page says in ``language`` though it has telling words of the other one.

    ``data`` are words of the data, such as titles: they are left out where no element can mark
    them, also where they were shortened.
    """
    others = TELLING[INDONESIAN if language == ENGLISH else ENGLISH]
    for item in said(source):
        if item.language != language:
            continue
        words = _without(item.words, data) if item.place in UNMARKABLE else item.words
        words = _MACHINE.sub(" ", _without(words, NAMES))
        found = others & set(re.findall(r"[a-z]+", words.lower()))
        if found:
            yield f"<{item.place}> {item.words[:200]} ({', '.join(sorted(found))})"


def _without(words: str, data: Iterable[str]) -> str:
    for title in data:
        start = words.find(title[:_SHORTENED]) if title else -1
        if start >= 0:
            rest = words[start:]
            same = next(
                (n for n, (a, b) in enumerate(zip(rest, title, strict=False)) if a != b),
                min(len(rest), len(title)),
            )
            words = f"{words[:start]} {rest[same:]}"
    return words
