from __future__ import annotations

import time
from contextlib import suppress

import pytest

from tests.unit.voters.pdfs import PLAIN, packed, pdf
from voters.minutes import MAX_BYTES, MinutesRefusedError, check_minutes

CATALOG = b"1 0 obj << /Type /Catalog %s >> endobj"


def test_a_pdf_that_only_shows_pages_is_kept() -> None:
    check_minutes(PLAIN)


def test_words_about_scripts_in_the_text_of_a_page_do_no_harm() -> None:
    check_minutes(pdf(CATALOG % b"", packed(b"(/JS /AA) Tj", b"/Page")))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<html>%PDF-1.7 %%EOF",
        b"%PDF-1.7 cut off",
        b"PK\x03\x04 %PDF- %%EOF",
    ],
)
def test_what_is_no_whole_pdf_is_refused_whatever_its_name(content: bytes) -> None:
    with pytest.raises(MinutesRefusedError, match="bukan PDF yang utuh"):
        check_minutes(content)


@pytest.mark.parametrize(
    "name",
    [
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        b"/AA << /O 3 0 R >>",
        b"/OpenAction << /S /Launch /F (cmd.exe) >>",
        b"/Names << /EmbeddedFiles 4 0 R >>",
        b"/EmbeddedFile",
        b"/AcroForm << /XFA 4 0 R >>",
        b"/A << /S /SubmitForm >>",
        b"/RichMedia 1",
        b"/Encrypt 4 0 R",
        b"/J#61vaScript",
        b"/L#61#75nch",
        b"/#4a#53 (x)",
    ],
)
def test_a_pdf_that_could_do_something_is_refused_plain_or_packed(name: bytes) -> None:
    for content in (pdf(CATALOG % name), pdf(packed(name))):
        with pytest.raises(MinutesRefusedError, match="memuat skrip"):
            check_minutes(content)


def test_objects_packed_in_a_way_that_cannot_be_read_are_refused() -> None:
    unread = b"9 0 obj << /Type /ObjStm /Filter /LZWDecode >>\nstream\nxxxx\nendstream endobj"
    with pytest.raises(MinutesRefusedError):
        check_minutes(pdf(unread))


def test_a_bomb_of_packed_objects_is_refused() -> None:
    with pytest.raises(MinutesRefusedError):
        check_minutes(pdf(packed(b" " * (33 * 1024 * 1024))))


def test_a_file_beyond_the_limit_is_refused() -> None:
    with pytest.raises(MinutesRefusedError, match="5 MB"):
        check_minutes(b"%PDF-" + b" " * MAX_BYTES + b"%%EOF")


@pytest.mark.parametrize("part", [b"stream\n", b"stream\nendstream\n", b"obj stream\n/ObjStm"])
def test_a_file_made_to_be_slow_is_answered_without_delay(part: bytes) -> None:
    content = pdf(part * (MAX_BYTES // len(part) - 20))
    started = time.process_time()
    with suppress(MinutesRefusedError):
        check_minutes(content)
    assert time.process_time() - started < 3
