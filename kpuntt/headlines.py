"""One plain sentence about the figures of a page, short enough for any messenger.

Every ``sentences`` module builds its lines here, so that the length and the words that warn a
reader (press, findings, an old version) are the same in all areas.
"""

from __future__ import annotations

import re

from kpuntt.language import gettext, gettext_noop, ngettext

LIMIT = 200

_SECONDARY = {
    "pers": gettext_noop(" menurut pers"),
    "kompilasi": gettext_noop(" menurut kompilasi"),
}


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
    words = _SECONDARY.get(document_kind)
    return gettext(words) if words else ""


def edition(title: str, *, state: str, version: int) -> str:
    """Return the title of a unit, with its version if that was superseded."""
    if state != "superseded":
        return title
    return gettext("%(title)s, versi %(version)s") % {"title": title, "version": version}


def found(findings: int) -> str:
    """Return how many findings there are as a detail; nothing if there are none."""
    if not findings:
        return ""
    return ngettext(", %(n)d temuan", ", %(n)d temuan", findings) % {"n": findings}


def _plain(text: str) -> str:
    """Join lines and drop asterisks, which messengers would read as bold type."""
    return re.sub(r"[^\S\u00a0]+", " ", text.replace("*", ""))
