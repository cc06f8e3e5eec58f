"""The two languages of the portal, for modules that know no Django.

Sentences, rules, charts and formats are plain Python, and yet they speak to a reader. They ask here
in which language, and have their words translated here. Who answers is lent to this module once, at
the start (Django's own translation): words, figures and addresses of a page can then never be in
different languages. Where nobody was lent, everything is Indonesian.

An address says its language: ``/pemilih/`` is Indonesian, ``/en/pemilih/`` English. What is kept in
the database is always the Indonesian address, which is also the permanent one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

INDONESIAN, ENGLISH = "id", "en"
#: What stands in front of the addresses of each language.
PREFIXES: Mapping[str, str] = {INDONESIAN: "", ENGLISH: "/en"}


class Translation(Protocol):
    """Who knows the language of the moment and the words of it."""

    def get_language(self) -> str | None:
        """Return the code of the language; ``None`` if nobody has chosen one."""

    def gettext(self, message: str) -> str:
        """Return ``message`` in the language of the moment."""

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Return the form of a message that fits ``number``."""


class _Lent:
    """Holds the translation that was lent."""

    translation: Translation | None = None


def lend(translation: Translation) -> None:
    """Let ``translation`` answer from now on."""
    _Lent.translation = translation


def current() -> str:
    """Return the language of the moment: ``ENGLISH`` or, in every other case, ``INDONESIAN``."""
    spoken = _Lent.translation.get_language() if _Lent.translation else None
    return ENGLISH if spoken == ENGLISH else INDONESIAN


def gettext(message: str) -> str:
    """Return ``message``, written in Indonesian, in the language of the moment."""
    return _Lent.translation.gettext(message) if _Lent.translation else message


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form that fits ``number``; Indonesian has one form, so both are written alike."""
    if _Lent.translation:
        return _Lent.translation.ngettext(singular, plural, number)
    return singular if number == 1 else plural


def gettext_noop(message: str) -> str:
    """Mark words to be translated where they are shown, and return them as they are."""
    return message


def language_of(path: str) -> str:
    """Return the language of an address."""
    english = PREFIXES[ENGLISH]
    return ENGLISH if path == english or path.startswith(f"{english}/") else INDONESIAN


def path_in(language: str, path: str) -> str:
    """Return the address of the same page in ``language``."""
    return PREFIXES[language] + path.removeprefix(PREFIXES[language_of(path)])
