"""The sentence of each page of the performance area, from the rows that the page already holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpuntt.formatting import format_figure, format_percent
from kpuntt.headlines import attribution, edition, found, headline

if TYPE_CHECKING:
    from performance.models import Result
    from performance.selectors import IndicatorPage, ReportPage


def report_sentence(page: ReportPage) -> str:
    """Return the sentence of a year: how many indicators reached their target."""
    report, indicators = page.report, len(page.rows)
    return headline(
        edition(report.title, state=report.state, version=report.version),
        f"{page.reached} dari {indicators} indikator mencapai target menurut hitungan portal"
        if indicators
        else "indikatornya belum diterbitkan",
        found(len(page.checks.differs)),
    )


def indicator_sentence(page: IndicatorPage) -> str:
    """Return the sentence of an indicator: result and target as printed, then the achievements.

    The computed achievement is the one by the target of the performance agreement, which is the
    target that the sentence names.
    """
    report, row = page.report, page.row
    subject = f"{page.indicator.short_name} KPU Provinsi NTT {report.year}"
    target = f"target {row.agreed.printed}" if row.agreed else ""
    fact = ", ".join(part for part in (_result(row.result, report.year), target) if part)
    printed = row.result.achievement_printed if row.result else ""
    return headline(
        edition(subject, state=report.state, version=report.version),
        fact or "target dan realisasi tidak disebut",
        f", capaian tercetak {printed}" if printed else "",
        ""
        if row.computed_agreed is None
        else f", capaian terhitung {format_percent(row.computed_agreed, None)}",
        found(len(page.checks.differs)),
    )


def _result(result: Result | None, year: int) -> str:
    """Return the printed result with what makes it less than a result of this year."""
    if result is None:
        return ""
    score = "" if result.score is None else f" ({format_figure(result.score)})"
    other_year = result.reference_year is not None and result.reference_year != year
    kind = " sementara" if result.provisional else ""
    about = f" atas tahun {result.reference_year}" if other_year else ""
    remark = f", penilaian{kind}{about}" if kind or about else ""
    return f"realisasi {result.printed}{score}{attribution(result.citation.document.kind)}{remark}"
