"""Pages of the performance area."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from kpuntt.caching.pages import public_page
from kpuntt.reports.pages import shows_figures
from kpuntt.sharing import Share
from performance.models import PerformanceReport
from performance.selectors import indicator_page, report_page, reports_overview
from performance.sentences import indicator_sentence, report_sentence

AREAS = ("performance", "regions", "provenance", "quality")
#: An indicator shows the portal's own records beside it, such as the plenaries of the regencies.
INDICATOR_AREAS = (*AREAS, "submissions")


@public_page(*AREAS)
def report_list(request: HttpRequest) -> HttpResponse:
    """The strategic plan in brief, and the report of each year."""
    return render(request, "performance/reports.html", {"page": reports_overview()})


@shows_figures("performance")
@public_page(*AREAS)
def report_detail(request: HttpRequest, year: str) -> HttpResponse:
    """The current report of a year; for a withdrawn one, the reason (410)."""
    report = _current(year)
    return _gone(request, year) if report is None else _report(request, report)


@shows_figures("performance")
@public_page(*AREAS)
def report_version(request: HttpRequest, year: str, version: str) -> HttpResponse:
    """A version of a report at its own address, readable for ever."""
    return _report(request, _version(year, version))


@shows_figures("performance")
@public_page(*INDICATOR_AREAS)
def indicator_detail(request: HttpRequest, year: str, slug: str) -> HttpResponse:
    """An indicator in the current report of a year; 410 if the report was withdrawn."""
    report = _current(year)
    return _gone(request, year) if report is None else _indicator(request, report, slug)


@shows_figures("performance")
@public_page(*INDICATOR_AREAS)
def indicator_version(request: HttpRequest, year: str, version: str, slug: str) -> HttpResponse:
    """An indicator in one version of a report, readable for ever."""
    return _indicator(request, _version(year, version), slug)


def _current(year: str) -> PerformanceReport | None:
    return PerformanceReport.objects.published().for_page().filter(year=year).first()


def _version(year: str, version: str) -> PerformanceReport:
    reports = PerformanceReport.objects.readable().for_page()
    return get_object_or_404(reports, year=year, version=version)


def _gone(request: HttpRequest, year: str) -> HttpResponse:
    withdrawn = PerformanceReport.objects.withdrawn().order_by("-version")
    report = withdrawn.filter(year=year).first()
    if report is None:
        raise Http404
    return render(request, "performance/withdrawn.html", {"report": report}, status=410)


def _report(request: HttpRequest, report: PerformanceReport) -> HttpResponse:
    page = report_page(report)
    share = Share(report_sentence(page), request.path)
    return render(request, "performance/report.html", {"page": page, "share": share})


def _indicator(request: HttpRequest, report: PerformanceReport, slug: str) -> HttpResponse:
    page = indicator_page(report, slug)
    if page is None:
        raise Http404
    share = Share(indicator_sentence(page), request.path)
    return render(request, "performance/indicator.html", {"page": page, "share": share})
