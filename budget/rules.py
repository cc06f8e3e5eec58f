"""The laws of a budget table: plain functions from figures to checks and balancing lines.

``LineFigures`` is what a rule needs to know of one line; models and import rows both provide it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from budget import codes
from kpuntt.formatting import percent_of
from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation import (
    Check,
    Figure,
    Rule,
    Severity,
    check_equal,
    check_share,
    check_sum,
)

PARTS = Rule(
    "RINCIAN-ANGGARAN",
    _("Rincian menjadi jumlah di atasnya"),
    _("jumlah semua baris di bawahnya = baris induk"),
    "Susunan kode anggaran pada DIPA dan laporan realisasi anggaran",
)
TOTAL = Rule(
    "TOTAL-PROGRAM",
    _("Program menjadi total tercetak"),
    _("jumlah semua program = baris TOTAL"),
    "Susunan kode anggaran pada DIPA dan laporan realisasi anggaran",
)
REMAINING = Rule(
    "SISA-PAGU",
    _("Sisa pagu"),
    _("pagu − realisasi = sisa"),
    "Laporan realisasi anggaran",
)
PERCENT = Rule(
    "PERSEN-REALISASI",
    _("Persentase realisasi"),
    _("realisasi ÷ pagu × 100, dibulatkan seperti tercetak"),
    "Laporan realisasi anggaran",
)
CODE = Rule(
    "KODE-INDUK",
    _("Kode berada di bawah induknya"),
    _("kode tercetak berawal dengan kode induknya"),
    "Susunan kode anggaran: program, kegiatan, KRO, RO",
    Severity.MINOR,
)
RESTATED = Rule(
    "DISEBUT-ULANG",
    _("Angka yang sama di tempat lain dalam dokumen"),
    _("angka di tempat lain = angka pada baris TOTAL tabel realisasi"),
    "Konsistensi angka dalam satu dokumen",
)
GRANTS = Rule(
    "TOTAL-HIBAH",
    _("Hibah semua daerah menjadi jumlah tercetak"),
    _("jumlah semua baris = baris JUMLAH"),
    "Penjumlahan tabel pendanaan pemilihan",
)

FIGURE_NAMES: Mapping[str, str] = {
    "ceiling": _("pagu"),
    "realisation": _("realisasi"),
    "remaining": _("sisa"),
}
BALANCING_NAME = _("Tidak dirinci dalam sumber")
BALANCING_SEGMENT = "tidak-dirinci"


@dataclass(frozen=True, slots=True)
class LineFigures:
    """A printed line; ``parent`` is the code of the line above it and ``None`` is missing."""

    code: str
    level: str
    order: int
    printed_code: str = ""
    parent: str | None = None
    ceiling: int | None = None
    realisation: int | None = None
    remaining: int | None = None
    percent: Decimal | None = None

    def get(self, name: str) -> int | None:
        """Return one amount by its name in ``FIGURE_NAMES``."""
        value: int | None = getattr(self, name)
        return value


def parts_of(lines: Sequence[LineFigures], code: str) -> list[LineFigures]:
    """Return the lines directly below ``code``, in printed order."""
    return [line for line in lines if line.parent == code]


def check_lines(lines: Sequence[LineFigures]) -> Iterator[Check]:
    """Yield every check of a table of printed lines."""
    by_code = {line.code: line for line in lines}
    below: dict[str | None, list[LineFigures]] = {}
    for line in lines:
        below.setdefault(line.parent, []).append(line)
    for line in lines:
        parent = by_code[line.parent] if line.parent is not None else None
        yield from check_line(line, parent, below.get(line.code, ()))


def check_line(
    line: LineFigures, parent: LineFigures | None, parts: Sequence[LineFigures]
) -> Iterator[Check]:
    """Yield the checks of one line: its own arithmetic, its code, and the lines below it."""
    yield _check_remaining(line)
    yield check_share(
        PERCENT,
        line.code,
        part=line.realisation,
        whole=line.ceiling,
        printed=line.percent,
    )
    if parent is not None and parent.level != codes.TOTAL:
        yield check_equal(
            CODE,
            line.code,
            line.printed_code,
            codes.expected_code(line.printed_code, line.level, parent.code, parent.level),
            printed_name=_("kode"),
            other_name=_("kode induk"),
        )
    if parts:
        for name, words in FIGURE_NAMES.items():
            yield check_sum(
                TOTAL if line.level == codes.TOTAL else PARTS,
                f"{line.code}, {words}",
                {part.code: part.get(name) for part in parts},
                line.get(name),
                printed_name=words,
            )


def _check_remaining(line: LineFigures) -> Check:
    missing = tuple(words for name, words in FIGURE_NAMES.items() if line.get(name) is None)
    computed = None
    if line.ceiling is not None and line.realisation is not None:
        computed = line.ceiling - line.realisation
    return Check(REMAINING, line.code, line.remaining, computed, missing)


def check_restated(
    where: str, stated: Figure | None, in_table: Figure | None, *, name: str
) -> Check:
    """Compare a figure stated elsewhere in the document with the total line of its table."""
    return check_equal(
        RESTATED,
        where,
        stated,
        in_table,
        printed_name=f"{name} di tempat itu",
        other_name=f"{name} pada baris TOTAL",
    )


def check_grants(where: str, rows: Mapping[str, int | None], printed: int | None) -> Check:
    """Compare the printed total of one kind of grant with the rows of all governments."""
    return check_sum(GRANTS, where, rows, printed, printed_name=_("jumlah tercetak"))


@dataclass(frozen=True, slots=True)
class BalancingLine:
    """What a parent holds beyond its printed parts; an amount that cannot be known is ``None``."""

    parent: str
    code: str
    level: str
    order: int
    suborder: int
    ceiling: int | None
    realisation: int | None
    remaining: int | None

    @property
    def percent(self) -> Decimal | None:
        """Absorption of the rest, where it is a share of something."""
        if self.ceiling is None or self.realisation is None:
            return None
        if not 0 <= self.realisation <= self.ceiling:
            return None
        return percent_of(self.realisation, self.ceiling)


def balancing_lines(lines: Sequence[LineFigures]) -> list[BalancingLine]:
    """Return a line for each parent whose printed parts do not make it up, in table order.

    An amount is compared only where the parent and all its parts have it. The line stands after the
    last line below its parent; where several meet, the innermost comes first.
    """
    taken: Counter[int] = Counter()
    found = []
    parents = {line.code: line.parent for line in lines}
    below: dict[str | None, list[LineFigures]] = {}
    for line in lines:
        below.setdefault(line.parent, []).append(line)
    for parent in sorted(lines, key=lambda line: -_depth(parents, line)):
        parts = below.get(parent.code, [])
        gaps = {name: _gap(parent, parts, name) for name in FIGURE_NAMES}
        if parts and any(gaps.values()):
            order = _last_order(below, parent)
            taken[order] += 1
            found.append(
                BalancingLine(
                    parent=parent.code,
                    code=f"{parent.code}.{BALANCING_SEGMENT}",
                    level=parts[0].level,
                    order=order,
                    suborder=taken[order],
                    **gaps,
                )
            )
    return sorted(found, key=lambda line: (line.order, line.suborder))


def _gap(parent: LineFigures, parts: Sequence[LineFigures], name: str) -> int | None:
    whole = parent.get(name)
    known = [amount for part in parts if (amount := part.get(name)) is not None]
    return None if whole is None or len(known) < len(parts) else whole - sum(known)


def _depth(parents: Mapping[str, str | None], line: LineFigures) -> int:
    depth, above = 0, line.parent
    while above is not None:
        depth, above = depth + 1, parents[above]
    return depth


def _last_order(below: Mapping[str | None, Sequence[LineFigures]], line: LineFigures) -> int:
    parts = below.get(line.code, ())
    return max((_last_order(below, part) for part in parts), default=line.order)
