"""How each database finds words: the same question in two dialects.

What a reader typed reaches SQL only as a parameter, and inside that parameter only as words of
``a-z``, ``0-9`` and points (see ``words``), which mean nothing else in either dialect.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from kpuntt.search.words import QueryWord


@dataclass(frozen=True, slots=True)
class Engine:
    """A dialect.

    ``found`` selects id and score of the entries that match its one parameter, ``titled`` the ids
    of those whose title does. ``collation`` orders plain letters by their codes. The other fields
    put the parameter together.
    """

    found: str
    titled: str
    exact: str
    prefix: str
    either: str
    both: str
    of_title: str
    collation: str
    within_title: str = "{}"

    def expression(self, words: Sequence[QueryWord], *, every: bool, title: bool = False) -> str:
        """Write the parameter that asks for every word, or for any.

        With ``title`` it asks for the words as they were typed, in the title only: by its stem
        "pemilihan" would find "pemilih" there.
        """
        asked = [self._title_form(word) if title else self._forms(word) for word in words]
        whole = (self.both if every else self.either).join(asked)
        return self.within_title.format(whole) if title else whole

    def _title_form(self, word: QueryWord) -> str:
        return (self.prefix if word.by_prefix else self.exact).format(word.word) + self.of_title

    def _forms(self, word: QueryWord) -> str:
        form = (self.prefix if word.by_prefix else self.exact).format(word.word)
        return f"({form}{self.either}{self.exact.format(word.stem)})"


POSTGRESQL = Engine(
    found="""
        SELECT entry.id, ts_rank(entry.words, asked.words, 1) AS score
        FROM search_searchentry entry, (SELECT %s::tsquery AS words) asked
        WHERE entry.words @@ asked.words
    """,
    titled="SELECT id FROM search_searchentry WHERE words @@ %s::tsquery",
    exact="'{}':",
    prefix="'{}':*",
    either=" | ",
    both=" & ",
    of_title="A",
    collation='"C"',
)
SQLITE = Engine(
    # bm25 is smaller for better matches; a word in the title counts four times.
    found="""
        SELECT rowid AS id, -bm25(search_words, 4.0, 1.0) AS score
        FROM search_words WHERE search_words MATCH %s
    """,
    titled="SELECT rowid FROM search_words WHERE search_words MATCH %s",
    exact='"{}"',
    prefix='"{}"*',
    either=" OR ",
    both=" AND ",
    of_title="",
    collation="BINARY",
    within_title="title_words : ({})",
)


def engine() -> Engine:
    """Return the dialect of the database in use."""
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
