"""The outer shape of a workbook: a plain ZIP whose members are what its directory says.

Everything is judged by the directory and the local headers; nothing is unpacked here.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from itertools import pairwise

from kpuntt.formatting import format_integer
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.limits import MAX_MEMBERS, MAX_RATIO

SAVE_AS_XLSX = "Simpan sebagai .xlsx (Excel Workbook) lalu unggah lagi."
SAVE_AGAIN = f"Buka di Excel atau LibreOffice. {SAVE_AS_XLSX}"

LOCAL_HEADER = struct.Struct("<4s5H3L2H")
END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
#: 500 entries with long names; a directory is read as a whole before its entries can be counted.
_MAX_DIRECTORY_BYTES = 256 * 1024
_IN_EXTRA = 0xFFFFFFFF
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_SIZES_FOLLOW = 0x8

#: Content that acts or reaches outside, by the name of the member that holds it.
_ACTIVE = (
    (re.compile(r"(^|/)vbaproject[^/]*\.bin$|(^|/)macrosheets/"), "makro"),
    (re.compile(r"(^|/)(activex|ctrlprops)/"), "kontrol ActiveX atau formulir"),
    (re.compile(r"(^|/)embeddings/|(^|/)oleobject[^/]*$"), "objek sisipan (OLE)"),
    (re.compile(r"(^|/)externallinks/"), "tautan ke buku kerja lain"),
)


def opened(content: bytes) -> zipfile.ZipFile:
    """Return the archive once its directory, names and offsets are what they should be.

    Raises ``FileRefusedError``, and nothing else.
    """
    _check_end(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error) as error:
        raise broken() from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise _too_many_members()
    _check_names(members)
    _check_places(content, members, archive.start_dir)
    return archive


def broken() -> FileRefusedError:
    """Return the refusal of a file that is not what it begins as."""
    return FileRefusedError(f"Berkas ini rusak, terpotong, atau tidak lazim. {SAVE_AGAIN}")


def has_password() -> FileRefusedError:
    """Return the refusal of a file that only opens with a password."""
    return FileRefusedError(
        "Berkas ini dilindungi kata sandi. Hapus kata sandinya (Berkas → Info → Lindungi Buku "
        f"Kerja). {SAVE_AS_XLSX}"
    )


def refuse_active(what: str) -> FileRefusedError:
    """Return the refusal of a workbook that holds something which acts or reaches outside."""
    return FileRefusedError(
        f"Berkas ini memuat {what}, yang tidak diterima. Salin nilainya saja ke buku kerja baru. "
        f"{SAVE_AS_XLSX}"
    )


def too_large_unpacked() -> FileRefusedError:
    """Return the refusal of a workbook that unpacks to more than is read."""
    return FileRefusedError(
        "Isi berkas ini melebihi 64 MB setelah dibuka. Bagi menjadi beberapa berkas, hapus gambar "
        "dan format yang tidak perlu, lalu unggah lagi."
    )


def too_dense() -> FileRefusedError:
    """Return the refusal of a workbook that is packed more tightly than any honest one."""
    return FileRefusedError(
        f"Berkas ini mengembang lebih dari {MAX_RATIO} kali lipat ketika dibuka, tidak seperti "
        f"buku kerja biasa. Salin tabelnya ke buku kerja baru. {SAVE_AS_XLSX}"
    )


def _too_many_members() -> FileRefusedError:
    return FileRefusedError(
        f"Berkas ini terdiri atas lebih dari {format_integer(MAX_MEMBERS)} bagian. Salin tabelnya "
        f"saja ke buku kerja baru, tanpa gambar dan bagan. {SAVE_AS_XLSX}"
    )


def _check_end(content: bytes) -> None:
    """Refuse a directory that is long, elsewhere or doubtful, before it is read.

    The record that ends an archive stands at the very end and right after the directory, so that
    every reader finds the same one.
    """
    if len(content) < END_OF_DIRECTORY.size:
        raise broken()
    end = len(content) - END_OF_DIRECTORY.size
    (signature, disk, first_disk, here, total, size, offset, comment) = (
        END_OF_DIRECTORY.unpack_from(content, end)
    )
    if signature != b"PK\x05\x06" or comment or disk or first_disk or here != total:
        raise broken()
    if total > MAX_MEMBERS or size > _MAX_DIRECTORY_BYTES:
        raise _too_many_members()
    if offset + size != end:
        raise broken()


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for member in members:
        name = member.orig_filename
        key = name.casefold()
        parts = name.removesuffix("/").split("/")
        if key in seen or name != member.filename:
            raise broken()
        if re.search(r'[\x00-\x1f\\:*?"<>|]', name) or {"", ".", ".."} & set(parts):
            raise FileRefusedError(f"Berkas ini memuat nama bagian yang tidak wajar. {SAVE_AGAIN}")
        seen.add(key)
        for pattern, what in _ACTIVE:
            if pattern.search(key):
                raise refuse_active(what)


def _check_places(content: bytes, members: list[zipfile.ZipInfo], directory: int) -> None:
    """Refuse members that share bytes, or whose local header says something else."""
    ordered = sorted(members, key=lambda member: member.header_offset)
    ends = [_end_of(content, member) for member in ordered]
    starts = [member.header_offset for member in ordered] + [directory]
    if starts[0] != 0:
        raise broken()
    for end, (_start, following) in zip(ends, pairwise(starts), strict=True):
        if end > following:
            raise FileRefusedError(
                f"Bagian-bagian berkas ini saling bertumpang. Berkas tidak wajar. {SAVE_AGAIN}"
            )


def _end_of(content: bytes, member: zipfile.ZipInfo) -> int:
    """Return where the packed bytes of a member end."""
    if member.flag_bits & _ENCRYPTED:
        raise has_password()
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise broken()
    start = member.header_offset
    if start + LOCAL_HEADER.size > len(content):
        raise broken()
    (signature, _version, flags, method, _time, _date, _crc, packed, size, name, extra) = (
        LOCAL_HEADER.unpack_from(content, start)
    )
    body = start + LOCAL_HEADER.size
    encoding = "utf-8" if flags & 0x800 else "cp437"
    local_name = content[body : body + name].decode(encoding, errors="replace")
    same = signature == b"PK\x03\x04" and method == member.compress_type
    same = same and flags == member.flag_bits and local_name == member.orig_filename
    if not flags & _SIZES_FOLLOW and _IN_EXTRA not in {packed, size}:
        same = same and (packed, size) == (member.compress_size, member.file_size)
    if not same:
        raise broken()
    end: int = body + name + extra + member.compress_size
    return end
