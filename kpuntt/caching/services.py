"""Bumping a generation: the one way in which public pages are invalidated."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kpuntt.caching.models import Generation
from kpuntt.language import INDONESIAN, path_in


@contextmanager
def generation_bump_on_change(*, area: str, read: Callable[[], object]) -> Iterator[None]:
    """Start a new generation of ``area`` only if what ``read`` returns is changed by the block.

    A loader that finds everything in place leaves the stored pages and the "data as of" alone.
    """
    with transaction.atomic():
        before = read()
        yield
        if read() != before:
            generation_bump(area=area)


def generation_lock(*, area: str) -> None:
    """Let every publication in ``area`` wait for the end of the transaction that this runs in.

    For whatever is derived from all that an area has published: without it, two writers that each
    saw only their own publication would undo each other's.
    """
    Generation.objects.get_or_create(area=area)
    Generation.objects.select_for_update().get(area=area)


@transaction.atomic
def generation_bump(*, area: str) -> None:
    """Start a new generation of ``area``; call it in the transaction that publishes.

    The new number becomes visible together with the published rows, so no page can be stored under
    it that was rendered from older rows.
    """
    Generation.objects.get_or_create(area=area)
    Generation.objects.filter(area=area).update(number=F("number") + 1, changed_at=timezone.now())


def page_bump(*, path: str) -> None:
    """Start a new generation of one page alone, for what belongs to it and to no publication.

    Readers of all other pages keep what they have: on prepaid data each page fetched again costs.
    """
    generation_bump(area=page_area(path))


def page_area(path: str) -> str:
    """Return the name under which the generation of one page is counted, in both languages."""
    kept = path_in(INDONESIAN, path)
    return f"page:{hashlib.sha256(kept.encode()).hexdigest()[:32]}"
