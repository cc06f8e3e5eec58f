"""Tables of the budget area that can be imported: realisation by code, and election grants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from budget import codes, rules
from budget.checks import AREA
from kpuntt.imports.kinds import Accepted, Draft, ImportColumn, ImportKind, Record, ValueType
from kpuntt.imports.words import plain_text
from kpuntt.reconciliation import Check

#: The levels that the SAKTI export keeps in columns of their own, from the top down.
LEVELS = ("program", "kegiatan", "kro", "ro", "komponen", "subkomponen", "akun", "item")
PRINTED = "kode_tercetak"
_TOTAL_CODE = "TOTAL"
_CODE = re.compile(r"[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*")


def _level_column(name: str, *aliases: str) -> ImportColumn:
    label = f"Kode {name.upper() if len(name) <= 3 else name}"
    return ImportColumn(name, label, ValueType.CODE, aliases, alternative=True)


def _own_code(draft: Draft) -> tuple[str, str, str]:
    """Return the code of a row as printed, its level, and the name of its column."""
    printed = plain_text(draft.printed.get(PRINTED, ""))
    if printed:
        return printed, codes.level_of(printed) or "", PRINTED
    for level in reversed(LEVELS):
        segment = plain_text(draft.printed.get(level, ""))
        if segment:
            return segment.split(".")[-1], level, level
    return "", "", PRINTED if PRINTED in draft.printed else LEVELS[0]


def _arrange(drafts: Sequence[Draft], within: str) -> None:  # noqa: ARG001
    """Give each row its level and its code from its place in the table.

    A row whose code cannot be read stands nowhere: it is refused, and the rows below it find the
    nearest row of a higher level above them.
    """
    placed: list[tuple[Draft, str, str]] = []
    for draft in drafts:
        if draft.is_total:
            placed.append((draft, _TOTAL_CODE, codes.TOTAL))
            continue
        printed, level, column = _own_code(draft)
        draft.values["kode"] = None
        if not printed:
            draft.refuse(
                column, "Sel kode kosong, padahal barisnya berisi angka.", "Isi kode barisnya."
            )
        elif not level or not _CODE.fullmatch(printed):
            draft.refuse(
                column,
                f"“{printed}” bukan kode anggaran.",
                "Tulis kode seperti CQ, CQ.6639, atau 6639.BDB.001.",
            )
        else:
            placed.append((draft, printed, level))
    found = codes.placed([(printed, level) for _draft, printed, level in placed])
    for (draft, printed, level), (code, parent) in zip(placed, found, strict=True):
        draft.values.update(
            {PRINTED: printed, "kode": code, "tingkat": level, "kode_induk": parent}
        )


def _top(records: Sequence[Record]) -> Sequence[Record]:
    """Return the rows that lie below no other row but the total: the programmes, as a rule."""
    known = {record.values["kode"] for record in records}
    return [record for record in records if record.values["kode_induk"] not in known]


def _figures(order: int, values: Mapping[str, Any]) -> rules.LineFigures:
    return rules.LineFigures(
        code=values["kode"],
        level=values["tingkat"],
        order=order,
        printed_code=values[PRINTED],
        parent=values["kode_induk"],
        ceiling=values.get("pagu"),
        realisation=values.get("realisasi"),
        remaining=values.get("sisa"),
        percent=values.get("persen"),
    )


def _check(table: Accepted) -> Sequence[Check]:
    """Check the lines; where a line was refused, no line is compared with those below it."""
    rows = [dict(record.values) for record in table.records]
    if table.printed is not None:
        whole = {PRINTED: _TOTAL_CODE, "kode": _TOTAL_CODE, "tingkat": codes.TOTAL}
        rows.append({**table.printed, **whole, "kode_induk": None})
    known = {row["kode"] for row in rows}
    for row in rows:
        if row["kode_induk"] not in known:
            row["kode_induk"] = None
    lines = [_figures(order, row) for order, row in enumerate(rows, 1)]
    if table.complete:
        return list(rules.check_lines(lines))
    by_code = {line.code: line for line in lines}
    return [
        check
        for line in lines
        for check in rules.check_line(line, by_code.get(line.parent or ""), ())
    ]


REALISATION = ImportKind(
    name="realisasi-anggaran",
    title="Realisasi anggaran",
    area=AREA,
    key=("kode",),
    columns=(
        ImportColumn(
            PRINTED,
            "Kode",
            ValueType.CODE,
            ("Kode Anggaran", "Kode Program/Kegiatan"),
            help="Seperti tercetak: CQ, CQ.6639, 6639.BDB.001.",
            spread=LEVELS,
        ),
        _level_column("program", "Program"),
        _level_column("kegiatan", "Kegiatan", "Keg"),
        _level_column("kro", "KRO", "Output"),
        _level_column("ro", "RO", "Suboutput", "Sub Output"),
        _level_column("komponen", "Komponen", "Komp"),
        _level_column("subkomponen", "Subkomponen", "Sub Komponen", "Subkomp"),
        _level_column("akun", "Akun"),
        _level_column("item", "Item", "Detail"),
        ImportColumn(
            "uraian",
            "Uraian",
            ValueType.TEXT,
            (
                "PROG/KEG/OUTPUT/AKUN BELANJA",
                "Program/Kegiatan/Output",
                "Nama Program/Kegiatan",
                "Program/Kegiatan/KRO/RO/Komponen/Subkomponen/Akun/Detil",
            ),
            wraps=True,
        ),
        ImportColumn(
            "pagu",
            "Pagu",
            ValueType.MONEY,
            ("Pagu Revisi", "Pagu Anggaran", "Jumlah Pagu", "Total Pagu"),
            required=True,
            help="Rupiah utuh.",
        ),
        ImportColumn("pagu_terkunci", "Lock Pagu", ValueType.MONEY, ("Pagu Terkunci",)),
        ImportColumn(
            "realisasi_lalu", "Realisasi periode lalu", ValueType.MONEY, ("Periode Lalu",)
        ),
        ImportColumn("realisasi_ini", "Realisasi periode ini", ValueType.MONEY, ("Periode Ini",)),
        ImportColumn(
            "realisasi",
            "Realisasi",
            ValueType.MONEY,
            (
                "Jumlah Realisasi",
                "Realisasi Anggaran",
                "Realisasi s.d. Periode",
                "Realisasi s/d Periode",
                "Realisasi s.d. Periode Ini",
                "s.d. Periode",
                "s/d Periode",
                "s.d. Periode Ini",
                "Total Realisasi",
            ),
            required=True,
            help="Sel kosong berarti tidak disebut, bukan nol.",
        ),
        ImportColumn("sisa", "Sisa", ValueType.MONEY, ("Sisa Pagu", "Sisa Anggaran")),
        ImportColumn(
            "persen",
            "Persen realisasi",
            ValueType.DECIMAL,
            ("% Realisasi", "%", "Persen", "Persentase", "Realisasi %", "% Penyerapan"),
        ),
    ),
    groups=("Realisasi", "Realisasi TA", "Realisasi Anggaran", "Kode", "Anggaran"),
    needs_one_of=(PRINTED, *LEVELS),
    arrange=_arrange,
    summed=_top,
    check=_check,
    examples=(
        {
            PRINTED: "CQ",
            "uraian": "Penyelenggaraan Pemilu dalam Proses Konsolidasi Demokrasi",
            "pagu": "204305276000",
            "realisasi": "203487916155",
            "sisa": "817359845",
            "persen": "99,60",
        },
        {
            PRINTED: "CQ.6639",
            "uraian": "Teknis Penyelenggaraan Pemilu/Pemilihan",
            "pagu": "155683894000",
            "realisasi": "154938701685",
            "sisa": "745192315",
            "persen": "99,52",
        },
    ),
)


def _check_grants(table: Accepted) -> Sequence[Check]:
    if table.printed is None or not table.complete:
        return ()
    return [
        rules.check_grants(
            where,
            {record.printed["kode_wilayah"]: record.values.get(name) for record in table.records},
            table.printed.get(name),
        )
        for name, where in (
            ("hibah_pilbup", "Hibah pilbup/pilwalkot"),
            ("hibah_pilgub", "Hibah pilgub"),
        )
    ]


GRANTS = ImportKind(
    name="hibah-pilkada",
    title="Hibah Pilkada",
    area=AREA,
    key=("kode_wilayah",),
    columns=(
        ImportColumn(
            "kode_wilayah",
            "Wilayah",
            ValueType.REGION,
            ("Kab/Kota", "Kabupaten/Kota", "Nama Wilayah", "Kode Wilayah", "Provinsi/Kab/Kota"),
            required=True,
        ),
        ImportColumn(
            "hibah_pilbup",
            "Hibah pilbup/pilwalkot",
            ValueType.MONEY,
            ("Anggaran Pilbup", "Anggaran Pilbup/Pilwalkot", "Hibah Pilbup", "Pilbup"),
            required=True,
            help="Rupiah utuh; tanda “-” berarti nol.",
        ),
        ImportColumn(
            "hibah_pilgub",
            "Hibah pilgub",
            ValueType.MONEY,
            ("Anggaran Pilgub", "Anggaranan Pilgub", "Pilgub"),
            required=True,
            help="Rupiah utuh; tanda “-” berarti nol.",
        ),
    ),
    check=_check_grants,
    lists_regions=True,
    examples=(
        {
            "kode_wilayah": "Alor",
            "hibah_pilbup": "27000000000",
            "hibah_pilgub": "14181501135",
        },
    ),
)

IMPORTS = (REALISATION, GRANTS)
