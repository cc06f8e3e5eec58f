"""Writers: the rows of a dataset as CSV, JSON or XLSX. They know formats, not datasets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from kpuntt.exports.dataset import Column, ColumnType, Dataset, Row
from kpuntt.exports.text import neutralise

BOM = "\ufeff"
#: The headings of the dictionary: the concept of a column is its label.
DICTIONARY = ("Kolom", "Konsep", "Tipe", "Ukuran", "Satuan", "Klasifikasi", "Definisi")
_LINES_PER_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a file says about itself: its address, date, licence, sources and active filters."""

    address: str
    as_of: str
    publisher: str
    sources: tuple[str, ...]
    criteria: Mapping[str, str]
    moment: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The page of the rows that a JSON document holds, and the addresses of its neighbours."""

    total: int
    page: int
    pages: int
    previous: str | None
    following: str | None


class _Echo:
    """A file-like object that hands each written line back to the caller."""

    def write(self, value: str) -> str:
        return value


def write_csv(dataset: Dataset, rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield CSV by RFC 4180: UTF-8 with BOM, CRLF, plain numbers, neutralised text."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    lines = [BOM, writer.writerow(column.name for column in dataset.columns)]
    for row in rows:
        lines.append(writer.writerow(_plain(value) for value in row))
        if len(lines) >= _LINES_PER_CHUNK:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def write_json(
    dataset: Dataset, rows: Iterable[Row], provenance: Provenance, part: Part | None = None
) -> Iterator[bytes]:
    """Yield one JSON object: what the dataset is, then its rows as objects by column name.

    ``part`` says which page of the rows it holds; without it, it holds them all.
    """
    head: dict[str, Any] = {
        "dataset": dataset.name,
        "judul": str(dataset.title),
        "alamat": provenance.address,
        "data_per": provenance.as_of,
        "lisensi": dataset.licence.name,
        "lisensi_url": dataset.licence.url,
        "atribusi": str(dataset.attribution),
        "penerbit": provenance.publisher,
        "sumber": list(provenance.sources),
        "filter": dict(provenance.criteria),
        "per": provenance.moment or None,
        "kolom": [
            {
                "nama": column.name,
                "label": str(column.label),
                "tipe": column.type.value,
                "satuan": column.unit,
                "ukuran": str(column.measure),
                "klasifikasi": column.classified,
                "uraian": str(column.description),
            }
            for column in dataset.columns
        ],
    }
    if part is not None:
        head |= {
            "jumlah_baris": part.total,
            "halaman": part.page,
            "jumlah_halaman": part.pages,
            "sebelumnya": part.previous,
            "berikutnya": part.following,
        }
    names = [column.name for column in dataset.columns]
    yield json.dumps(head, ensure_ascii=False, indent=1)[:-2].encode() + b',\n "baris": ['
    separator = "\n  "
    for row in rows:
        record = dict(zip(names, map(_json_value, row), strict=True))
        yield (separator + json.dumps(record, ensure_ascii=False)).encode()
        separator = ",\n  "
    yield b"\n ]\n}\n"


def write_xlsx(
    dataset: Dataset,
    rows: Iterable[Row],
    provenance: Provenance,
    target: BinaryIO,
    *,
    temporary: Path | None = None,
) -> int:
    """Write a workbook with a data sheet and a sheet about it to ``target``; return the row count.

    Numbers are numbers, the header is frozen, text is never taken for a formula or a link. The
    same rows give the same bytes: the creation date in the file is fixed. ``temporary`` is the
    folder for files that are gone at the end; None is the system's.
    """
    book = open_book(target, str(dataset.title), temporary=temporary)
    count = write_rows(book, "Data", dataset, rows)
    _write_about(book, dataset, provenance)
    book.close()
    return count


def open_book(target: BinaryIO, title: str, *, temporary: Path | None = None) -> Any:
    """Return a workbook to be written sheet after sheet, row after row, and then closed."""
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": str(temporary) if temporary else None,
        },
    )
    book.set_properties({"title": title, "created": datetime(2020, 1, 1)})  # noqa: DTZ001
    return book


def write_rows(book: Any, name: str, dataset: Dataset, rows: Iterable[Row]) -> int:
    """Write the sheet ``name`` with the rows of ``dataset`` into ``book``; return their count."""
    header = _header(book)
    formats = {
        ColumnType.INTEGER: book.add_format({"num_format": "#,##0"}),
        ColumnType.DECIMAL: book.add_format({"num_format": "#,##0.00##"}),
        ColumnType.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(dataset.columns):
        sheet.set_column(index, index, 14 if column.type.is_numeric else 22)
        sheet.write_string(0, index, column.name, header)
    count = 0
    for row in rows:
        count += 1
        for index, (column, value) in enumerate(zip(dataset.columns, row, strict=True)):
            _write_cell(sheet, count, index, value, formats.get(column.type))
    if count:
        sheet.autofilter(0, 0, count, len(dataset.columns) - 1)
    return count


def _header(book: Any) -> Any:
    return book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})


def _write_cell(sheet: Any, row: int, column: int, value: Any, cell_format: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        # The words of the CSV file: LibreOffice makes the formula TRUE() of a boolean cell.
        sheet.write_string(row, column, _plain(value))
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, value, cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, cell_format)
    else:
        sheet.write_string(row, column, str(value))


def _write_about(book: Any, dataset: Dataset, provenance: Provenance) -> None:
    """Write the sheet that keeps source, period, licence and dictionary with the numbers."""
    header = _header(book)
    sheet = book.add_worksheet("Keterangan")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, len(DICTIONARY) - 1, 34)
    facts = [
        ("Dataset", str(dataset.title)),
        ("Uraian", str(dataset.description)),
        ("Alamat", provenance.address),
        ("Data per", provenance.as_of),
        ("Penerbit", provenance.publisher),
        ("Lisensi", f"{dataset.licence.name} ({dataset.licence.url})"),
        *((("Versi per", provenance.moment),) if provenance.moment else ()),
        *(("Filter", f"{name} = {value}") for name, value in provenance.criteria.items()),
        *(("Sumber", source) for source in provenance.sources),
    ]
    if dataset.attribution:
        facts.append(("Atribusi", str(dataset.attribution)))
    for line, (name, text) in enumerate(facts):
        sheet.write_string(line, 0, name, header)
        sheet.write_string(line, 1, text)
    start = len(facts) + 1
    for index, title in enumerate(DICTIONARY):
        sheet.write_string(start, index, title, header)
    for offset, column in enumerate(dataset.columns, start=1):
        for index, text in enumerate(dictionary_row(column)):
            sheet.write_string(start + offset, index, text)


def dictionary_row(column: Column) -> tuple[str, ...]:
    """Return what the dictionary says of a column, below its headings."""
    return (
        column.name,
        str(column.label),
        column.type.label,
        str(column.measure),
        column.unit,
        column.classified,
        str(column.description),
    )


def _plain(value: Any) -> Any:
    """A CSV cell: text neutralised, numbers plain, missing blank."""
    if isinstance(value, str):
        return neutralise(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value


def _json_value(value: Any) -> Any:
    """A JSON value: an exact decimal stays a number as printed, a date ISO text, missing null."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    return value
