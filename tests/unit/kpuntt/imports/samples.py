"""Workbooks put together by hand, part by part, so that each can be wrong in one place."""

from __future__ import annotations

import base64
import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpuntt.imports import child
from kpuntt.imports.book import Book, FileRefusedError
from kpuntt.imports.transfer import read_book

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET1 = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
TYPES = "[Content_Types].xml"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"

#: Number formats by the ``s`` of a cell: general, two decimals, percent, date, time, literal sign.
STYLESHEET = f"""{HEAD}<styleSheet {MAIN}>
<numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/>
<numFmt numFmtId="165" formatCode="0.00&quot;%&quot;"/>
<numFmt numFmtId="166" formatCode="[h]:mm:ss"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill><patternFill/></fill></fills>
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="4"/><xf numFmtId="10"/><xf numFmtId="14"/>
<xf numFmtId="21"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
</styleSheet>"""


def sheet(rows: str, *, before: str = "", after: str = "") -> str:
    return f"{HEAD}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def strings(*texts: str) -> str:
    items = "".join(f"<si>{text}</si>" for text in texts)
    return f"{HEAD}<sst {MAIN}>{items}</sst>"


def types(main: str = f"{SPREADSHEET}.sheet.main+xml", more: str = "") -> str:
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{WORKBOOK}" ContentType="{main}"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{SPREADSHEET}.sharedStrings+xml"/>'
        f'<Override PartName="/{SHEET1}" ContentType="{SPREADSHEET}.worksheet+xml"/>'
        f"{more}</Types>"
    )


def relations(*more: str, sheets: int = 1) -> str:
    own = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATION}/worksheet" '
        f'Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{own}{"".join(more)}</Relationships>'
    )


def relation(kind: str, target: str, mode: str = "Internal") -> str:
    return (
        f'<Relationship Id="x{kind}" Type="{RELATION}/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/>'
    )


def workbook(
    names: Sequence[str] = ("Data",), *, states: Sequence[str] = (), more: str = ""
) -> str:
    shown = [*states, *["visible"] * (len(names) - len(states))]
    items = "".join(
        f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        for number, (name, state) in enumerate(zip(names, shown, strict=True), start=1)
    )
    return f'{HEAD}<workbook {MAIN} xmlns:r="{RELATION}">{more}<sheets>{items}</sheets></workbook>'


def parts(rows: str = '<row r="1"><c r="A1"><v>1</v></c></row>') -> dict[str, str]:
    return {
        TYPES: types(),
        "_rels/.rels": (
            f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{RELATION}/officeDocument" Target="{WORKBOOK}"/></Relationships>'
        ),
        WORKBOOK: workbook(),
        WORKBOOK_RELS: relations(),
        STYLES: STYLESHEET,
        STRINGS: strings(),
        SHEET1: sheet(rows),
    }


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def xlsx(rows: str | None = None, **changed: str) -> bytes:
    """A workbook of one sheet; ``changed`` replaces parts by the name of their constant."""
    members = parts() if rows is None else parts(rows)
    members.update({globals()[name.upper()]: text for name, text in changed.items()})
    return zipped(members)


def read_here(content: bytes, folder: Path, name: str = "data.xlsx") -> Book:
    """Read as the limited process does, in this one."""
    path = folder / "upload"
    path.write_bytes(content)
    output = io.BytesIO()
    ending = child.main(str(path), name, output)
    output.seek(0)
    if ending is child.Ending.REFUSED:
        raise FileRefusedError(output.read().decode())
    assert ending is child.Ending.BOOK
    return read_book(output, name)


def cells_of(book: Book, place: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in book.sheets[place].rows]


def with_member(member: str, content: str | bytes = "x") -> bytes:
    return zipped({**parts(), member: content})


def noise_of(length: int) -> str:
    noise = random.Random(1).randbytes(length)  # noqa: S311 - the same each time
    return base64.b64encode(noise).decode()


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file by what is wrong with it, how it is made, and words of its refusal."""

    what: str
    make: Callable[[], bytes]
    words: str
    name: str = "data.xlsx"

    def __str__(self) -> str:
        return self.what
