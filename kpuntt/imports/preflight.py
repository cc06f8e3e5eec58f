"""What an uploaded file is, by its name and by its bytes, before any parser sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath

from kpuntt.imports import archive
from kpuntt.imports.archive import SAVE_AS_XLSX
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.limits import MAX_FILE_BYTES
from kpuntt.imports.package_parts import WorkbookFacts, other_kind
from kpuntt.imports.parts import inspected

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Kinds that people upload by mistake, by the end of their name.
_OTHER_NAMES: Mapping[str, str] = {
    ".xls": "buku kerja Excel lama (.xls)",
    ".xlsm": "buku kerja dengan makro (.xlsm)",
    ".xlsb": "buku kerja biner (.xlsb)",
    ".ods": "buku kerja OpenDocument (.ods)",
    ".pdf": "PDF (minta buku kerja asalnya kepada pembuatnya)",
    ".htm": "halaman web (HTML)",
    ".html": "halaman web (HTML)",
}
_OTHER_CONTENT = (
    (re.compile(rb"\s*%PDF-"), _OTHER_NAMES[".pdf"]),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|body|meta|table|style|div|script)\b",
            re.IGNORECASE,
        ),
        _OTHER_NAMES[".html"],
    ),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<[?!a-z]", re.IGNORECASE), "XML"),
    (
        re.compile(rb"PK\x03\x04.{26}mimetypeapplication/vnd\.oasis\.opendocument\.", re.DOTALL),
        _OTHER_NAMES[".ods"],
    ),
)


class FileKind(StrEnum):
    """What is read at all."""

    XLSX = ".xlsx"
    CSV = ".csv"


def kind_of(content: bytes, name: str) -> FileKind:
    """Return the kind that name and content agree on.

    Raises ``FileRefusedError``, and nothing else, for a file that is empty, too large, of another
    kind, or not what its name says.
    """
    refuse_size(len(content))
    suffix = PurePath(name.strip()).suffix.lower()
    found = _other_content(content)
    if found:
        raise found
    if suffix in _OTHER_NAMES:
        raise other_kind(_OTHER_NAMES[suffix])
    if suffix == FileKind.XLSX:
        if not content.startswith(_ZIP):
            raise FileRefusedError(
                f"Isi berkas ini bukan .xlsx, walaupun namanya begitu. {archive.SAVE_AGAIN}"
            )
        return FileKind.XLSX
    if suffix == FileKind.CSV:
        if content.startswith(_ZIP):
            raise FileRefusedError(
                "Isi berkas ini buku kerja atau arsip, walaupun namanya .csv. Buka di Excel. "
                f"{SAVE_AS_XLSX}"
            )
        return FileKind.CSV
    raise FileRefusedError(f"Hanya berkas .xlsx dan .csv yang dapat dibaca. {SAVE_AS_XLSX}")


def refuse_size(size: int) -> None:
    """Refuse a file that is empty or larger than is read."""
    if size == 0:
        raise FileRefusedError("Berkas ini kosong. Pilih berkas .xlsx atau .csv lalu unggah lagi.")
    if size > MAX_FILE_BYTES:
        raise FileRefusedError(
            "Berkas ini lebih besar dari 10 MB. Hapus gambar dan lembar yang tidak diperlukan atau "
            "bagi menjadi beberapa berkas, lalu unggah lagi."
        )


def workbook_facts(content: bytes) -> WorkbookFacts:
    """Return what the parts of a workbook tell, once all of them are within their limits.

    Raises ``FileRefusedError``, and nothing else but ``MemoryError``.
    """
    with archive.opened(content) as opened:
        return inspected(opened)


def _other_content(content: bytes) -> FileRefusedError | None:
    """Return the refusal of a kind that its first bytes give away."""
    if content.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return archive.has_password()
        return other_kind(_OTHER_NAMES[".xls"])
    found = next((what for pattern, what in _OTHER_CONTENT if pattern.match(content)), None)
    return other_kind(found) if found else None
