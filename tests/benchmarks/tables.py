"""Long tables for measuring and for killing: a budget of 10,000 lines whose sums agree."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter

UNIT = {
    "title": "Realisasi anggaran s.d. Juni 2026",
    "slug": "realisasi-2026-06",
    "year": "2026",
    "month": "6",
    "basis": "sp2d",
}
SOURCE = {
    "title": "GLP039 Laporan FA Detail",
    "publisher": "KPU Provinsi NTT",
    "kind": "laporan",
}


def budget_rows(leaves: int = 9) -> list[tuple[str, str, int, int]]:
    """Return code, name, ceiling and realisation of every line, the total last.

    Two programmes of five activities of ten groups of ten outputs; each output has ``leaves``
    components, so nine of them make 10,112 lines.
    """
    rows: list[tuple[str, str, int, int]] = []

    def branch(code: str, depth: int) -> tuple[int, int]:
        place = len(rows)
        rows.append(("", "", 0, 0))
        ceiling, realisation = (1_000_000 + place, 400_000 + place) if depth == 5 else (0, 0)
        if depth < 5:
            count = (5, 10, 10, leaves)[depth - 1]
            for number in range(1, count + 1):
                own = (f"{6000 + number}", f"B{number:02d}", f"{number:03d}", f"{number:03d}")
                parts = branch(f"{code}.{own[depth - 1]}", depth + 1)
                ceiling, realisation = ceiling + parts[0], realisation + parts[1]
        rows[place] = (code, f"Uraian baris {code}", ceiling, realisation)
        return ceiling, realisation

    tops = [branch(code, 1) for code in ("CQ", "WA")]
    rows.append(("TOTAL", "", sum(t[0] for t in tops), sum(t[1] for t in tops)))
    return rows


def budget_workbook(leaves: int = 9) -> bytes:
    """Return the lines as a workbook in the layout of a report."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    # The same lines give the same bytes, whenever they are written.
    book.set_properties({"created": datetime(2026, 7, 1, tzinfo=UTC)})
    sheet = book.add_worksheet("Lembar1")
    for column, title in enumerate(("Kode", "Uraian", "Pagu", "Realisasi", "Sisa", "%")):
        sheet.write_string(0, column, title)
    for row, (code, name, ceiling, realisation) in enumerate(budget_rows(leaves), start=1):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, name)
        for column, value in ((2, ceiling), (3, realisation), (4, ceiling - realisation)):
            sheet.write_number(row, column, value)
    book.close()
    return buffer.getvalue()
