"""What is watched in the parts around the sheets: contents, relations, strings, the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kpuntt.formatting import format_integer
from kpuntt.imports.archive import SAVE_AS_XLSX, broken, refuse_active, too_large_unpacked
from kpuntt.imports.book import FileRefusedError
from kpuntt.imports.limits import MAX_SHARED_STRINGS, MAX_SHEETS, MAX_TEXT
from kpuntt.imports.worksheet_part import MAIN, SheetFacts, too_long_text

#: Members that are not XML (or, as ``vml``, hardly so) and that openpyxl does not look into.
OPAQUE = frozenset(
    {"bin", "bmp", "dat", "data", "emf", "gif", "jpeg", "jpg", "png", "svg", "tif", "tiff"}
    | {"vml", "wdp", "webp", "wmf"}
)
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

#: Words in a content type or in the last step of a relation's type, in lower case.
_ACTIVE = {
    "macro": "makro",
    "vbaproject": "makro",
    "activex": "kontrol ActiveX atau formulir",
    "control": "kontrol ActiveX atau formulir",
    "ctrlprop": "kontrol ActiveX atau formulir",
    "oleobject": "objek sisipan (OLE)",
    "externallink": "tautan ke buku kerja lain",
}


@dataclass(slots=True)
class WorkbookFacts:
    """What the parts tell: each sheet by the name of its member.

    ``recalculates`` means that the program which wrote the file leaves the results of formulas to
    the one that opens it.
    """

    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    recalculates: bool = False


class Watch(Protocol):
    """What is told of each element of a part; ``is_tree`` marks what openpyxl holds as a tree."""

    is_tree: bool

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None: ...
    def text(self, data: str) -> None: ...
    def end(self, depth: int) -> None: ...
    def finish(self) -> None: ...


class PlainWatch:
    """Any part: only what holds for all of them is checked."""

    is_tree = True

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        pass

    def text(self, data: str) -> None:
        pass

    def end(self, depth: int) -> None:
        pass

    def finish(self) -> None:
        pass


class StringsWatch(PlainWatch):
    """The shared strings: not too many, none too long."""

    is_tree = False

    def __init__(self) -> None:
        self._count = self._length = 0

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:  # noqa: ARG002
        if depth == 2:
            self._count += 1
            self._length = 0
            if self._count > MAX_SHARED_STRINGS:
                raise too_large_unpacked()

    def text(self, data: str) -> None:
        self._length += len(data)
        if self._length > MAX_TEXT:
            raise too_long_text()

    def end(self, depth: int) -> None:
        if depth == 2:
            self._length = 0


class WorkbookWatch(PlainWatch):
    """The list of sheets, and whether results of formulas are to be trusted."""

    def __init__(self, facts: WorkbookFacts) -> None:
        self._facts = facts
        self._sheets = 0

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:  # noqa: ARG002
        if name == f"{MAIN}sheet":
            self._sheets += 1
            if self._sheets > MAX_SHEETS:
                raise too_many_sheets()
        elif name == f"{MAIN}calcPr":
            self._facts.recalculates = attributes.get("fullCalcOnLoad") in {"1", "true"}


class RelationsWatch(PlainWatch):
    """Relations: to nothing that acts, and out of the file only as a hyperlink."""

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:  # noqa: ARG002
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        _refuse_active_word(kind)
        if kind == "package":
            raise refuse_active("objek sisipan (OLE)")
        if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise refuse_active("tautan ke berkas lain")


class TypesWatch(PlainWatch):
    """The table of contents: it must announce a workbook and nothing that acts."""

    def __init__(self) -> None:
        self.is_workbook = False

    def start(self, name: str, attributes: Mapping[str, str], depth: int) -> None:  # noqa: ARG002
        kind = attributes.get("ContentType", "")
        lower = kind.lower()
        if "binary.macroenabled" in lower:
            raise other_kind(".xlsb")
        _refuse_active_word(lower.rpartition("/")[2])
        self.is_workbook = self.is_workbook or kind == _WORKBOOK_TYPE
        suffix = attributes.get("Extension") or suffix_of(attributes.get("PartName", ""))
        if suffix.lower() in OPAQUE and "spreadsheetml" in lower and lower.endswith("+xml"):
            raise broken()  # a part that is read, under a name that is not looked into


def other_kind(what: str) -> FileRefusedError:
    """Return the refusal of a kind of file that is not read; ``what`` names it."""
    return FileRefusedError(f"Berkas ini berjenis {what}, yang tidak diterima. {SAVE_AS_XLSX}")


def _refuse_active_word(kind: str) -> None:
    for word, what in _ACTIVE.items():
        if word in kind:
            raise refuse_active(what)


def too_many_sheets() -> FileRefusedError:
    """Return the refusal of a workbook with more sheets than are read."""
    return FileRefusedError(
        f"Berkas ini memuat lebih dari {format_integer(MAX_SHEETS)} lembar. Hapus lembar yang "
        "tidak diperlukan atau bagi menjadi beberapa berkas, lalu unggah lagi."
    )


def no_workbook() -> FileRefusedError:
    """Return the refusal of an archive that is no workbook."""
    return other_kind("arsip ZIP atau dokumen lain, bukan buku kerja Excel")


def suffix_of(name: str) -> str:
    """Return what follows the last point of a member's name, in lower case."""
    return name.rpartition(".")[2].lower()
