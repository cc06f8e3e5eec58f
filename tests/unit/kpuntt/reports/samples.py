"""A report as a reader sends it."""

from __future__ import annotations

from typing import Any

from kpuntt.reports.models import FigureReport
from kpuntt.reports.services import report_add

ROLL = "/pemilih/dpt-pilkada-2024/"
PLACE = "Kabupaten Sikka, kolom TPS"
MESSAGE = "Menurut Berita Acara seharusnya 558 TPS. Kata Om Yohanes."
EMAIL = "yohanes@contoh.id"


def add(form: str = "1", **changed: Any) -> FigureReport:
    """Send one; ``form`` is the form it comes with."""
    values = {"path": ROLL, "place": PLACE, "message": MESSAGE, "email": EMAIL, "sender": None}
    return report_add(**{**values, "form": form, **changed})
