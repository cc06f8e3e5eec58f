"""Pages of the budget area."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from budget.models import BudgetSnapshot, GrantReport
from budget.selectors import (
    GrantPage,
    budget_overview,
    grant_page,
    line_page,
    newest_of_year,
    snapshot_page,
)
from budget.sentences import grants_sentence, line_sentence, snapshot_sentence
from budget.tables import SORTABLE, GrantTable, grant_rows
from kpuntt.caching.pages import public_page
from kpuntt.exports.query import ORDER
from kpuntt.reports.pages import shows_figures
from kpuntt.sharing import Share

AREAS = ("budget", "regions", "provenance", "quality")
BY_CODE, LARGEST_FIRST = "kode", "terbesar"


@public_page(*AREAS)
def overview(request: HttpRequest) -> HttpResponse:
    """The newest absorption, all years, and the grants beside them."""
    return render(request, "budget/overview.html", {"page": budget_overview()})


@shows_figures("budget")
@public_page(*AREAS, params=(ORDER,))
def year_detail(request: HttpRequest, year: str) -> HttpResponse:
    """The newest month of a year; if its figures were withdrawn, the reason (410)."""
    snapshot = newest_of_year(int(year))
    if snapshot is None:
        return _withdrawn_year(request, int(year))
    return _snapshot(request, snapshot)


@shows_figures("budget")
@public_page(*AREAS)
def line_detail(request: HttpRequest, year: str, code: str) -> HttpResponse:
    """One line of the newest month of a year, what lies below it, and its checks."""
    snapshot = newest_of_year(int(year))
    if snapshot is None:
        return _withdrawn_year(request, int(year))
    page = line_page(snapshot, code)
    if page is None:
        raise Http404
    share = Share(line_sentence(page), request.path)
    return render(request, "budget/line.html", {"page": page, "share": share})


@shows_figures("budget")
@public_page(*AREAS, params=(ORDER,))
def grant_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The current version of a grant report; for a withdrawn one, the reason (410)."""
    report = GrantReport.objects.published().for_page().filter(slug=slug).first()
    if report is None:
        gone = GrantReport.objects.withdrawn().filter(slug=slug).order_by("-version").first()
        if gone is None:
            raise Http404
        return render(request, "budget/withdrawn.html", {"unit": gone}, status=410)
    return _grants(request, grant_page(report))


@shows_figures("budget")
@public_page(*AREAS, params=(ORDER,))
def unit_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version of a snapshot or grant report at its own address, readable for ever."""
    snapshots = BudgetSnapshot.objects.readable().for_page()
    snapshot = snapshots.filter(slug=slug, version=version).first()
    if snapshot is not None:
        return _snapshot(request, snapshot)
    reports = GrantReport.objects.readable().for_page()
    return _grants(request, grant_page(get_object_or_404(reports, slug=slug, version=version)))


def _withdrawn_year(request: HttpRequest, year: int) -> HttpResponse:
    gone = BudgetSnapshot.objects.withdrawn().filter(year=year).newest_first().first()
    if gone is None:
        raise Http404
    return render(request, "budget/withdrawn.html", {"unit": gone}, status=410)


def _snapshot(request: HttpRequest, snapshot: BudgetSnapshot) -> HttpResponse:
    order = request.GET.get(ORDER, BY_CODE)
    if order not in {BY_CODE, LARGEST_FIRST}:
        raise BadRequest(_("Urutan itu tidak dikenal; yang dikenal: kode, terbesar."))
    page = snapshot_page(snapshot, largest_first=order == LARGEST_FIRST)
    share = Share(snapshot_sentence(page), request.path)
    return render(request, "budget/year.html", {"page": page, "order": order, "share": share})


def _grants(request: HttpRequest, page: GrantPage) -> HttpResponse:
    order = request.GET.get(ORDER, "")
    if order and order.removeprefix("-") not in SORTABLE:
        raise BadRequest(_("Kolom untuk mengurutkan tidak dikenal."))
    rows = grant_rows(page.lines)
    table = GrantTable(rows, order_by=order or (), show_footer=bool(rows))
    table.caption = _(
        "%(title)s menurut pemerintah daerah; baris terakhir dihitung dari baris di atasnya"
    ) % {"title": page.report.title}
    largest = max(rows, key=lambda row: row["total"] or 0, default=None)
    context = {
        "page": page,
        "table": table,
        "largest": largest,
        "share": Share(grants_sentence(page), request.path),
    }
    return render(request, "budget/grants.html", context)
