"""The sentence of each page of the budget area, from the rows that the page already holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpuntt.formatting import format_integer, format_percent
from kpuntt.headlines import attribution, edition, found, headline

if TYPE_CHECKING:
    from budget.models import BudgetLine
    from budget.selectors import GrantPage, LinePage, SnapshotPage

OWNER = "Anggaran KPU Provinsi NTT"


def snapshot_sentence(page: SnapshotPage) -> str:
    """Return the sentence of a year, or of one of its months."""
    snapshot = page.snapshot
    subject = edition(f"{OWNER} {snapshot.year}", state=snapshot.state, version=snapshot.version)
    return headline(
        subject, _absorbed(page.total, snapshot.month_text), found(len(page.checks.differs))
    )


def line_sentence(page: LinePage) -> str:
    """Return the sentence of one budget line."""
    return headline(
        f"{OWNER}, {page.line}",
        _absorbed(page.line, page.snapshot.month_text),
        found(len(page.checks.differs)),
    )


def _absorbed(line: BudgetLine | None, month: str) -> str:
    """Return what a line has used by the end of a month, and the money behind the percentage."""
    until = f"sampai dengan {month}"
    if line is None:
        return f"pagu dan realisasi {until}"
    until += attribution(line.citation.document.kind)
    if line.is_balancing:
        until += " (dihitung portal)"
    money = " dari ".join(
        f"{name} Rp {format_integer(value)}"
        for name, value in (("realisasi", line.realisation), ("pagu", line.ceiling))
        if value is not None
    )
    if line.percent is None:
        return f"{money or 'tanpa angka dalam sumber'} {until}"
    absorbed = f"{format_percent(line.percent, None)} terserap {until}"
    return f"{absorbed}, {money}" if money else absorbed


def grants_sentence(page: GrantPage) -> str:
    """Return the sentence of a grant report: the printed totals, and that they are not DIPA."""
    report, total = page.report, page.total
    subject = edition(f"{report.title} di NTT", state=report.state, version=report.version)
    amounts = " dan ".join(
        f"Rp {format_integer(value)} untuk pemilihan {office}"
        for office, value in (
            ("bupati/wali kota", total.regent if total else None),
            ("gubernur", total.governor if total else None),
        )
        if value is not None
    )
    source = attribution(total.citation.document.kind) if total else ""
    return headline(
        subject,
        f"{amounts}{source}" if amounts else f"hibah {len(page.lines)} pemerintah daerah",
        ", dana APBD di luar DIPA",
        found(len(page.checks.differs)),
    )
