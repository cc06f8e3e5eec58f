"""Files made to hurt, and the words in which each is refused."""

from __future__ import annotations

import io
import zipfile

from tests.unit.kpuntt.imports.hostile_archives import ARCHIVES
from tests.unit.kpuntt.imports.hostile_parts import PARTS
from tests.unit.kpuntt.imports.samples import Hostile, xlsx

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
PASSWORD = COMPOUND + "EncryptedPackage".encode("utf-16-le") + bytes(100)


def _open_document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return target.getvalue()


NAMES = (
    Hostile("an old workbook", lambda: COMPOUND, ".xls", "data.xls"),
    Hostile("an old workbook renamed", lambda: COMPOUND, ".xls"),
    Hostile("a password", lambda: PASSWORD, "kata sandi"),
    Hostile("a macro workbook", xlsx, "(.xlsm)", "data.xlsm"),
    Hostile("a binary workbook", xlsx, "(.xlsb)", "data.xlsb"),
    Hostile("OpenDocument", _open_document, "(.ods)", "data.ods"),
    Hostile("OpenDocument renamed", _open_document, "(.ods)"),
    Hostile("PDF", lambda: b"%PDF-1.7\n", "PDF", "data.pdf"),
    Hostile("PDF renamed", lambda: b"%PDF-1.7\n", "PDF"),
    Hostile("HTML renamed", lambda: b"\xef\xbb\xbf <!DOCTYPE html><table>", "HTML"),
    Hostile("HTML as CSV", lambda: b"<html><table>", "HTML", "data.csv"),
    Hostile("XML renamed", lambda: b'<?xml version="1.0"?><Workbook/>', "XML"),
    Hostile("text renamed", lambda: b"a,b\n1,2\n", "bukan .xlsx"),
    Hostile("a workbook as CSV", xlsx, "namanya .csv", "data.csv"),
    Hostile("a picture", lambda: b"\x89PNG\r\n\x1a\n", "Hanya berkas .xlsx dan .csv", "data.png"),
    Hostile("nothing", lambda: b"", "kosong"),
    Hostile("11 MB", lambda: b"a,b\n" * 2_800_000, "10 MB", "data.csv"),
)
TEXTS = (
    Hostile("a zero byte", lambda: b"a,b\n1,\x002\n", "bukan teks", "data.csv"),
    Hostile("bytes of no encoding", lambda: b"a,b\n\x81\x8d,2\n", "bukan teks", "data.csv"),
    Hostile("half a UTF-16", lambda: b"\xff\xfea\x00\xd8", "bukan teks", "data.csv"),
    Hostile("101 columns", lambda: b",".join([b"1"] * 101), "100 kolom", "data.csv"),
    Hostile("20,001 rows", lambda: b"1,2\n" * 20_001, "20.000 baris", "data.csv"),
    Hostile("an open quote", lambda: b'a,b\n"1,2\n3,4\n', "Tanda kutip", "data.csv"),
    Hostile("a cell without end", lambda: b"a,b\n1," + b"x" * 32_768, "32.767", "data.csv"),
    Hostile(
        "decimal commas between commas",
        lambda: b"wilayah,persen\nKupang,99,61\nTTS,98,20\n",
        "Baris 2 memuat 3 kolom, padahal kepalanya 2",
        "data.csv",
    ),
    Hostile("two delimiters", lambda: b"a;b,c\n1;2,3\n", "tidak dapat dikenali", "data.csv"),
)
ALL = (*ARCHIVES, *PARTS, *NAMES, *TEXTS)
