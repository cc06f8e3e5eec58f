"""Counting reads outside the stored pages: a journal on disk, added to the database in batches.

A post carries a tiny picture, asked for once per reader and half hour: the browser's own cache
keeps the answer, so neither a cookie nor a reader's address is stored, and the page is the same
bytes for everybody. Each request adds a line to a journal, which survives the end of the worker; a
batch goes to the database with the first request that finds it half a minute old, or by
``manage.py count_reads``.
"""

from __future__ import annotations

import fcntl
import os
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from kpuntt.caching.models import Generation
from kpuntt.caching.services import generation_bump
from news.models import Post, ReadCount

#: The area whose generation lets pages show newer counts.
AREA = "news-reads"
#: A batch is at most this old when a request takes it to the database.
BATCH_SECONDS = 30
#: Pages are made anew for the sake of a count at most this often.
SHOWN_EVERY = timedelta(hours=1)
#: Nobody reads so much in half a minute; beyond it the journal only grows.
MAX_JOURNAL = 1_000_000

_ROBOT = re.compile(
    # a Cubot is a telephone
    r"(?<!cu)bot\b|crawl|spider|slurp|preview|facebookexternalhit|^whatsapp|headless|"
    r"lighthouse|monitor|curl|wget|python|java/|go-http|okhttp|httpclient|feed|archive",
    re.IGNORECASE,
)
#: A line of the journal: when, and the slug of the post.
_LINE = re.compile(rb"^[0-9]{10} ([a-z0-9-]{1,80})$", re.MULTILINE)


def is_reader(headers: Mapping[str, str]) -> bool:
    """Whether a request for the counting picture comes from a browser that shows the page.

    Robots name themselves in ``User-Agent``; a browser that says what the request is for
    (``Sec-Fetch-Dest``, ``Sec-Purpose``) must say that it shows a picture now.
    """
    agent = headers.get("User-Agent", "")
    return (
        bool(agent)
        and not _ROBOT.search(agent)
        and headers.get("Sec-Fetch-Dest", "image") == "image"
        and headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
        and "prefetch" not in headers.get("Sec-Purpose", headers.get("Purpose", ""))
    )


def read_note(slug: str, *, now: float | None = None) -> None:
    """Note one read of the post ``slug``; take the batch to the database if it is old enough."""
    now = time.time() if now is None else now
    with _journal() as file:
        size = os.fstat(file).st_size
        if size < MAX_JOURNAL:
            os.write(file, f"{int(now):010d} {slug}\n".encode("ascii"))
        head = os.pread(file, 10, 0)
        # What a power failure left unreadable counts as old, and goes with the next batch.
        began = int(head) if head.isdigit() else 0
    if now - began >= BATCH_SECONDS:
        reads_flush()


def reads_flush() -> int:
    """Add the journal to the database and return how many reads were added.

    The journal is emptied before the database is written: a crash between the two loses one batch,
    and no read is ever counted twice. A batch that the database refuses goes back to the journal.
    """
    with _journal() as file:
        size = os.fstat(file).st_size
        batch = os.pread(file, size, 0)
        os.ftruncate(file, 0)
    counts = Counter(slug.decode("ascii") for slug in _LINE.findall(batch))
    try:
        return _add(counts)
    except DatabaseError:
        with _journal() as file:
            os.write(file, batch)
        raise


@transaction.atomic
def _add(counts: Mapping[str, int]) -> int:
    published = set(Post.objects.published().filter(slug__in=counts).values_list("slug", flat=True))
    for slug in sorted(published):
        row, _created = ReadCount.objects.get_or_create(post_slug=slug)
        ReadCount.objects.filter(pk=row.pk).update(reads=F("reads") + counts[slug])
    if published:
        shown = Generation.objects.filter(area=AREA).first()
        if shown is None or shown.changed_at <= timezone.now() - SHOWN_EVERY:
            generation_bump(area=AREA)
    return sum(counts[slug] for slug in published)


@contextmanager
def _journal() -> Iterator[int]:
    """Open the journal for adding, with all other workers locked out."""
    path = settings.READ_JOURNAL
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
    finally:
        os.close(file)
