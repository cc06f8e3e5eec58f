"""The laws of time: what is reported belongs to the year of the report."""

from __future__ import annotations

from datetime import date

from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation import Check, Rule, Severity, check_equal

REFERENCE_YEAR = Rule(
    "TAHUN-ACUAN",
    _("Realisasi berasal dari tahun laporan"),
    _("tahun yang dinilai = tahun laporan"),
    "Laporan kinerja tahunan (PermenPAN-RB 53/2014)",
)
EVENT_YEAR = Rule(
    "TAHUN-KEGIATAN",
    _("Kegiatan terjadi dalam tahun laporan"),
    _("tahun kegiatan = tahun laporan"),
    "Laporan kinerja tahunan (PermenPAN-RB 53/2014)",
    Severity.MINOR,
)
WEEKDAY = Rule(
    "HARI-TANGGAL",
    _("Nama hari sesuai dengan tanggalnya"),
    _("hari tercetak = hari menurut kalender"),
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
        printed_name=_("tahunnya"),
        other_name=_("tahun laporan"),
    )


def check_weekday(where: str, printed: str, day: date) -> Check:
    """Compare a printed weekday with the calendar."""
    return check_equal(
        WEEKDAY,
        where,
        printed or None,
        WEEKDAYS[day.weekday()],
        printed_name=_("nama hari"),
        other_name=_("tanggal"),
    )
