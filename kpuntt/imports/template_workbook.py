"""A workbook to fill for each kind of table; what is filled in is read back without an error."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from kpuntt.imports.kinds import ImportColumn, ImportKind, ValueType
from kpuntt.imports.values import read_value
from kpuntt.regions.models import Region, RegionLevel

_LAST_ROW = 2000
_NUMBER_FORMATS = {
    ValueType.COUNT: "#,##0",
    ValueType.MONEY: "#,##0",
    ValueType.DECIMAL: "0.00",
}
_TYPE_WORDS = {
    ValueType.TEXT: "teks",
    ValueType.REGION: "wilayah",
    ValueType.COUNT: "bilangan bulat",
    ValueType.MONEY: "rupiah utuh",
    ValueType.DECIMAL: "bilangan desimal",
    ValueType.CODE: "kode",
    ValueType.CHOICE: "salah satu pilihan",
}
_RULES = (
    "Isi lembar “{sheet}” saja; jangan mengubah judul kolomnya.",
    "Sel kosong berarti tidak ada angkanya dalam dokumen. Nol ditulis “0” atau “-”.",
    "Tulis angka persis seperti dalam dokumen, juga bila jumlahnya tampak keliru.",
    "Baris JUMLAH boleh ada; portal membandingkannya dan tidak mengimpornya.",
    "Jangan memasukkan NIK, NKK, atau data perseorangan lain: seluruh berkas akan ditolak.",
)


def template_workbook(kind: ImportKind) -> bytes:
    """Return an XLSX file: a sheet to fill, "Petunjuk" with a line per column, and "Contoh"."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": f"Templat {kind.title}"})
    _Template(kind, book).write()
    book.close()
    return buffer.getvalue()


class _Template:
    def __init__(self, kind: ImportKind, book: Any) -> None:
        self.kind = kind
        self.book = book
        self.columns = [column for column in kind.columns if not column.alternative]
        self.heading = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#eeeeee"}
        )
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.formats = {
            column.name: book.add_format(
                {"num_format": _NUMBER_FORMATS.get(column.type, "@"), "valign": "top"}
            )
            for column in self.columns
        }

    def write(self) -> None:
        sheet = self._sheet("Data")
        if self.kind.lists_regions:
            regions = Region.objects.at_level(RegionLevel.REGENCY)
            index = self._index(ValueType.REGION)
            for row, region in enumerate(regions, start=1):
                sheet.write_string(row, index, region.full_name)
        self._validate(sheet)
        self._instructions()
        example = self._sheet("Contoh")
        for row, values in enumerate(self.kind.examples, start=1):
            for index, column in enumerate(self.columns):
                self._cell(example, row, index, column, values.get(column.name, ""))

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(self.columns):
            width = 40 if column.type in {ValueType.TEXT, ValueType.REGION} else 18
            sheet.set_column(index, index, width, self.formats[column.name])
            sheet.write_string(0, index, column.label, self.heading)
        return sheet

    def _validate(self, sheet: Any) -> None:
        """Offer the words of a choice; they stand on a sheet, as a list in a cell is short."""
        chosen = [(i, c) for i, c in enumerate(self.columns) if c.type == ValueType.CHOICE]
        if not chosen:
            return
        lists = self.book.add_worksheet("Pilihan")
        for place, (index, column) in enumerate(chosen):
            names = list(column.understood())
            lists.write_string(0, place, column.label, self.heading)
            lists.write_column(1, place, names)
            letter = chr(ord("A") + place)
            source = f"=Pilihan!${letter}$2:${letter}${len(names) + 1}"
            sheet.data_validation(
                1,
                index,
                _LAST_ROW,
                index,
                {
                    "validate": "list",
                    "source": source,
                    "error_title": "Bukan pilihan",
                    "error_message": "Pilih salah satu dari daftar.",
                },
            )

    def _instructions(self) -> None:
        sheet = self.book.add_worksheet("Petunjuk")
        sheet.set_column(0, 0, 30, self.wrapped)
        sheet.set_column(1, 2, 20, self.wrapped)
        sheet.set_column(3, 3, 70, self.wrapped)
        sheet.write_string(0, 0, f"Templat {self.kind.title}", self.heading)
        row = 1
        for rule in _RULES:
            sheet.write_string(row, 0, rule.format(sheet="Data"))
            row += 1
        row += 1
        for index, title in enumerate(("Nama kolom", "Wajib ada", "Bentuk isi", "Keterangan")):
            sheet.write_string(row, index, title, self.heading)
        for column in self.columns:
            row += 1
            sheet.write_string(row, 0, column.label)
            sheet.write_string(row, 1, "ya" if column.required else "tidak")
            sheet.write_string(row, 2, _TYPE_WORDS[column.type])
            sheet.write_string(row, 3, column.help)

    def _index(self, kind_of_value: ValueType) -> int:
        return next(i for i, column in enumerate(self.columns) if column.type == kind_of_value)

    def _cell(self, sheet: Any, row: int, index: int, column: ImportColumn, text: str) -> None:
        if column.type in {ValueType.COUNT, ValueType.MONEY, ValueType.DECIMAL} and text:
            sheet.write_number(row, index, read_value(column, text))
        else:
            sheet.write_string(row, index, text)
