"""Writers: the rows of a dataset as CSV, JSON or XLSX. They know formats, not datasets."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from kpuntt.exports.dataset import Column, ColumnType, Dataset, Row
from kpuntt.exports.text import neutralise

BOM = "\ufeff"
_LINES_PER_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a file says about itself: its address, date, licence, sources and active filters."""

    address: str
    as_of: str
    publisher: str
    sources: tuple[str, ...]
    criteria: Mapping[str, str]


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


def write_json(dataset: Dataset, rows: Iterable[Row], provenance: Provenance) -> Iterator[bytes]:
    """Yield one JSON object: what the dataset is, then its rows as objects by column name."""
    head = {
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
        "kolom": [
            {
                "nama": column.name,
                "label": str(column.label),
                "tipe": column.type.value,
                "satuan": column.unit,
                "uraian": str(column.description),
            }
            for column in dataset.columns
        ],
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
    dataset: Dataset, rows: Iterable[Row], provenance: Provenance, target: BinaryIO
) -> int:
    """Write a workbook with a data sheet and a sheet about it to ``target``; return the row count.

    Numbers are numbers, the header is frozen, text is never taken for a formula or a link. The
    same rows give the same bytes: the creation date in the file is fixed.
    """
    book = xlsxwriter.Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": str(dataset.title), "created": datetime(2020, 1, 1)})  # noqa: DTZ001
    header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    formats = {
        ColumnType.INTEGER: book.add_format({"num_format": "#,##0"}),
        ColumnType.DECIMAL: book.add_format({"num_format": "#,##0.00##"}),
        ColumnType.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet = book.add_worksheet("Data")
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
    _write_about(book, dataset, provenance, header)
    book.close()
    return count


def _write_cell(sheet: Any, row: int, column: int, value: Any, cell_format: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | Decimal):
        sheet.write_number(row, column, value, cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, cell_format)
    else:
        sheet.write_string(row, column, str(value))


def _write_about(book: Any, dataset: Dataset, provenance: Provenance, header: Any) -> None:
    """Write the sheet that keeps source, period, licence and dictionary with the numbers."""
    sheet = book.add_worksheet("Keterangan")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 4, 34)
    facts = [
        ("Dataset", str(dataset.title)),
        ("Uraian", str(dataset.description)),
        ("Alamat", provenance.address),
        ("Data per", provenance.as_of),
        ("Penerbit", provenance.publisher),
        ("Lisensi", f"{dataset.licence.name} ({dataset.licence.url})"),
        *(("Filter", f"{name} = {value}") for name, value in provenance.criteria.items()),
        *(("Sumber", source) for source in provenance.sources),
    ]
    if dataset.attribution:
        facts.append(("Atribusi", str(dataset.attribution)))
    for line, (name, text) in enumerate(facts):
        sheet.write_string(line, 0, name, header)
        sheet.write_string(line, 1, text)
    start = len(facts) + 1
    for index, title in enumerate(("Kolom", "Label", "Tipe", "Satuan", "Uraian")):
        sheet.write_string(start, index, title, header)
    for offset, column in enumerate(dataset.columns, start=1):
        for index, text in enumerate(_dictionary_row(column)):
            sheet.write_string(start + offset, index, text)


def _dictionary_row(column: Column) -> tuple[str, ...]:
    return (
        column.name,
        str(column.label),
        column.type.label,
        column.unit,
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
