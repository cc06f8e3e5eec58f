"""The words of the portal and what they mean, as ``fixtures/glossary.csv`` has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby

from kpuntt import language
from kpuntt.fixture_files import read_rows


@dataclass(frozen=True)
class Term:
    """One word: its anchor, name, other names, meaning, and the regulation named for it.

    ``source`` is empty unless a document of the commission names the regulation. The words are
    Indonesian, as the documents have them; their meaning is told in both languages.
    """

    slug: str
    name: str
    aliases: tuple[str, ...]
    meaning: str
    source: str
    meaning_en: str

    @property
    def explained(self) -> str:
        """Return the meaning in the language of the page."""
        return self.meaning_en if language.current() == language.ENGLISH else self.meaning

    @property
    def letter(self) -> str:
        """Return the capital under which the term is listed."""
        return self.name[0].upper()

    @property
    def is_abbreviation(self) -> bool:
        """Whether the name is written in capitals and its first other name is the long form."""
        return bool(self.aliases) and self.name[1:2].isupper()


@cache
def terms() -> tuple[Term, ...]:
    """Return all terms, sorted by name without regard to case."""
    found = [
        Term(
            slug=row["slug"],
            name=row["name"],
            aliases=tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
            meaning=row["meaning"],
            source=row["source"],
            meaning_en=row["meaning_en"],
        )
        for row in read_rows("glossary.csv")
    ]
    return tuple(sorted(found, key=lambda term: term.name.casefold()))


def terms_by_letter() -> list[tuple[str, list[Term]]]:
    """Return the terms in groups of one first letter, in the order of the alphabet."""
    return [(letter, list(group)) for letter, group in groupby(terms(), lambda term: term.letter)]


def term_of(name: str) -> Term | None:
    """Return the term with this name or slug (other names do not count); None if there is none."""
    return next((term for term in terms() if name in {term.name, term.slug}), None)
