from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpuntt.imports import transfer
from kpuntt.imports.book import Book, FileRefusedError, Sheet, SheetRow, Span
from kpuntt.imports.transfer import read_book, write_book

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
ROWS = st.lists(
    st.builds(
        SheetRow,
        number=st.integers(1, 20_000),
        cells=st.lists(TEXT, max_size=4).map(tuple),
        hidden=st.booleans(),
    ),
    max_size=4,
)
SPANS = st.lists(st.builds(Span, *[st.integers(1, 100)] * 4), max_size=3)
SHEETS = st.lists(
    st.builds(Sheet, name=TEXT, rows=ROWS, merges=SPANS, hidden=st.booleans()), max_size=3
)


def _written(sheets: list[Sheet]) -> bytes:
    target = io.BytesIO()
    write_book(target, "ab", ((sheet, iter(sheet.rows)) for sheet in sheets))
    return target.getvalue()


@given(SHEETS)
def test_a_book_arrives_as_it_was_sent(sheets: list[Sheet]) -> None:
    book = read_book(io.BytesIO(_written(sheets)), "a.xlsx")
    assert book == Book("a.xlsx", "ab", tuple(sheets))


@given(SHEETS, st.data())
def test_the_beginning_of_a_book_is_not_a_book(sheets: list[Sheet], data: st.DataObject) -> None:
    lines = _written(sheets).splitlines(keepends=True)
    beginning = b"".join(lines[: data.draw(st.integers(0, len(lines) - 1))])
    with pytest.raises(ValueError, match=r"expected|whole"):
        read_book(io.BytesIO(beginning), "a.xlsx")


@given(SHEETS.filter(lambda sheets: any(sheet.rows for sheet in sheets)))
def test_a_book_that_lost_a_row_is_not_a_book(sheets: list[Sheet]) -> None:
    lines = _written(sheets).splitlines(keepends=True)
    lost = next(place for place, line in enumerate(lines) if line.startswith(b"["))
    with pytest.raises(ValueError, match="whole"):
        read_book(io.BytesIO(b"".join(lines[:lost] + lines[lost + 1 :])), "a.xlsx")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null\n",
        b"[1]\n",
        b'{"sha256":1}\n{"rows":0}\n',
        b'{"sha256":"a"}\n[1,false,"a"]\n{"rows":1}\n',
        b'{"sha256":"a"}\n{"sheet":"A","hidden":0,"merges":[]}\n{"rows":0}\n',
        b'{"sha256":"a"}\n{"sheet":"A","hidden":false,"merges":[]}\n[1,false,2]\n{"rows":1}\n',
        b'{"sha256":"a"}\n{"rows":0}\n{"rows":0}\n',
        b"\xff\xfe",
    ],
)
def test_anything_else_is_an_error_of_value(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - json and unicode errors are among them
        read_book(io.BytesIO(content), "a.xlsx")


def test_more_text_than_is_kept_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "MAX_RESULT_BYTES", 200)
    rows = [SheetRow(1, ("x" * 200,))]
    with pytest.raises(FileRefusedError, match="terlalu banyak"):
        _written([Sheet("A", rows)])
