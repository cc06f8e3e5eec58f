"""One streaming look at every part of a workbook, before anything holds it as a tree."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from kpuntt.imports.archive import (
    SAVE_AGAIN,
    SAVE_AS_XLSX,
    broken,
    too_dense,
    too_large_unpacked,
)
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.limits import (
    MAX_DEPTH,
    MAX_RATIO,
    MAX_SHEETS,
    MAX_TOKEN_BYTES,
    MAX_TREE_ELEMENTS,
    MAX_UNPACKED_BYTES,
)
from kpuntt.imports.package_parts import (
    OPAQUE,
    PlainWatch,
    RelationsWatch,
    StringsWatch,
    TypesWatch,
    Watch,
    WorkbookFacts,
    WorkbookWatch,
    no_workbook,
    suffix_of,
    too_many_sheets,
)
from kpuntt.imports.worksheet_part import MAIN, SheetWatch

CONTENT_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_CHUNK = 64 * 1024


def inspected(archive: zipfile.ZipFile) -> WorkbookFacts:
    """Read every member to its end, with all limits, and return what the parts tell.

    Raises ``FileRefusedError``, and nothing else but ``MemoryError``.
    """
    facts = WorkbookFacts()
    types = TypesWatch()
    unpacked = 0
    members = sorted(archive.infolist(), key=lambda member: member.filename != CONTENT_TYPES)
    if not members or members[0].filename != CONTENT_TYPES:
        raise no_workbook()
    for member in members:
        unpacked += _read(archive, member, _chooser(facts, types, member.filename), unpacked)
        if not types.is_workbook:
            raise no_workbook()
    if len(facts.sheets) > MAX_SHEETS:
        raise too_many_sheets()
    return facts


def _chooser(facts: WorkbookFacts, types: TypesWatch, member: str) -> Callable[[str], Watch]:
    """Return what chooses the watch of a part by the name of its root element."""

    def choose(root: str) -> Watch:
        if member == CONTENT_TYPES:
            return types
        if root.startswith(_STRICT):
            raise FileRefusedError(
                "Berkas ini disimpan sebagai Strict Open XML; simpan sebagai Excel Workbook "
                "biasa (.xlsx) lalu unggah lagi."
            )
        if root == f"{MAIN}worksheet":
            watch = SheetWatch()
            facts.sheets[member] = watch.facts
            return watch
        if root == f"{MAIN}workbook":
            return WorkbookWatch(facts)
        if root == f"{MAIN}sst":
            return StringsWatch()
        return RelationsWatch() if suffix_of(member) == "rels" else PlainWatch()

    return choose


def _read(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    choose: Callable[[str], Watch],
    already: int,
) -> int:
    """Stream a member to its end, so that its checksum is compared; return its true size."""
    part = None if member.is_dir() or suffix_of(member.filename) in OPAQUE else _Part(choose)
    size = 0
    try:
        with archive.open(member) as source:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if already + size > MAX_UNPACKED_BYTES:
                    raise too_large_unpacked()
                # Members do not overlap, so what holds for each of them holds for the whole.
                if size > MAX_RATIO * max(member.compress_size, 1):
                    raise too_dense()
                if part:
                    part.feed(chunk)
        if part:
            part.close()
    except expat.ExpatError as error:
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        raise broken() from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, LookupError, ValueError) as error:
        raise broken() from error
    return size


class _Part:
    """An XML part on its way through Expat."""

    def __init__(self, choose: Callable[[str], Watch]) -> None:
        self._choose = choose
        self._watch: Watch | None = None
        self._depth = self._elements = self._fed = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = _refuse_declaration
        self._parser.EntityDeclHandler = _refuse_declaration

    def feed(self, chunk: bytes) -> None:
        self._parser.Parse(chunk, False)  # noqa: FBT003 - Expat takes it by position
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > MAX_TOKEN_BYTES:
            raise broken()

    def close(self) -> None:
        self._parser.Parse(b"", True)  # noqa: FBT003 - Expat takes it by position
        if self._watch:
            self._watch.finish()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._watch is None:
            self._watch = self._choose(name)
        if self._depth > MAX_DEPTH:
            raise FileRefusedError(
                f"Susunan berkas ini bertingkat lebih dari {MAX_DEPTH} kali. {SAVE_AGAIN}"
            )
        if self._watch.is_tree and self._elements > MAX_TREE_ELEMENTS:
            raise FileRefusedError(
                "Format, gaya, atau gambar dalam berkas ini terlalu banyak. Salin nilainya saja ke "
                f"buku kerja baru. {SAVE_AS_XLSX}"
            )
        self._watch.start(name, attributes, self._depth)

    def _end(self, _name: str) -> None:
        if self._watch:
            self._watch.end(self._depth)
        self._depth -= 1

    def _text(self, data: str) -> None:
        if self._watch:
            self._watch.text(data)


def _refuse_declaration(*arguments: object) -> None:
    raise FileRefusedError(
        "Berkas ini memuat deklarasi XML (DOCTYPE), yang tidak ada dalam buku kerja biasa. "
        f"{SAVE_AGAIN}"
    )
