"""What an uploaded picture is, by its first bytes and its header, before a pixel is decoded.

Neither the name nor the declared type of an upload is believed, nor is anything allocated for a
picture that will be refused.
"""

from __future__ import annotations

import io
import os
import re
import struct
import zlib
from collections.abc import Mapping
from decimal import Decimal
from typing import BinaryIO

from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from PIL.ImageFile import ImageFile

from kpuntt.formatting import format_decimal, format_figure

MAX_UPLOAD_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 25_000_000
#: A photo has about ten. Each scan of a progressive JPEG costs a walk over the whole picture but
#: only a few bytes of file, so one of 200 KB could keep a worker busy for many seconds.
MAX_JPEG_SCANS = 200
_START_OF_SCAN = b"\xff\xda"

REMEDY = "Simpan sebagai JPEG, PNG, atau WebP lalu unggah lagi."

#: What the decoders raise at bytes that are not what they pretend to be.
DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    TypeError,
    EOFError,
    RuntimeError,
    AssertionError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)

#: Kinds that people do upload, by their first bytes, so that the refusal can name them.
_OTHER_KINDS: Mapping[str, re.Pattern[bytes]] = {
    "GIF": re.compile(rb"GIF8[79]a"),
    "PDF": re.compile(rb"\s*%PDF-"),
    "TIFF": re.compile(rb"II[*+]\x00|MM\x00[*+]"),
    "AVIF": re.compile(rb".{4}ftypavi[fs]", re.DOTALL),
    "HEIC": re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL),
    "BMP": re.compile(rb"BM.{4}\x00{4}", re.DOTALL),
    "ZIP atau dokumen Office": re.compile(rb"PK(?:\x03\x04|\x05\x06)"),
    "HTML": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|script)", re.I),
    "SVG": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[?!].*?<)??svg[\s>]", re.DOTALL | re.IGNORECASE),
}
_HEAD_BYTES = 4096


class ImageRefused(ValueError):  # noqa: N818 - a refusal is an answer to the uploader
    """An upload that does not become a picture; the text says in Indonesian why and what to do."""


def subject_of(name: str) -> str:
    """Return how a refusal begins; ``name`` is what the uploader called the file."""
    shown = "".join(letter for letter in name if letter.isprintable()).strip()[:80]
    return f"Berkas “{shown}” ini" if shown else "Berkas ini"


def broken(subject: str) -> ImageRefused:
    """Return the refusal of a file whose bytes are not what its header promises."""
    return ImageRefused(f"{subject} rusak atau terpotong. {REMEDY}")


def opened(file: BinaryIO, subject: str) -> ImageFile:
    """Return the upload with its header read and accepted, and no pixel decoded.

    Raises ``ImageRefused`` for what is not accepted and ``DECODER_ERRORS`` for broken bytes.
    """
    content = _content(file, subject)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content, subject)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content, subject)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _webp(content, subject)
    raise _other_kind(content[:_HEAD_BYTES], subject)


def _content(file: BinaryIO, subject: str) -> bytes:
    """Return the bytes of an upload of bearable size, or refuse it unread."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(0)
    if size > MAX_UPLOAD_BYTES:
        megabytes = Decimal(-(-size * 10 // 1024**2)) / 10
        raise ImageRefused(
            f"{subject} {format_decimal(megabytes)} MB; paling banyak 20 MB. "
            "Perkecil gambarnya lalu unggah lagi."
        )
    if size == 0:
        raise ImageRefused(f"{subject} kosong. Pilih berkas JPEG, PNG, atau WebP lalu unggah lagi.")
    return file.read()


# The classes of the three kinds are called directly: ``Image.open`` warns of, or raises at, a size
# of its own choosing, and takes the several pictures in a phone's JPEG for a film.


def _jpeg(content: bytes, subject: str) -> ImageFile:
    source = JpegImagePlugin.JpegImageFile(io.BytesIO(content))
    _refuse_pixels(source.size, subject)
    if content.count(_START_OF_SCAN) > MAX_JPEG_SCANS:
        raise broken(subject)
    return source


def _png(content: bytes, subject: str) -> ImageFile:
    source = PngImagePlugin.PngImageFile(io.BytesIO(content))
    _refuse_pixels(source.size, subject)
    if source.is_animated:
        raise _moving(subject)
    source.verify()  # decoding skips the checksums of the pixels; verifying uses the object up
    return PngImagePlugin.PngImageFile(io.BytesIO(content))


def _webp(content: bytes, subject: str) -> ImageFile:
    size, moving = _webp_header(content)
    _refuse_pixels(size, subject)
    if moving:
        raise _moving(subject)
    # Only now: making the decoder already allocates the whole canvas, twice.
    return WebPImagePlugin.WebPImageFile(io.BytesIO(content))


def _webp_header(content: bytes) -> tuple[tuple[int, int], bool]:
    """Return size and movement as the first chunk declares them; ValueError if it is no such."""
    kind = content[12:16]
    if kind == b"VP8X" and len(content) >= 30:
        width = int.from_bytes(content[24:27], "little") + 1
        height = int.from_bytes(content[27:30], "little") + 1
        return (width, height), bool(content[20] & 0x02)
    if kind == b"VP8L" and len(content) >= 25:
        bits = int.from_bytes(content[21:25], "little")
        return ((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1), False
    if kind == b"VP8 " and len(content) >= 30:
        width, height = struct.unpack_from("<HH", content, 26)
        return (width & 0x3FFF, height & 0x3FFF), False
    raise ValueError(kind)


def _refuse_pixels(size: tuple[int, int], subject: str) -> None:
    pixels = size[0] * size[1]
    if pixels > MAX_PIXELS:
        tenths = -(-pixels // 100_000)  # upwards: one pixel too many must not read as "25"
        megapixels = Decimal(tenths) / 10 if tenths % 10 else tenths // 10
        raise ImageRefused(
            f"{subject} {format_figure(megapixels)} megapiksel; paling banyak 25. "
            "Perkecil gambarnya, misalnya menjadi selebar 2.000 piksel, lalu unggah lagi."
        )


def _moving(subject: str) -> ImageRefused:
    return ImageRefused(f"{subject} gambar bergerak. Pilih satu gambar diam. {REMEDY}")


def _other_kind(head: bytes, subject: str) -> ImageRefused:
    found = next((kind for kind, pattern in _OTHER_KINDS.items() if pattern.match(head)), None)
    if found is None:
        return ImageRefused(f"{subject} bukan JPEG, PNG, atau WebP. {REMEDY}")
    return ImageRefused(f"{subject} {found}, yang tidak diterima. {REMEDY}")
