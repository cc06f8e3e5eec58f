from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from kpuntt.caching.models import Generation
from news import reads
from news.models import Post, ReadCount

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"


@pytest.fixture
def slug() -> str:
    return Post.objects.published().newest_first()[0].slug


def _journal() -> str:
    path: Path = settings.READ_JOURNAL
    return path.read_text(encoding="ascii") if path.exists() else ""


def _count(slug: str) -> int:
    return ReadCount.objects.filter(post_slug=slug).values_list("reads", flat=True).first() or 0


@pytest.mark.parametrize(
    ("headers", "counts"),
    [
        ({"User-Agent": FIREFOX}, True),
        (
            {
                "User-Agent": FIREFOX,
                "Sec-Fetch-Dest": "image",
                "Sec-Fetch-Site": "same-origin",
            },
            True,
        ),
        ({"User-Agent": "Mozilla/5.0 (Linux; Android 9; CUBOT NOTE 7) Chrome/130.0"}, True),
        ({"User-Agent": FIREFOX, "Sec-Fetch-Dest": "document"}, False),
        ({"User-Agent": FIREFOX, "Sec-Fetch-Site": "cross-site"}, False),
        ({"User-Agent": FIREFOX, "Sec-Purpose": "prefetch;prerender"}, False),
        ({}, False),
        ({"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}, False),
        ({"User-Agent": "facebookexternalhit/1.1"}, False),
        ({"User-Agent": "WhatsApp/2.23"}, False),
        ({"User-Agent": "curl/8.0"}, False),
        ({"User-Agent": "python-requests/2.32"}, False),
        ({"User-Agent": "Mozilla/5.0 HeadlessChrome/120"}, False),
    ],
)
def test_a_reader_counts_and_a_robot_does_not(headers: dict[str, str], *, counts: bool) -> None:
    assert reads.is_reader(headers) is counts


def test_a_read_waits_in_the_journal_and_reaches_the_database_within_half_a_minute(
    slug: str,
) -> None:
    began = time.time()
    reads.read_note(slug, now=began)
    reads.read_note(slug, now=began + 29)
    assert _count(slug) == 0
    assert _journal().count("\n") == 2
    reads.read_note(slug, now=began + 31)
    assert _count(slug) == 3
    assert _journal() == ""


def test_a_batch_is_added_once(slug: str) -> None:
    reads.read_note(slug)
    assert reads.reads_flush() == 1
    assert reads.reads_flush() == 0
    assert _count(slug) == 1


def test_only_published_posts_are_counted() -> None:
    reads.read_note("tidak-ada")
    assert reads.reads_flush() == 0
    assert not ReadCount.objects.exists()


def test_a_batch_that_the_database_refuses_is_not_lost(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_counts: object) -> int:
        raise DatabaseError

    reads.read_note(slug)
    with monkeypatch.context() as patched:
        patched.setattr(reads, "_add", refuse)
        with pytest.raises(DatabaseError):
            reads.reads_flush()
    assert reads.reads_flush() == 1
    assert _count(slug) == 1


def test_pages_are_made_anew_for_the_sake_of_a_count_at_most_once_an_hour(slug: str) -> None:
    def flush() -> int:
        reads.read_note(slug)
        reads.reads_flush()
        return Generation.objects.get(area=reads.AREA).number

    first = flush()
    assert flush() == first
    Generation.objects.filter(area=reads.AREA).update(
        changed_at=timezone.now() - timedelta(minutes=61)
    )
    assert flush() == first + 1


def test_reads_noted_side_by_side_are_all_kept(slug: str) -> None:
    began = time.time()

    def note() -> None:
        for _ in range(50):
            reads.read_note(slug, now=began)

    threads = [Thread(target=note) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reads.reads_flush() == 400


def test_the_journal_does_not_grow_without_bound(
    slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reads, "MAX_JOURNAL", 100)
    began = time.time()
    for _ in range(50):
        reads.read_note(slug, now=began)
    assert len(_journal()) < 100 + len(slug) + 12


def test_a_journal_that_a_power_failure_left_unreadable_is_taken_as_far_as_it_can_be_read(
    slug: str,
) -> None:
    settings.READ_JOURNAL.write_bytes(b"\0" * 20 + f"\n0000000001 {slug}\n00000".encode())
    reads.read_note(slug)
    assert _journal() == ""
    assert _count(slug) == 1
    reads.read_note(slug)
    assert _journal().endswith(f" {slug}\n")
