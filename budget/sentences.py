"""The sentence of each page of the budget area, from the rows that the page already holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpuntt.formatting import format_integer, format_percent
from kpuntt.headlines import attribution, edition, found, headline
from kpuntt.language import gettext as _
from kpuntt.language import gettext_noop

if TYPE_CHECKING:
    from budget.models import BudgetLine
    from budget.selectors import GrantPage, LinePage, SnapshotPage

OWNER = gettext_noop("Anggaran KPU Provinsi NTT")


def snapshot_sentence(page: SnapshotPage) -> str:
    """Return the sentence of a year, or of one of its months."""
    snapshot = page.snapshot
    subject = edition(f"{_(OWNER)} {snapshot.year}", state=snapshot.state, version=snapshot.version)
    return headline(
        subject, _absorbed(page.total, snapshot.month_text), found(len(page.checks.differs))
    )


def line_sentence(page: LinePage) -> str:
    """Return the sentence of one budget line."""
    return headline(
        f"{_(OWNER)}, {page.line}",
        _absorbed(page.line, page.snapshot.month_text),
        found(len(page.checks.differs)),
    )


def _absorbed(line: BudgetLine | None, month: str) -> str:
    """Return what a line has used by the end of a month, and the money behind the percentage."""
    until = _("sampai dengan %(month)s") % {"month": month}
    if line is None:
        return _("pagu dan realisasi %(until)s") % {"until": until}
    until += attribution(line.citation.document.kind)
    if line.is_balancing:
        until += _(" (dihitung portal)")
    money = _(" dari ").join(
        words % {"amount": format_integer(value)}
        for words, value in (
            (_("realisasi Rp %(amount)s"), line.realisation),
            (_("pagu Rp %(amount)s"), line.ceiling),
        )
        if value is not None
    )
    if line.percent is None:
        return f"{money or _('tanpa angka dalam sumber')} {until}"
    percent = format_percent(line.percent, None)
    absorbed = _("%(percent)s terserap %(until)s") % {"percent": percent, "until": until}
    return f"{absorbed}, {money}" if money else absorbed


def grants_sentence(page: GrantPage) -> str:
    """Return the sentence of a grant report: the printed totals, and that they are not DIPA."""
    report, total = page.report, page.total
    title = _("%(title)s di NTT") % {"title": report.title}
    subject = edition(title, state=report.state, version=report.version)
    amounts = _(" dan ").join(
        words % {"amount": format_integer(value)}
        for words, value in (
            (
                _("Rp %(amount)s untuk pemilihan bupati/wali kota"),
                total.regent if total else None,
            ),
            (_("Rp %(amount)s untuk pemilihan gubernur"), total.governor if total else None),
        )
        if value is not None
    )
    source = attribution(total.citation.document.kind) if total else ""
    return headline(
        subject,
        f"{amounts}{source}"
        if amounts
        else _("hibah %(n)d pemerintah daerah") % {"n": len(page.lines)},
        _(", dana APBD di luar DIPA"),
        found(len(page.checks.differs)),
    )
