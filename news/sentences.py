"""The one line that a reader passes on with a post."""

from __future__ import annotations

from kpuntt.headlines import LIMIT, edition, shortened

_ENDS = (".", "?", "!", "…")


def post_sentence(title: str, summary: str, *, state: str, version: int) -> str:
    """Return the title and, where it fits, the summary of a post."""
    heading = edition(title, state=state, version=version)
    both = f"{heading if heading.endswith(_ENDS) else f'{heading}.'} {summary}"
    return both if len(both) <= LIMIT else shortened(heading, LIMIT)
