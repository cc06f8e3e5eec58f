"""The sentence of each page of the performance area, from the rows that the page already holds."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from kpuntt.formatting import format_figure, format_percent
from kpuntt.headlines import attribution, edition, found, headline
from kpuntt.language import gettext as _

if TYPE_CHECKING:
    from performance.models import Result
    from performance.selectors import IndicatorPage, ReportPage


def report_sentence(page: ReportPage) -> str:
    """Return the sentence of a year: how many indicators reached their target."""
    report, indicators = page.report, len(page.rows)
    return headline(
        edition(report.title, state=report.state, version=report.version),
        _("%(reached)d dari %(all)d indikator mencapai target menurut hitungan portal")
        % {"reached": page.reached, "all": indicators}
        if indicators
        else _("indikatornya belum diterbitkan"),
        found(len(page.checks.differs)),
    )


def indicator_sentence(page: IndicatorPage) -> str:
    """Return the sentence of an indicator: result and target as printed, then the achievements.

    The computed achievement is the one by the target of the performance agreement, which is the
    target that the sentence names.
    """
    report, row = page.report, page.row
    subject = f"{page.indicator.short_name} KPU Provinsi NTT {report.year}"
    target = _("target %(printed)s") % {"printed": row.agreed.printed} if row.agreed else ""
    fact = ", ".join(part for part in (_result(row.result, report.year), target) if part)
    printed = row.result.achievement_printed if row.result else ""
    return headline(
        edition(subject, state=report.state, version=report.version),
        fact or _("target dan realisasi tidak disebut"),
        _(", capaian tercetak %(printed)s") % {"printed": printed} if printed else "",
        ""
        if row.computed_agreed is None
        else _(", capaian terhitung %(computed)s")
        % {"computed": format_percent(row.computed_agreed, None)},
        found(len(page.checks.differs)),
    )


def _result(result: Result | None, year: int) -> str:
    """Return the printed result with what makes it less than a result of this year."""
    if result is None:
        return ""
    printed = result.printed if result.score is None else _scored(result.printed, result.score)
    source = attribution(result.citation.document.kind)
    remark = _remark(result, year)
    return _("realisasi %(printed)s") % {"printed": printed} + source + remark


def _scored(printed: str, score: Decimal) -> str:
    return f"{printed} ({format_figure(score)})"


def _remark(result: Result, year: int) -> str:
    """Say that an assessment is provisional, or of another year than that of the report."""
    of_year = {"year": result.reference_year}
    if result.reference_year is not None and result.reference_year != year:
        if result.provisional:
            return _(", penilaian sementara atas tahun %(year)s") % of_year
        return _(", penilaian atas tahun %(year)s") % of_year
    return _(", penilaian sementara") if result.provisional else ""
