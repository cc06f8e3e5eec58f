"""One workbook with everything: cover, sources, dictionary, and a sheet for each dataset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kpuntt.exports.dataset import Dataset
from kpuntt.exports.writers import DICTIONARY, dictionary_row, open_book, write_rows
from kpuntt.metadata.facts import PUBLISHER
from kpuntt.releases.month import Month
from kpuntt.releases.tables import Table, release_address, release_rows

_MAX_NAME = 31
_DICTIONARY_WIDTHS = (24, 24, 24, 18, 18, 18, 34, 80)
_SOURCES = ("judul", "jenis", "penerbit", "nomor", "tanggal", "tanggal_tertulis", "alamat")


def write_workbook(
    path: Path,
    month: Month,
    tables: Sequence[Table],
    documents: Dataset,
    progress: Callable[[str], object],
) -> None:
    """Write all ``tables`` into one workbook at ``path``; memory does not grow with their rows.

    ``documents`` is the dataset of the sources.
    """
    title = _("Data Pemilu NTT, rilis %(month)s") % {"month": month.title}
    with path.open("wb") as file:
        book = open_book(file, title, temporary=path.parent)
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        _write_lines(book, _("Sampul"), _cover(title, month, tables), bold, widths=(26, 90))
        _write_lines(book, _("Sumber"), _sources(documents), bold, widths=(70, 26, 34))
        _write_lines(
            book, _("Kamus"), _dictionary(tables), bold, widths=(24, 24, 24, 18, 18, 18, 34, 80)
        )
        names = {_("Sampul"), _("Sumber"), _("Kamus")}
        for table in tables:
            progress(table.dataset.name)
            name = _sheet_name(table.dataset.name, names)
            names.add(name)
            write_rows(book, name, table.dataset, release_rows(table.dataset))
        book.close()


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that a sheet can have: short, and not given twice."""
    short, number = name[:_MAX_NAME], 2
    while short in taken:
        short, number = f"{name[: _MAX_NAME - 3]}-{number}", number + 1
    return short


def _cover(title: str, month: Month, tables: Sequence[Table]) -> list[tuple[str, ...]]:
    as_of = max((table.as_of for table in tables if table.as_of), default=None)
    licences = {table.dataset.licence for table in tables}
    credits_due = [str(t.dataset.attribution) for t in tables if t.dataset.attribution]
    return [
        (title,),
        (_("Penerbit"), PUBLISHER),
        (_("Rilis"), str(month)),
        (_("Data per"), as_of.isoformat() if as_of else ""),
        (_("Alamat"), release_address(month)),
        *((_("Lisensi"), f"{item.name} ({item.url})") for item in sorted(licences, key=str)),
        *((_("Atribusi"), text) for text in credits_due),
        (
            _("Cara membaca"),
            _(
                "Setiap lembar adalah satu dataset, sama dengan berkasnya di folder data. Sel "
                "kosong berarti sumber tidak menyebut angkanya; kosong bukan nol. Arti setiap "
                "kolom ada di lembar Kamus, dokumen asalnya di lembar Sumber. Rilis ini tidak "
                "pernah diubah: koreksi muncul dalam rilis berikutnya."
            ),
        ),
        (_("Dataset"), _("Isi")),
        *(
            (
                table.dataset.name,
                _("%(title)s, %(rows)d baris") % {"title": table.dataset.title, "rows": table.rows},
            )
            for table in tables
        ),
    ]


def _sources(documents: Dataset) -> list[tuple[str, ...]]:
    columns = [documents.column(name) for name in _SOURCES]
    names = [column.name for column in documents.columns]
    places = [names.index(name) for name in _SOURCES]
    return [
        tuple(str(column.label) for column in columns),
        *(
            tuple("" if row[place] is None else str(row[place]) for place in places)
            for row in release_rows(documents)
        ),
    ]


def _dictionary(tables: Sequence[Table]) -> list[tuple[str, ...]]:
    return [
        (_("Dataset"), *DICTIONARY),
        *(
            (table.dataset.name, *dictionary_row(column))
            for table in tables
            for column in table.dataset.columns
        ),
    ]


def _write_lines(
    book: Any, name: str, lines: Sequence[tuple[str, ...]], bold: Any, *, widths: tuple[int, ...]
) -> None:
    """Write a sheet of text under a bold first line, which stays in sight."""
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for index, width in enumerate(widths):
        sheet.set_column(index, index, width)
    for line, cells in enumerate(lines):
        for index, text in enumerate(cells):
            sheet.write_string(line, index, text, None if line else bold)
