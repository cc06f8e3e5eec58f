"""What may be kept as the minutes (Berita Acara) of a plenary: a PDF that only shows pages.

The scan is conservative: what it cannot look into (an encrypted file, a packed object list in an
unusual compression) is refused like what it finds. Plain Python.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

MAX_BYTES = 5 * 1024 * 1024
#: So much is unpacked at most, all object lists together.
MAX_UNPACKED = 32 * 1024 * 1024

#: A scan of fifty pages has a few hundred streams.
MAX_STREAMS = 10_000

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECT_LIST = re.compile(rb"/ObjStm\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_END = rb"(?![A-Za-z0-9])"
#: Long enough never to occur by chance between the bytes of a picture.
_ANYWHERE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|SubmitForm|ImportData|GoToE|Encrypt|XFA)" + _END
)
_SCRIPT = re.compile(rb"/(JS|AA)" + _END)


class MinutesRefusedError(ValueError):
    """A file that is not kept; the message says why and what to do, in Indonesian."""


def check_minutes(content: bytes) -> None:
    """Refuse, with ``MinutesRefusedError``, what is no PDF or could do more than show pages."""
    if len(content) > MAX_BYTES:
        raise MinutesRefusedError(
            "Berkas lebih besar dari 5 MB. Pindai ulang dengan resolusi lebih rendah."
        )
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-1024:]:
        raise MinutesRefusedError(
            "Berkas ini bukan PDF yang utuh. Unggah Berita Acara sebagai PDF."
        )
    streams = _streams(content)
    ends = [0, *(end for _start, end in streams)]
    starts = [*(start for start, _end in streams), len(content)]
    outside = [content[end:start] for end, start in zip(ends, starts, strict=True)]
    listed = b" ".join([*outside, *_object_lists(content, streams)])
    if _ANYWHERE.search(_named(content)) or _ANYWHERE.search(_named(listed)):
        raise _active()
    if _SCRIPT.search(_named(listed)):
        raise _active()


def _active() -> MinutesRefusedError:
    return MinutesRefusedError(
        "PDF ini memuat skrip, lampiran, formulir, atau sandi. Cetak ulang sebagai PDF biasa "
        "atau pindai dari kertasnya, lalu unggah lagi."
    )


def _named(content: bytes) -> bytes:
    """Undo the escapes of names: ``/J#61vaScript`` is ``/JavaScript``."""
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)


def _streams(content: bytes) -> list[tuple[int, int]]:
    """Return where the bodies of streams begin and end, in one pass whatever the file holds."""
    found: list[tuple[int, int]] = []
    at = 0
    while (match := _STREAM.search(content, at)) is not None:
        at = content.find(b"endstream", match.end())
        if at < 0:
            break
        found.append((match.end(), at))
        if len(found) > MAX_STREAMS:
            raise _active()
    return found


def _object_lists(content: bytes, streams: Sequence[tuple[int, int]]) -> list[bytes]:
    """Unpack the streams that hold objects rather than pictures or text."""
    unpacked: list[bytes] = []
    left = MAX_UNPACKED
    for start, end in streams:
        # The dictionary of a stream stands right before it, behind the word "obj".
        head = content[max(0, start - 2000) : start]
        if not _OBJECT_LIST.search(_named(head[head.rfind(b"obj") :])):
            continue
        inflate = zlib.decompressobj()
        try:
            body = inflate.decompress(content[start:end], left)
        except zlib.error:
            raise _active() from None
        if inflate.unconsumed_tail or not inflate.eof:
            raise _active()
        left -= len(body)
        unpacked.append(body)
        if left <= 0:
            raise _active()
    return unpacked
