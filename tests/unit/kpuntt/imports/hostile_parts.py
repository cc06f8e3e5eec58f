"""Workbooks whose archive is fine and whose parts are not."""

from __future__ import annotations

import zlib
from functools import partial

from tests.unit.kpuntt.imports.samples import (
    HEAD,
    MAIN,
    SHEET1,
    SPREADSHEET,
    STRINGS,
    STYLES,
    TYPES,
    WORKBOOK,
    WORKBOOK_RELS,
    Hostile,
    noise_of,
    parts,
    relation,
    relations,
    sheet,
    strings,
    types,
    with_member,
    workbook,
    xlsx,
    zipped,
)

THEME = "xl/theme/theme1.xml"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12))


def _laughing(member: str) -> bytes:
    """Billion laughs at the beginning of a part."""
    members = {**parts(), THEME: f"{HEAD}<theme></theme>"}
    declared = f"{HEAD}<!DOCTYPE lol [{LAUGHS}]>"
    members[member] = members[member].replace(HEAD, declared, 1).replace("</", "&a11;</", 1)
    return zipped(members)


def _document_type() -> bytes:
    return xlsx(sheet1=sheet("").replace(HEAD, f'{HEAD}<!DOCTYPE worksheet SYSTEM "x.dtd">'))


def _external_entity() -> bytes:
    text = sheet("").replace(HEAD, f'{HEAD}<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')
    return xlsx(sheet1=text.replace("<sheetData>", "<sheetData>&e;"))


def _repeated_text() -> bytes:
    row = "".join(f'<c r="{chr(65 + n)}%d" t="s"><v>0</v></c>' for n in range(20))
    rows = "".join(f'<row r="{n}">{row % ((n,) * 20)}</row>' for n in range(1, 101))
    return xlsx(rows, strings=strings(f"<t>{noise_of(24000)[:32000]}</t>"))


def _sheets(count: int) -> bytes:
    names = [f"S{n}" for n in range(count)]
    extra = {f"xl/worksheets/sheet{n}.xml": sheet("") for n in range(1, count + 1)}
    return zipped(
        {
            **parts(),
            **extra,
            WORKBOOK: workbook(names),
            WORKBOOK_RELS: relations(sheets=count),
        }
    )


def _merges(*references: str) -> bytes:
    items = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return xlsx(sheet1=sheet("", after=f"<mergeCells>{items}</mergeCells>"))


def _strict() -> bytes:
    text = sheet("").replace(MAIN, 'xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"')
    return xlsx(sheet1=text)


def _deep(levels: int) -> bytes:
    names = [f"a{zlib.crc32(bytes(level))}" for level in range(levels)]
    inside = "".join(f"<{name}>" for name in names)
    outside = "".join(f"</{name}>" for name in reversed(names))
    return xlsx(sheet1=f"{HEAD}<worksheet {MAIN}>{inside}{outside}</worksheet>")


OVERRIDE = '<Override PartName="/x/y.bin" ContentType="{}"/>'
RUDE = f'<row r="1"><c r="A1" t="str"><v>{noise_of(40000)}</v></c></row>'

PARTS = (
    *(
        Hostile(f"laughs in {member}", partial(_laughing, member), "DOCTYPE")
        for member in (STRINGS, SHEET1, WORKBOOK, STYLES, WORKBOOK_RELS, TYPES, THEME)
    ),
    Hostile("a document type", _document_type, "DOCTYPE"),
    Hostile("an external entity", _external_entity, "DOCTYPE"),
    Hostile("broken XML", lambda: xlsx(sheet1=sheet("<row>")), "rusak"),
    Hostile("the strict namespace", _strict, "Strict Open XML; simpan sebagai Excel Workbook"),
    Hostile("31 sheets", lambda: _sheets(31), "30 lembar"),
    Hostile("2,001 merges", lambda: _merges(*(f"A{n}:B{n}" for n in range(1, 2002))), "2.000 sel"),
    Hostile("merges that overlap", lambda: _merges("A1:XFD1048576", "A1:B2"), "bertumpang"),
    Hostile(
        "cells out of order",
        lambda: xlsx('<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>'),
        "tidak berurutan atau berulang (pada sel A1)",
    ),
    Hostile(
        "a cell twice",
        lambda: xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'),
        "tidak berurutan atau berulang",
    ),
    Hostile(
        "rows that go back",
        lambda: xlsx('<row r="2"/><row r="1"/>'),
        "tidak berurutan atau berulang (pada baris 1)",
    ),
    Hostile("a row twice", lambda: xlsx('<row r="2"/><row r="2"/>'), "berulang"),
    Hostile("a cell of another row", lambda: xlsx('<row r="1"><c r="A2"/></row>'), "sel A2"),
    Hostile("a row in a row", lambda: xlsx('<row r="1"><row r="2"/></row>'), "rusak"),
    Hostile("a number of words", lambda: xlsx("<row><c><v>1_000</v></c></row>"), "rusak"),
    Hostile(
        "a shared text without end",
        lambda: xlsx(strings=strings(f"<t>{noise_of(40000)}</t>")),
        "32.767 huruf",
    ),
    Hostile("a text without end", lambda: xlsx(RUDE), "32.767 huruf"),
    Hostile("a long text many times", _repeated_text, "terlalu banyak"),
    Hostile(
        "a shared text that is not there", lambda: xlsx('<row><c t="s"><v>7</v></c></row>'), "rusak"
    ),
    Hostile("65 levels", lambda: _deep(64), "bertingkat"),
    Hostile("deep nesting", lambda: _deep(5_000), "bertingkat"),
    Hostile(
        "a comment of 3 MB", lambda: xlsx(sheet1=sheet(f"<!--{noise_of(2_500_000)}-->")), "rusak"
    ),
    Hostile(
        "a formula without a result",
        lambda: xlsx('<row r="7"><c r="B7"><f>SUM(A1:A6)</f><v></v></c></row>'),
        "sel B7 berisi rumus tanpa hasil; buka dan simpan lagi di Excel",
    ),
    Hostile("macros", lambda: with_member("xl/vbaProject.bin"), "makro"),
    Hostile("macros renamed", lambda: with_member("xl/vbaProject2.bin"), "makro"),
    Hostile(
        "a macro workbook by its type",
        lambda: xlsx(types=types("application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
        "makro",
    ),
    Hostile(
        "a binary workbook by its type",
        lambda: xlsx(types=types("application/vnd.ms-excel.sheet.binary.macroEnabled.main")),
        ".xlsb",
    ),
    Hostile(
        "macros by their type",
        lambda: xlsx(types=types(more=OVERRIDE.format("application/vnd.ms-office.vbaProject"))),
        "makro",
    ),
    Hostile(
        "strings under the name of a picture",
        lambda: xlsx(types=types(more=OVERRIDE.format(f"{SPREADSHEET}.sharedStrings+xml"))),
        "rusak",
    ),
    Hostile("an embedded object", lambda: with_member("xl/embeddings/a.bin"), "OLE"),
    Hostile(
        "an object by its relation",
        lambda: xlsx(workbook_rels=relations(relation("oleObject", "a.bin"))),
        "OLE",
    ),
    Hostile("ActiveX", lambda: with_member("xl/activeX/activeX1.xml", "<x/>"), "ActiveX"),
    Hostile("an external link", lambda: with_member("xl/externalLinks/a.xml", "<x/>"), "tautan"),
    Hostile(
        "a file elsewhere",
        lambda: xlsx(workbook_rels=relations(relation("image", "file:///x", "External"))),
        "tautan",
    ),
)
