"""Words of a text as the index keeps them, words of a query, and where a text answers it.

Plain Python, so that SQLite and PostgreSQL index and ask for the same words. Every word consists of
``a-z``, ``0-9`` and inner points only: no quotation mark, operator or wildcard of a reader can
reach a database.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MAX_WORD = 64
MAX_PARTS = 8
MAX_QUERY_WORDS = 12

_TOKEN = re.compile(r"[a-z0-9]+(?:\.[a-z0-9]+)*")
# A letter or digit with the marks and invisible signs that folding drops after it.
_LETTER = r"[^\W_][\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]*"
_WORD = re.compile(rf"(?:{_LETTER})+(?:\.(?:{_LETTER})+)*")

#: Words that say nothing about a page; a query keeps them only if it has no others.
STOP_WORDS = frozenset(
    _TOKEN.findall(
        "ada adalah agar akan antara apa atas atau bagi bagaimana bahwa berapa dalam dan dapat "
        "dari dengan di hingga ini itu juga karena ke kepada maka mana oleh pada para saat sampai "
        "sebagai secara sejak seperti serta tentang terhadap tersebut untuk yaitu yakni yang"
    )
)


def fold(text: str) -> str:
    """Return ``text`` without case, diacritical marks and invisible signs."""
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(
        sign for sign in spread if unicodedata.category(sign) not in {"Mn", "Mc", "Me", "Cf"}
    )


def tokens(text: str) -> list[str]:
    """Return the words of a text in order; a code such as ``CQ.6639.BDB`` stays one word."""
    return [token[:MAX_WORD].rstrip(".") for token in _TOKEN.findall(fold(text))]


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the Indonesian stem of a word; codes and figures are their own."""
    # A stemmer keeps the word it works on, so each call has its own: threads may not share one.
    return str(snowballstemmer.stemmer("indonesian").stemWord(word)) if word.isalpha() else word


def index_words(text: str) -> list[str]:
    """Return what the index keeps of a text: each word, its stem, and the ends of a code.

    ``6639.BDB`` and ``BDB`` find ``CQ.6639.BDB.001``: a query asks for the beginning of a word, and
    every end of a code is one.
    """
    return [word for token in tokens(text) for word in dict.fromkeys(_forms(token))]


def _forms(token: str) -> Iterator[str]:
    parts = token.split(".")
    for start in range(min(len(parts), MAX_PARTS)):
        yield ".".join(parts[start:])
    for part in parts[:MAX_PARTS]:
        yield stem(part)


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word that a reader asks for: it matches what begins with it or has its stem."""

    word: str
    stem: str

    @property
    def by_prefix(self) -> bool:
        """Whether longer words count too; a single letter or digit only stands for itself."""
        return len(self.word) > 1

    def matches(self, kept: str) -> bool:
        """Whether a word that the index keeps answers this one."""
        return kept in {self.word, self.stem} or (self.by_prefix and kept.startswith(self.word))


def query_words(text: str) -> tuple[QueryWord, ...]:
    """Return what a reader asks for, without repetitions; empty if there is no word at all."""
    asked = list(dict.fromkeys(tokens(text)))
    telling = [word for word in asked if word not in STOP_WORDS] or asked
    return tuple(QueryWord(word, stem(word)) for word in telling[:MAX_QUERY_WORDS])


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a text, and whether it answers the query."""

    text: str
    is_match: bool


def highlight(text: str, words: Sequence[QueryWord]) -> list[Fragment]:
    """Cut a text where words of the query begin and end; together the pieces are the text.

    A template marks the pieces, so that escaping is left to it.
    """
    fragments, end = [], 0
    for found in _matches(text, words):
        if found.start() > end:
            fragments.append(Fragment(text[end : found.start()], is_match=False))
        fragments.append(Fragment(found.group(), is_match=True))
        end = found.end()
    if end < len(text):
        fragments.append(Fragment(text[end:], is_match=False))
    return fragments


def answers(text: str, words: Sequence[QueryWord]) -> bool:
    """Whether a text has any word of the query."""
    return next(_matches(text, words), None) is not None


def snippet(text: str, words: Sequence[QueryWord], width: int = 160) -> str:
    """Return about ``width`` signs of a text around the first word of the query, cut at blanks."""
    found = next(_matches(text, words), None)
    start = max(0, found.start() - width // 3) if found else 0
    if start:
        start = text.find(" ", start, found.start() if found else None) + 1 or start
    end = len(text)
    if end - start > width:
        end = text.rfind(" ", start + width // 2, start + width)
        end = end if end > 0 else start + width
    if found:
        end = max(end, found.end())
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return before + text[start:end].strip() + after


def _matches(text: str, words: Sequence[QueryWord]) -> Iterator[re.Match[str]]:
    for found in _WORD.finditer(text):
        kept = index_words(found.group())
        if any(word.matches(item) for word in words for item in kept):
            yield found
