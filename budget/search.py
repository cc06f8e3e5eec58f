"""What can be found of the budget area: snapshots, the lines of each year, and grants."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from budget.models import BudgetLine, BudgetSnapshot, GrantReport, Level, LineKind
from kpuntt.formatting import format_integer, format_percent
from kpuntt.search.documents import SearchDocument, SearchKind


def search_documents() -> Iterator[SearchDocument]:
    """Yield current snapshots, the printed lines of each year's newest month, and grants."""
    newest: dict[int, BudgetSnapshot] = {}
    for snapshot in BudgetSnapshot.objects.published().with_total().newest_first():
        is_newest = newest.setdefault(snapshot.year, snapshot) is snapshot
        yield _snapshot(snapshot, is_newest=is_newest)
    lines = BudgetLine.objects.filter(snapshot__in=newest.values(), kind=LineKind.PRINTED)
    for line in lines.exclude(level=Level.TOTAL).select_related("snapshot").as_printed():
        yield _line(line)
    for report in GrantReport.objects.published().with_total().prefetch_related("lines__region"):
        yield _grants(report)


def _snapshot(snapshot: BudgetSnapshot, *, is_newest: bool) -> SearchDocument:
    address = snapshot.get_absolute_url() if is_newest else snapshot.get_version_url()
    absorbed = snapshot.total_percent
    return SearchDocument(
        key=f"snapshot:{snapshot.slug}",
        kind=SearchKind.BUDGET,
        title=snapshot.title,
        summary=_("Sampai dengan %(month)s: %(figures)s.")
        % {
            "month": snapshot.month_text,
            "figures": _figures(snapshot.total_realisation, snapshot.total_ceiling)
            + (f" ({format_percent(absorbed, None)})" if absorbed is not None else ""),
        },
        address=address,
        text=_("Anggaran DIPA %(year)s: pagu, realisasi, sisa, serapan.") % {"year": snapshot.year},
        date=snapshot.as_of,
    )


def _line(line: BudgetLine) -> SearchDocument:
    return SearchDocument(
        key=f"line:{line.snapshot.slug}:{line.code}",
        kind=SearchKind.BUDGET,
        title=f"{line.code} {line.name}".strip(),
        summary=_("Anggaran %(year)s: %(figures)s.")
        % {"year": line.snapshot.year, "figures": _figures(line.realisation, line.ceiling)},
        address=line.get_absolute_url(),
        text=f"{Level(line.level).label} {line.printed_code}. {line.note}",
        date=line.snapshot.as_of,
    )


def _figures(realisation: int | None, ceiling: int | None) -> str:
    return _("realisasi %(realisation)s dari pagu %(ceiling)s") % {
        "realisation": _rupiah(realisation),
        "ceiling": _rupiah(ceiling),
    }


def _rupiah(amount: int | None) -> str:
    return _("tidak disebut") if amount is None else f"Rp\u00a0{format_integer(amount)}"


def _grants(report: GrantReport) -> SearchDocument:
    names = []
    for line in report.lines.all():
        if line.region is not None:
            names.append(line.region.full_name)
            # A misprint is how somebody who holds the source would search for it.
            if line.printed_name not in line.region.full_name:
                names.append(line.printed_name)
    return SearchDocument(
        key=f"grants:{report.slug}",
        kind=SearchKind.BUDGET,
        title=report.title,
        summary=_("Uang APBD: %(regent)s untuk pilbup/pilwalkot dan %(governor)s untuk pilgub.")
        % {"regent": _rupiah(report.total_regent), "governor": _rupiah(report.total_governor)},
        address=report.get_absolute_url(),
        text=". ".join([_("Hibah pemerintah daerah (NPHD)"), str(report.year), *names]),
    )
