"""Archives that are not what they seem, and cells where no table reaches."""

from __future__ import annotations

import struct
import zlib

from kpuntt.imports.archive import END_OF_DIRECTORY, LOCAL_HEADER
from tests.unit.kpuntt.imports.samples import (
    HEAD,
    SHEET1,
    TYPES,
    Hostile,
    parts,
    sheet,
    types,
    with_member,
    xlsx,
    zipped,
)


def _far(reference: str, row: int) -> bytes:
    return xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'
    )


def _flagged(bit: int) -> bytes:
    content = bytearray(xlsx())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + place] |= bit
            start = content.find(signature, start + 4)
    return bytes(content)


def _archive(locals_: bytes, entries: list[tuple[bytes, int, int, int, int]]) -> bytes:
    """Bytes of members, and a directory of (name, checksum, packed, size, offset) over them."""
    directory = b"".join(
        struct.pack(
            "<4s6H3L5H2L",
            *(b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, packed, size),
            *(len(name), 0, 0, 0, 0, 0, offset),
        )
        + name
        for name, crc, packed, size, offset in entries
    )
    count = len(entries)
    end = (b"PK\x05\x06", 0, 0, count, count, len(directory), len(locals_), 0)
    return locals_ + directory + END_OF_DIRECTORY.pack(*end)


def _local(name: bytes, crc: int, packed: int, size: int) -> bytes:
    header = (b"PK\x03\x04", 20, 0, 8, 0, 33, crc, packed, size, len(name), 0)
    return LOCAL_HEADER.pack(*header) + name


def _quoted_overlap() -> bytes:
    """Fifield's way: the first member quotes the header of the second and shares its body."""
    kernel = b"0" * 5000
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(kernel) + packer.flush()
    second = _local(b"b.xml", zlib.crc32(kernel), len(body), len(kernel))
    quote = struct.pack("<BHH", 0, len(second), len(second) ^ 0xFFFF) + second
    whole = second + kernel
    packed = len(quote) + len(body)
    first = _local(TYPES.encode(), zlib.crc32(whole), packed, len(whole))
    start = len(first) + 5
    return _archive(
        first + quote + body,
        [
            (TYPES.encode(), zlib.crc32(whole), packed, len(whole), 0),
            (b"b.xml", zlib.crc32(kernel), len(body), len(kernel), start),
        ],
    )


def _shared_body() -> bytes:
    """Two names in the directory for one and the same member."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(b"<x/>") + packer.flush()
    crc = zlib.crc32(b"<x/>")
    return _archive(
        _local(b"a.xml", crc, len(body), 4) + body,
        [(b"a.xml", crc, len(body), 4, 0), (b"b.xml", crc, len(body), 4, 0)],
    )


def _lying_size() -> bytes:
    """A directory that announces ten bytes for a member of many."""
    content = zipped({**parts(), "xl/a.xml": f"{HEAD}<a>{'1' * 3000}</a>"})
    size = struct.pack("<L", len(f"{HEAD}<a>{'1' * 3000}</a>"))
    return content.replace(size, struct.pack("<L", 10))


def _duplicate() -> bytes:
    """Two members that differ in case only: some readers take the one, some the other."""
    return with_member(SHEET1.upper(), sheet(""))


def _wide() -> bytes:
    """Seventy megabytes in two, as a sheet with many formats may be packed."""
    return with_member("xl/a.xml", f"{HEAD}<a>{''.join(f'{n:<200}' for n in range(350_000))}</a>")


def _second_end() -> bytes:
    """The 64-bit record in front of the plain one, which some readers follow and others do not."""
    content = xlsx()
    (*_, total, size, offset, _comment) = END_OF_DIRECTORY.unpack(content[-END_OF_DIRECTORY.size :])
    end = len(content) - END_OF_DIRECTORY.size
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, total, total, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    return content[:end] + record + locator + content[end:]


ARCHIVES = (
    Hostile("a cell in the far corner", lambda: _far("XFD1048576", 1048576), "Sel XFD1048576"),
    Hostile("a cell in the last row", lambda: _far("A1048576", 1048576), "Sel A1048576"),
    Hostile("a cell in column 101", lambda: _far("CW2", 2), "100 kolom"),
    Hostile("a bomb by ratio", lambda: with_member("xl/a.xml", " " * 30_000_000), "kali lipat"),
    Hostile(
        "a bomb in a picture", lambda: with_member("xl/media/a.png", bytes(9_000_000)), "kali lipat"
    ),
    Hostile("more than 64 MB", _wide, "64 MB"),
    Hostile("a second end of the directory", _second_end, "rusak"),
    Hostile("a quoted overlap", _quoted_overlap, "bertumpang"),
    Hostile("a shared body", _shared_body, "rusak"),
    Hostile("a size that lies", _lying_size, "rusak"),
    Hostile("501 members", lambda: zipped({f"{n}.xml": "<x/>" for n in range(501)}), "500 bagian"),
    Hostile("a member twice", _duplicate, "rusak"),
    Hostile("a way up", lambda: with_member("../../etc/x.xml"), "nama bagian"),
    Hostile("an absolute name", lambda: with_member("/etc/x.xml"), "nama bagian"),
    Hostile("a backslash", lambda: with_member("xl\\x.xml"), "nama bagian"),
    Hostile("a drive", lambda: with_member("C:/x.xml"), "nama bagian"),
    Hostile("a truncated archive", lambda: xlsx()[:-100], "rusak"),
    Hostile("bytes before the archive", lambda: b"PK\x03\x04" + xlsx(), "rusak"),
    Hostile("a comment behind the archive", lambda: xlsx() + b"more", "rusak"),
    Hostile("an encrypted member", lambda: _flagged(1), "kata sandi"),
    Hostile("no workbook", lambda: zipped({"a.txt": "a"}), "bukan buku kerja"),
    Hostile(
        "a text document",
        lambda: xlsx(types=types("application/vnd.openxmlformats-officedocument.wordprocessingml")),
        "bukan buku kerja",
    ),
)
