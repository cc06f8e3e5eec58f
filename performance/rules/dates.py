"""The laws of time: what is reported belongs to the year of the report."""

from __future__ import annotations

from datetime import date

from kpuntt.reconciliation import Check, Rule, Severity, check_equal

REFERENCE_YEAR = Rule(
    "TAHUN-ACUAN",
    "Realisasi berasal dari tahun laporan",
    "tahun yang dinilai = tahun laporan",
    "Laporan kinerja tahunan (PermenPAN-RB 53/2014)",
)
EVENT_YEAR = Rule(
    "TAHUN-KEGIATAN",
    "Kegiatan terjadi dalam tahun laporan",
    "tahun kegiatan = tahun laporan",
    "Laporan kinerja tahunan (PermenPAN-RB 53/2014)",
    Severity.MINOR,
)
WEEKDAY = Rule(
    "HARI-TANGGAL",
    "Nama hari sesuai dengan tanggalnya",
    "hari tercetak = hari menurut kalender",
    "Kalender",
    Severity.MINOR,
)

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def check_year(rule: Rule, where: str, happened: int | None, year: int) -> Check:
    """Compare the year that something belongs to with the year of the report."""
    return check_equal(
        rule,
        where,
        None if happened is None else str(happened),
        str(year),
        printed_name="tahunnya",
        other_name="tahun laporan",
    )


def check_weekday(where: str, printed: str, day: date) -> Check:
    """Compare a printed weekday with the calendar."""
    return check_equal(
        WEEKDAY,
        where,
        printed or None,
        WEEKDAYS[day.weekday()],
        printed_name="nama hari",
        other_name="tanggal",
    )
