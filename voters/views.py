"""Pages of the voters' area."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.exports.query import ORDER
from kpuntt.reports.pages import shows_figures
from kpuntt.sharing import Share
from voters.models import Election, ElectionReport, Roll
from voters.selectors import (
    ElectionPage,
    RollPage,
    election_page,
    roll_page,
    rolls_overview,
    rolls_trend,
)
from voters.sentences import election_sentence, roll_sentence
from voters.tables import SORTABLE, RegencyTable, empty_columns, regency_rows

AREAS = ("voters", "regions", "provenance", "quality")
NAME = "nama"
MAX_NAME = 40


@public_page(*AREAS)
def roll_list(request: HttpRequest) -> HttpResponse:
    """All rolls, with the line of established rolls through time."""
    rolls = rolls_overview()
    return render(request, "voters/rolls.html", {"rolls": rolls, "trend": rolls_trend(rolls)})


@shows_figures("voters")
@public_page(*AREAS, params=(ORDER,), free_text=(NAME,))
def roll_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The current version of a roll; for a withdrawn one, the reason (410)."""
    roll = Roll.objects.published().for_page().filter(slug=slug).first()
    if roll is None:
        gone = Roll.objects.withdrawn().filter(slug=slug).order_by("-version").first()
        if gone is None:
            raise Http404
        return render(request, "voters/withdrawn.html", {"roll": gone}, status=410)
    return _roll(request, roll_page(roll))


@shows_figures("voters")
@public_page(*AREAS, params=(ORDER,), free_text=(NAME,))
def roll_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version of a roll at its own address, readable for ever."""
    roll = get_object_or_404(Roll.objects.readable().for_page(), slug=slug, version=version)
    return _roll(request, roll_page(roll))


def _roll(request: HttpRequest, page: RollPage) -> HttpResponse:
    name = request.GET.get(NAME, "").strip()
    order = request.GET.get(ORDER, "")
    if len(name) > MAX_NAME:
        raise BadRequest(_("Nama wilayah terlalu panjang; paling banyak 40 huruf."))
    if order and order.removeprefix("-") not in SORTABLE:
        raise BadRequest(_("Kolom untuk mengurutkan tidak dikenal."))
    rows = regency_rows(page.regencies)
    shown = [row for row in rows if name.casefold() in row["name"].casefold()]
    table = RegencyTable(
        shown, order_by=order or (), exclude=empty_columns(rows), show_footer=bool(shown)
    )
    table.caption = _(
        "%(title)s menurut kabupaten/kota; baris terakhir dihitung dari baris yang tampil"
    ) % {"title": page.roll.title}
    context = {
        "page": page,
        "table": table,
        "name": name,
        "order": order,
        "shown": len(shown),
        "largest": max(rows, key=lambda row: row["total"] or 0, default=None),
        "share": Share(roll_sentence(page), request.path),
    }
    return render(request, "voters/roll.html", context)


@public_page(*AREAS)
def election_list(request: HttpRequest) -> HttpResponse:
    """All elections, newest first."""
    return render(request, "voters/elections.html", {"elections": Election.objects.all()})


@shows_figures("voters")
@public_page(*AREAS)
def election_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Results, logistics and stages of an election, and the rolls made for it."""
    election = get_object_or_404(Election.objects.all(), slug=slug)
    report = ElectionReport.objects.published().for_page().filter(election=election).first()
    return _election(request, election_page(election, report))


@shows_figures("voters")
@public_page(*AREAS)
def election_version(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """A version of what was published about an election, readable for ever."""
    reports = ElectionReport.objects.readable().for_page().select_related("election")
    report = get_object_or_404(reports, slug=slug, version=version)
    return _election(request, election_page(report.election, report))


def _election(request: HttpRequest, page: ElectionPage) -> HttpResponse:
    share = Share(election_sentence(page), request.path)
    return render(request, "voters/election.html", {"page": page, "share": share})
