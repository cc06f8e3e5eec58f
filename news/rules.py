"""What the printed particulars of an event should agree with."""

from __future__ import annotations

from datetime import date

from kpuntt.formatting import format_weekday
from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation import Check, Rule, Severity, check_equal

WEEKDAY = Rule(
    "HARI-TANGGAL",
    _("Hari sesuai dengan tanggal"),
    _("hari tercetak = hari pada tanggal peristiwa"),
    "Kalender Gregorius",
    Severity.MINOR,
)


def weekday_check(*, day: date, printed: str, region_code: str | None) -> Check:
    """Compare the weekday that a source prints with that of the date beside it."""
    return check_equal(
        WEEKDAY,
        _("tanggal peristiwa"),
        printed or None,
        format_weekday(day),
        printed_name=_("hari"),
        other_name=_("tanggal"),
        region_code=region_code,
    )
