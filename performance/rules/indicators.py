"""The laws of indicators: achievements, targets, the two tables of results, evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kpuntt.formatting import percent_of
from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation import Check, Figure, Rule, check_equal
from performance.rules.measures import GRADE_BOUND, Measure, Scale, achievement, grade_of

ACHIEVEMENT = Rule(
    "CAPAIAN",
    _("Capaian tercetak sama dengan hitungan"),
    _(
        "capaian = realisasi ÷ target × 100; "
        "untuk predikat: nilai ÷ batas bawah predikat target × 100"
    ),
    "Laporan Kinerja BAB III A; untuk predikat metode portal, sebab laporan tidak memberi rumus",
)
TARGETS = Rule(
    "TARGET-DOKUMEN",
    _("Target sama di semua dokumen"),
    _("target dalam dokumen itu = target dalam Perjanjian Kinerja"),
    "Perjanjian Kinerja (PermenPAN-RB 53/2014)",
)
RESULT_TABLES = Rule(
    "DUA-TABEL-HASIL",
    _("Kedua tabel hasil sama"),
    _("sel dalam Ikhtisar Eksekutif = sel dalam tabel capaian BAB III"),
    "Laporan Kinerja, tabel yang dicetak dua kali",
)
NARRATED_RESULT = Rule(
    "URAIAN-REALISASI",
    _("Realisasi dalam uraian sama dengan tabel"),
    _("realisasi dalam tabel capaian = realisasi dalam uraian BAB III C"),
    "Laporan Kinerja BAB III C",
)
GRADE = Rule(
    "PREDIKAT-NILAI",
    _("Predikat sesuai dengan nilainya"),
    _("predikat tercetak = predikat dari nilai menurut skala yang berlaku"),
    "Skala predikat evaluasi AKIP",
)
EVIDENCE = Rule(
    "BUKTI-REALISASI",
    _("Tabel bukti mendukung realisasi"),
    _("realisasi = yang memenuhi syarat ÷ semuanya × 100, dihitung dari tabel bukti"),
    "Cara mengukur indikator dalam Laporan Kinerja BAB III C",
)


def check_achievement(
    where: str,
    method: str,
    target: Measure,
    result: Measure,
    *,
    printed: Decimal | None,
    scale: Scale,
) -> Check:
    """Compare a printed achievement with what follows from the target beside it."""
    needed = result.score if method == GRADE_BOUND else result.value
    inputs = {
        _("capaian tercetak"): printed,
        _("target"): target.figure,
        _("realisasi"): needed,
    }
    missing = [name for name, value in inputs.items() if value is None]
    computed = achievement(method, target, result, scale)
    if computed is None and not missing:
        missing.append(_("cara menghitung yang berlaku untuk target ini"))
    return Check(ACHIEVEMENT, where, printed, computed, tuple(missing))


def check_targets(
    where: str, agreed: Figure | None, others: Mapping[str, Figure | None]
) -> Iterator[Check]:
    """Yield a check per document (name → target) against the performance agreement."""
    for name, target in others.items():
        yield check_equal(
            TARGETS,
            f"{where}, {name}",
            target,
            agreed,
            printed_name=f"target dalam {name}",
            other_name=_("target dalam Perjanjian Kinerja"),
        )


def check_result_tables(
    where: str, summary: Mapping[str, Figure | None], report: Mapping[str, Figure | None]
) -> Iterator[Check]:
    """Yield a check per cell (column → figure) of a row that is printed in two tables."""
    for column, figure in report.items():
        yield check_equal(
            RESULT_TABLES,
            f"{where}, {column}",
            summary.get(column),
            figure,
            printed_name=f"{column} dalam Ikhtisar",
            other_name=f"{column} dalam BAB III",
        )


def check_narrated(where: str, table: Figure | None, narrated: Figure | None) -> Check:
    """Compare a result in the table with the one that the text names."""
    return check_equal(
        NARRATED_RESULT,
        where,
        table,
        narrated,
        printed_name=_("realisasi dalam tabel"),
        other_name=_("realisasi dalam uraian"),
    )


def check_grade(where: str, grade: str, score: Decimal | None, scale: Scale) -> Check:
    """Compare a printed grade with the one that its score earns."""
    return check_equal(
        GRADE,
        where,
        grade or None,
        grade_of(score, scale),
        printed_name=_("predikat"),
        other_name=_("nilai di balik predikat"),
    )


def check_evidence(
    where: str, printed: Decimal | None, measured: str, counted: tuple[int, int] | None
) -> Check:
    """Compare a percentage with the evidence table: (those that qualify, all), if there is one."""
    return check_equal(
        EVIDENCE,
        where,
        printed,
        percent_of(*counted) if counted else None,
        printed_name=_("realisasi tercetak"),
        other_name=f"jumlah {measured}",
    )
