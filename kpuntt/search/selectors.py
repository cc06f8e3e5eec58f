"""Asking the index."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from kpuntt.search.documents import SearchKind
from kpuntt.search.engine import Engine, engine
from kpuntt.search.models import SearchEntry
from kpuntt.search.words import Fragment, QueryWord, answers, highlight, query_words, snippet

MAX_HITS = 50

_COLUMNS = "entry.id, entry.kind, entry.title, entry.summary, entry.text, entry.address, entry.date"
_KIND_ORDER = " ".join(f"WHEN '{kind.value}' THEN {place}" for place, kind in enumerate(SearchKind))


_FIGURES = (SearchKind.ROLL, SearchKind.ELECTION, SearchKind.PERFORMANCE, SearchKind.BUDGET)


def page_titles(addresses: Iterable[str]) -> dict[str, str]:
    """Return the titles of those ``addresses`` that are pages the public can read, by address."""
    entries = SearchEntry.objects.filter(address__in=list(addresses), depth=0)
    return dict(entries.values_list("address", "title"))


def pages_of_figures() -> list[tuple[str, str]]:
    """Return address and title of every public page of voters, elections, performance, budget."""
    entries = SearchEntry.objects.filter(kind__in=_FIGURES, depth=0).order_by("kind", "title")
    return list(entries.values_list("address", "title"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that answers a query, cut into pieces that do and do not."""

    address: str
    kind: SearchKind
    title: Sequence[Fragment]
    summary: Sequence[Fragment]
    passage: Sequence[Fragment]
    date: date | None


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The answer to a query: the best hits, and how many there are of each kind.

    ``has_words`` is false if nothing in the query can be searched for. ``every`` says whether the
    hits have all words of it; if no page has all, those with any are given.
    """

    has_words: bool
    every: bool
    kind: str
    hits: Sequence[Hit]
    counts: Mapping[SearchKind, int]

    @property
    def total(self) -> int:
        """How many pages answer, of all kinds."""
        return sum(self.counts.values())

    @property
    def of_kind(self) -> int:
        """How many pages of the wished kind answer."""
        return self.counts.get(SearchKind(self.kind), 0) if self.kind else self.total


def search(
    query: str, *, kind: str = "", first: tuple[str, str] = ("", ""), limit: int = MAX_HITS
) -> SearchResults:
    """Return what answers ``query``, in at most three questions to the database.

    ``kind`` narrows the hits to one ``SearchKind``. ``first`` is area and key of an entry that is
    listed first if it answers at all. Pages whose title has the words come before the others.
    """
    words = query_words(query)
    if not words:
        return SearchResults(has_words=False, every=True, kind=kind, hits=(), counts={})
    dialect, every = engine(), True
    counts = _counts(dialect.found, dialect.expression(words, every=True))
    if not counts and len(words) > 1:
        every = False
        counts = _counts(dialect.found, dialect.expression(words, every=False))
    entries = (
        _entries(dialect, words, every=every, kind=kind, first=first, limit=limit) if counts else []
    )
    return SearchResults(
        has_words=True,
        every=every,
        kind=kind,
        hits=[_hit(entry, words) for entry in entries],
        counts={item: counts[item] for item in SearchKind if item in counts},
    )


def _counts(found: str, expression: str) -> dict[str, int]:
    statement = f"""
        SELECT entry.kind, count(*)
        FROM ({found}) hit JOIN search_searchentry entry ON entry.id = hit.id
        GROUP BY entry.kind
    """  # noqa: S608 - made of constants; what the reader typed is a parameter
    with connection.cursor() as cursor:
        cursor.execute(statement, [expression])
        return dict(cursor.fetchall())


def _entries(
    dialect: Engine,
    words: Sequence[QueryWord],
    *,
    every: bool,
    kind: str,
    first: tuple[str, str],
    limit: int,
) -> list[SearchEntry]:
    """Return the best hits.

    Among pages with the words in their title the kind and the date decide, not the score: it would
    put one roll before a newer one because its text is shorter. Then the shorter title wins, which
    has the least beside the words.
    """
    statement = f"""
        WITH hit AS ({dialect.found}), titled AS ({dialect.titled})
        SELECT {_COLUMNS}
        FROM hit JOIN search_searchentry entry ON entry.id = hit.id
        WHERE %s IN ('', entry.kind)
        ORDER BY
            CASE WHEN entry.area = %s AND entry.key = %s THEN 0 ELSE 1 END,
            CASE WHEN entry.id IN (SELECT * FROM titled) THEN 0 ELSE 1 END,
            entry.depth,
            CASE WHEN entry.id IN (SELECT * FROM titled) THEN 0 ELSE hit.score END DESC,
            CASE entry.kind {_KIND_ORDER} END,
            entry.date DESC NULLS LAST,
            length(entry.title),
            entry.title_words COLLATE {dialect.collation},
            entry.key COLLATE {dialect.collation}
        LIMIT %s
    """  # noqa: S608 - made of constants; what the reader typed is a parameter
    asked = dialect.expression(words, every=every)
    in_title = dialect.expression(words, every=every, title=True)
    return list(SearchEntry.objects.raw(statement, [asked, in_title, kind, *first, limit]))


def _hit(entry: SearchEntry, words: Sequence[QueryWord]) -> Hit:
    shown = answers(entry.title, words) or answers(entry.summary, words)
    return Hit(
        address=entry.address,
        kind=SearchKind(entry.kind),
        title=highlight(entry.title, words),
        summary=highlight(entry.summary, words),
        # A reader should see why a page is listed.
        passage=() if shown else highlight(snippet(entry.text, words), words),
        date=entry.date,
    )
