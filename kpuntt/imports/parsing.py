"""From a workbook that was read to checked rows. Nothing is stored here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from kpuntt.imports.book import Book, FileRefusedError, column_letters
from kpuntt.imports.kinds import (
    SUMMED_TYPES,
    Accepted,
    CellError,
    Draft,
    ImportColumn,
    ImportKind,
    Parsed,
    Record,
    ValueType,
)
from kpuntt.imports.layout import Table, TableRow, read_table
from kpuntt.imports.personal import refuse_personal
from kpuntt.imports.values import (
    ValueRefusedError,
    confirmed_repairs,
    is_grouped_by_point,
    read_value,
)
from kpuntt.imports.words import plain_text, unemphasised, words
from kpuntt.reconciliation import Outcome
from kpuntt.regions.models import Region
from kpuntt.regions.selectors import RegionNames, region_names

_FOUR_DIGITS = re.compile(r"53[0-9]{2}")
_LOST_CODE_ZERO = re.compile(r"53\.[0-9]")


def parse_book(kind: ImportKind, book: Book, *, sheet: str = "", within: str = "") -> Parsed:
    """Read the table of ``kind`` in ``book``: each row with figures is accepted or refused.

    ``sheet`` chooses one of several; ``within`` is the code of the region whose parts the table
    lists, where names repeat elsewhere. Costs a few queries however long the table is. Raises
    ``FileRefusedError`` if the file is refused as a whole.
    """
    refuse_personal(book)
    if within and not Region.objects.filter(code=within).exists():
        message = f"Kode wilayah “{within}” tidak dikenal. Tulis kode Kemendagri bertitik."
        raise FileRefusedError(message)
    return _Parser(kind, read_table(kind, book, sheet=sheet), within).parse()


class _Parser:
    def __init__(self, kind: ImportKind, table: Table, within: str) -> None:
        self.kind = kind
        self.table = table
        self.within = within
        self.columns = [c for c in kind.columns if c.name in table.heading.columns]
        self.labels = {column.name: column.label for column in kind.columns}
        self.choices = {
            column.name: {
                **{words(value): value for value in column.understood().values()},
                **{words(name): value for name, value in column.understood().items()},
            }
            for column in self.columns
        }
        self.grouped: list[str] = []
        self.notices: list[str] = []
        self._names: RegionNames | None = None

    @property
    def names(self) -> RegionNames:
        if self._names is None:
            self._names = region_names(self.within)
        return self._names

    def parse(self) -> Parsed:
        table, kind = self.table, self.kind
        if not table.rows:
            message = (
                f"Lembar “{table.sheet}” tidak berisi data: tidak ada baris berisi angka di bawah "
                f"judul pada baris {table.heading.rows[-1].number}. Isi tabelnya, lalu kirim lagi."
            )
            raise FileRefusedError(message)
        drafts = self._drafts()
        total = self._total()
        if kind.arrange is not None:
            kind.arrange([*drafts, *([total] if total else [])], self.within)
        self._refuse_doubles(drafts)
        records: list[Record] = []
        refused: list[Record] = []
        errors: list[CellError] = []
        for draft in drafts:
            record = Record(table.sheet, draft.row, draft.values, draft.printed)
            (refused if draft.problems else records).append(record)
            errors.extend(self._errors(draft))
        if len(records) + len(refused) != len(table.rows):
            raise AssertionError("a row was lost")
        printed = self._printed_totals(total)
        if refused and printed:
            self.notices.append(
                "Baris jumlah tidak dibandingkan sebab ada baris yang ditolak; perbaiki baris itu "
                "dahulu."
            )
        if self.grouped:
            self.notices.append(
                f"{len(self.grouped)} angka seperti “{self.grouped[0]}” dibaca sebagai ribuan "
                f"({self.grouped[0].replace('.', '')}); periksa dengan dokumen asli."
            )
        checks = kind.check(Accepted(records, printed, complete=not refused)) if records else ()
        return Parsed(
            kind=kind,
            rows_in=len(table.rows),
            rows_refused=len(refused),
            records=records,
            errors=errors,
            totals=self._totals(records),
            printed_totals=printed,
            findings=[check for check in checks if check.outcome == Outcome.DIFFERS],
            total_errors=self._errors(total) if total else (),
            total_place=total.row if total else 0,
            notices=[*table.notices, *self.notices],
            headings={c.name: self._place(c.name) for c in self.columns},
            refused=refused,
            above=table.above,
            unread=[table.heading.titles[index] for index in table.heading.unmatched],
        )

    def _drafts(self) -> list[Draft]:
        drafts: list[Draft] = []
        above: dict[str, str] = {}
        spanning = [column.name for column in self.columns if column.spans]
        for row in self.table.rows:
            for name in spanning:
                if not row.cells[name].strip():
                    row.cells[name] = above.get(name, "")
                above[name] = row.cells[name]
            drafts.append(self._draft(row))
        return drafts

    def _draft(self, row: TableRow) -> Draft:
        draft = Draft(row.number, row.cells, {})
        for column in self.columns:
            draft.values[column.name] = self._value(draft, column)
        for name, hint in self._repairs(draft).items():
            for index, problem in enumerate(draft.problems):
                if problem.column == name:
                    draft.problems[index] = type(problem)(
                        name, problem.problem, f"{problem.remedy} Angka aslinya {hint}."
                    )
        return draft

    def _repairs(self, draft: Draft) -> dict[str, str]:
        if not draft.problems or not self.kind.sums:
            return {}
        return confirmed_repairs(self.kind.sums, draft.values, draft.printed)

    def _value(self, draft: Draft, column: ImportColumn) -> Any:
        text = draft.printed[column.name]
        if column.type in SUMMED_TYPES and is_grouped_by_point(text):
            self.grouped.append(text.strip())
        try:
            if column.type == ValueType.REGION:
                return self._region(column, text)
            value = read_value(column, text, self.choices[column.name])
        except ValueRefusedError as error:
            draft.refuse(column.name, error.problem, error.remedy)
            return None
        if value is None and column.name in self.kind.key:
            self._refuse_blank(draft, column)
        return value

    @staticmethod
    def _refuse_blank(draft: Draft, column: ImportColumn) -> None:
        problem = f"Sel “{column.label}” kosong, padahal barisnya berisi angka."
        draft.refuse(column.name, problem, f"Isi sel “{column.label}” atau hapus angkanya.")

    def _region(self, column: ImportColumn, text: str) -> str | None:
        name = plain_text(text)
        for prefix in column.prefixes:
            if name.casefold().startswith(prefix.casefold()):
                name = name[len(prefix) :].strip()
        if not name and column.name not in self.kind.key:
            return None
        if not name:
            problem = f"Sel “{column.label}” kosong, padahal barisnya berisi angka."
            raise ValueRefusedError(problem, "Tulis nama wilayahnya atau hapus angkanya.")
        region = self.names.resolve(name)
        if region is not None:
            return region.code
        problem = f"“{plain_text(text)}” bukan nama wilayah yang dikenal."
        if _FOUR_DIGITS.fullmatch(name):
            problem = f"“{name}” adalah kode tanpa titik; kode BPS tampak serupa."
            remedy = "Tulis kode Kemendagri dengan titik, atau nama wilayahnya."
        elif _LOST_CODE_ZERO.fullmatch(name):
            remedy = "Kode wilayah kehilangan nol di belakangnya; tulis kode itu sebagai teks."
        elif near := self.names.nearest(name):
            listed = ", ".join(f"“{item}”" for item in near)
            remedy = f"Maksudnya mungkin {listed}. Tulis nama resmi atau kode Kemendagri bertitik."
        else:
            remedy = "Tulis nama resmi kabupaten/kota atau kode Kemendagri bertitik."
        raise ValueRefusedError(problem, remedy)

    def _total(self) -> Draft | None:
        """Read the printed total, whose cells may stand in bold; it is compared, never imported."""
        row = self.table.total
        if row is None:
            return None
        printed = {name: unemphasised(text) for name, text in row.cells.items()}
        draft = Draft(row.number, printed, {}, is_total=True)
        for column in self.columns:
            if column.type not in {ValueType.REGION, ValueType.CHOICE, ValueType.CODE}:
                try:
                    draft.values[column.name] = read_value(column, printed[column.name])
                except ValueRefusedError as error:
                    self.notices.append(
                        f"Baris jumlah {row.number}, kolom {self._place(column.name)}: "
                        f"{error.problem} Sel itu tidak dibandingkan."
                    )
                    draft.refuse(column.name, error.problem, error.remedy)
        return draft

    def _printed_totals(self, total: Draft | None) -> Mapping[str, Any] | None:
        if total is None:
            return None
        numbers = {n: v for n, v in total.values.items() if isinstance(v, int | Decimal)}
        return numbers or None

    def _refuse_doubles(self, drafts: Sequence[Draft]) -> None:
        rows: defaultdict[tuple[Any, ...], list[Draft]] = defaultdict(list)
        for draft in drafts:
            key = tuple(draft.values.get(name) for name in self.kind.key)
            if None not in key:
                rows[tuple(words(part) if isinstance(part, str) else part for part in key)].append(
                    draft
                )
        column = self.kind.key[-1]
        for doubles in rows.values():
            numbers = [draft.row for draft in doubles]
            for draft in doubles if len(doubles) > 1 else ():
                others = " dan ".join(str(n) for n in numbers if n != draft.row)
                problem = f"Baris ini ganda: isinya menunjuk hal yang sama dengan baris {others}."
                draft.refuse(column, problem, "Hapus atau perbaiki salah satunya.")

    def _errors(self, draft: Draft) -> list[CellError]:
        return [
            CellError(
                sheet=self.table.sheet,
                row=draft.row,
                column=self._place(problem.column),
                value=draft.printed.get(problem.column, "").strip(),
                problem=problem.problem,
                remedy=problem.remedy,
            )
            for problem in draft.problems
        ]

    def _place(self, name: str) -> str:
        """Name a column by its letters and its heading in the file."""
        index = self.table.heading.columns.get(name)
        if index is None:
            return self.labels.get(name, name)
        return f"{column_letters(index + 1)} ({self.table.heading.titles[index]})"

    def _totals(self, records: Sequence[Record]) -> dict[str, int | None]:
        """Add up the filled columns; where a cell is missing, the sum is not known."""
        summed = self.kind.summed(records)
        totals: dict[str, int | None] = {}
        for column in self.kind.columns:
            name = column.name
            if column.type in SUMMED_TYPES and any(
                record.values.get(name) is not None for record in records
            ):
                cells: list[Any] = [record.values.get(name) for record in summed]
                totals[name] = None if None in cells else sum(cells)
        return totals
