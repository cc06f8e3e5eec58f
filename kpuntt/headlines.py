"""One plain sentence about the figures of a page, short enough for any messenger.

Every ``sentences`` module builds its lines here, so that the length and the words that warn a
reader (press, findings, an old version) are the same in all areas.
"""

from __future__ import annotations

import re

LIMIT = 200

_SECONDARY = {"pers": " menurut pers", "kompilasi": " menurut kompilasi"}


def headline(subject: str, fact: str, *details: str) -> str:
    """Return ``subject: fact details.`` as one line of at most ``LIMIT`` characters.

    ``fact`` holds what must not be missing, the warning words among it; a long subject is shortened
    for its sake. Each detail brings its own comma and is left out whole if it does not fit, and so
    is an empty one, so that no figure is ever cut.
    """
    fact = shortened(_plain(fact), LIMIT - 40)
    text = f"{shortened(_plain(subject), LIMIT - len(fact) - 3)}: {fact}"
    for detail in map(_plain, details):
        if len(text) + len(detail) < LIMIT:
            text += detail
    return text if text.endswith("…") else f"{text}."


def shortened(text: str, limit: int) -> str:
    """Return ``text`` cut between two words so that it fits, with an ellipsis if it was cut."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    return f"{kept.rpartition(' ')[0] or kept[:-1]}…"


def attribution(document_kind: str) -> str:
    """Return words for a secondary source (by the kind of its document), nothing for another."""
    return _SECONDARY.get(document_kind, "")


def edition(title: str, *, state: str, version: int) -> str:
    """Return the title of a unit, with its version if that was superseded."""
    return f"{title}, versi {version}" if state == "superseded" else title


def found(findings: int) -> str:
    """Return how many findings there are as a detail; nothing if there are none."""
    return f", {findings} temuan" if findings else ""


def _plain(text: str) -> str:
    """Join lines and drop asterisks, which messengers would read as bold type."""
    return re.sub(r"[^\S\u00a0]+", " ", text.replace("*", ""))
