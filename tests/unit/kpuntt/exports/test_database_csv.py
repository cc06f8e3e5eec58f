from __future__ import annotations

import threading
from datetime import timedelta
from decimal import Decimal

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kpuntt.datasets import CATALOGUE
from kpuntt.exports import database_csv
from kpuntt.exports.database_csv import _crlf, stream_csv
from kpuntt.exports.dataset import Span
from kpuntt.exports.writers import write_csv
from kpuntt.provenance.models import Document, DocumentKind
from kpuntt.quality.models import Finding

pytestmark = pytest.mark.django_db
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"',;\\\r\n\t=+-@ \u00a0\ufeff\u200b\v\f＝＋－＠.aA0é😀"),
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=20,
)


def _both(name: str, span: Span = Span()) -> tuple[bytes, bytes]:  # noqa: B008 - it is frozen
    dataset = CATALOGUE[name]
    fast = b"".join(stream_csv(dataset, dataset.queryset(span=span)))
    return fast, b"".join(write_csv(dataset, dataset.iterate(span=span)))


@pytest.mark.parametrize("name", sorted(CATALOGUE))
def test_the_database_writes_what_the_reference_writer_writes(name: str) -> None:
    fast, reference = _both(name)
    assert fast == reference
    assert fast.count(b"\r\n") > 1


def test_former_versions_are_written_alike() -> None:
    fast, reference = _both("daftar-pemilih", Span(at=timezone.now()))
    assert fast == reference
    fast, reference = _both("daftar-pemilih", Span(at=timezone.now() - timedelta(days=9999)))
    assert fast == reference
    assert fast.count(b"\r\n") == 1


class NastyTexts(TestCase):
    @settings(max_examples=60)
    @given(st.lists(TEXTS, min_size=1, max_size=4))
    @example(["=1+1", 'a "b" c', "satu\r\ndua", "\\."])
    @example(["\n", "\r", ' \n"=', "\u200b＝x"])
    @example(["\\N", "\ufeff+", "''", '"'])
    def test_any_text_is_written_alike(self, texts: list[str]) -> None:
        for number, text in enumerate(texts):
            Document.objects.create(
                slug=f"a-{number}",
                title=text,
                kind=DocumentKind.REPORT,
                publisher=text[::-1],
                note=text,
            )
        fast, reference = _both("dokumen-sumber")
        assert fast == reference


class Figures(TestCase):
    @settings(max_examples=60)
    @given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 4))
    @example(0, 4)
    @example(-5, 4)
    @example(100, 0)
    def test_figures_of_up_to_fifteen_digits_are_written_alike(
        self, digits: int, places: int
    ) -> None:
        figure = Decimal(digits).scaleb(-places)
        Finding.objects.update(printed=figure, computed=-figure, difference=None)
        fast, reference = _both("temuan")
        assert fast == reference


@given(st.binary(max_size=60).map(lambda text: text.replace(b"\r", b"")), st.integers(1, 9))
def test_line_ends_do_not_depend_on_where_the_blocks_end(text: bytes, size: int) -> None:
    blocks = [text[start : start + size] for start in range(0, len(text), size)]
    assert b"".join(_crlf(iter(blocks))) == b"".join(_crlf(iter([text])))


def test_where_nothing_can_be_found_there_is_only_the_header() -> None:
    fast, reference = _both("temuan", Span(since=timezone.now() + timedelta(days=1)))
    assert fast == reference
    assert fast.count(b"\r\n") == 1


def test_a_reader_who_leaves_in_the_middle_leaves_no_one_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Blocks so small that the writer is held up by a full queue when the reader goes.
    monkeypatch.setattr(database_csv, "_BLOCK", 1 << 10)
    dataset, threads = CATALOGUE["wilayah"], threading.active_count()
    with transaction.atomic():
        stream = stream_csv(dataset, dataset.queryset())
        assert next(stream).startswith(b"\xef\xbb\xbfkode_wilayah,")
        assert next(stream)
        stream.close()  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    assert threading.active_count() == threads
    assert dataset.queryset().count() == 3780


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only COPY has a thread of its own")
def test_a_finished_download_cancels_nothing_though_its_thread_ends_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    joined, cancelled = threading.Event(), []

    class Lingering(threading.Thread):
        def run(self) -> None:
            super().run()
            joined.wait()

        def join(self, timeout: float | None = None) -> None:
            joined.set()
            super().join(timeout)

    def drain(_pipe: database_csv._Pipe, worker: threading.Thread) -> None:
        cancelled.append(worker)

    monkeypatch.setattr(threading, "Thread", Lingering)
    monkeypatch.setattr(database_csv._Pipe, "drain", drain)
    dataset = CATALOGUE["wilayah"]
    assert b"".join(stream_csv(dataset, dataset.queryset())).count(b"\r\n") == 3781
    assert not cancelled


def test_an_error_of_the_database_breaks_the_stream() -> None:
    dataset = CATALOGUE["wilayah"]
    rows = dataset.queryset().filter(name=RawSQL("no_such_column", ()))
    with pytest.raises((DatabaseError, psycopg2.Error)), transaction.atomic():
        list(stream_csv(dataset, rows))
