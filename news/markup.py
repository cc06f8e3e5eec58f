"""The short list of HTML that the body of a post may hold, and its text without any."""

from __future__ import annotations

import html
import re

import nh3

_TAGS = {"p", "h2", "h3", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br"}
_SCHEMES = {"http", "https", "mailto"}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}},
    url_schemes=_SCHEMES,
    link_rel="noopener",
)
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TAG = re.compile(r"<[^>]*>")
_EMPTY = re.compile(r"<(p|h2|h3|li|blockquote)>(?:\s|&nbsp;|<br>)*</\1>")


def sanitise(markup: str) -> str:
    """Return ``markup`` with everything taken out that is not on the list.

    Words of a tag that is not on the list stay, those of ``script`` and ``style`` go. There are no
    pictures among the words: they stand in the gallery, where each has its alternative text.
    """
    return _EMPTY.sub("", _CLEANER.clean(printable(markup))).strip()


def printable(text: str) -> str:
    """Return ``text`` with a blank for each control character that XML cannot carry."""
    return _CONTROL.sub(" ", text)


def plain_text(markup: str) -> str:
    """Return the words of sanitised ``markup``, for search and summaries."""
    words = _TAG.sub("", _BLOCK_END.sub(" ", markup))
    return " ".join(html.unescape(words).split())
