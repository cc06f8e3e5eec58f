"""Reporting a figure, and what became of it."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kpuntt.caching.pages import public_page
from kpuntt.identity_numbers import text_holds_identity_number
from kpuntt.language import INDONESIAN, path_in
from kpuntt.reports.forms import ReportForm
from kpuntt.reports.limits import TooManyReportsError
from kpuntt.reports.models import FigureReport
from kpuntt.reports.pages import is_shown
from kpuntt.reports.rules import MAX_PLACE
from kpuntt.reports.selectors import public_report
from kpuntt.reports.services import FormUsedError, ReportError, report_add
from kpuntt.reports.tokens import FormPass, pass_issue, pass_read
from kpuntt.staff.lockout import client_address

PAGE, PLACE, PASS, TRAP = "halaman", "angka", "formulir", "catatan_lain"
URLENCODED = "application/x-www-form-urlencoded"


# The form has no account or cookie whose power a foreign page could borrow, so it needs no token
# in a cookie either: it carries a signed pass, and a browser says from which origin it comes.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report_form(request: HttpRequest) -> HttpResponse:
    """Show the form for a figure of the page ``halaman``; take the report in and say its number."""
    if request.method == "POST":
        return _send(request)
    path = _page(request.GET.get(PAGE, ""))
    place = request.GET.get(PLACE, "")[:MAX_PLACE]
    form = ReportForm(initial={"place": "" if text_holds_identity_number(place) else place})
    return _show(request, path, form, pass_issue(path), status=200)


@public_page(stored=False)
def report_status(request: HttpRequest, number: str) -> HttpResponse:
    """The number of a report, its state and the answer: what everybody may know of it."""
    report = public_report(get_object_or_404(FigureReport, number=number))
    return render(request, "portal/report.html", {"report": report})


def _page(path: str) -> str:
    """Return the address that is kept for a page, if figures can be read there."""
    path = path_in(INDONESIAN, path)
    if not is_shown(path):
        raise BadRequest(
            _(
                "Halaman itu tidak memuat angka yang dapat dilaporkan. Buka halaman yang memuat "
                "angkanya, lalu pilih “Laporkan angka ini” di bagian bawahnya."
            )
        )
    return path


def _send(request: HttpRequest) -> HttpResponse:
    if request.content_type != URLENCODED:
        raise BadRequest(_("Kirim laporan dengan formulir di portal ini; berkas tidak diterima."))
    if not _is_from_here(request):
        raise BadRequest(_("Laporan itu dikirim dari situs lain. Buka formulirnya di portal ini."))
    path = _page(request.POST.get(PAGE, ""))
    token = request.POST.get(PASS, "")
    opened = pass_read(token, path)
    form = ReportForm(request.POST)
    if opened is None:
        sentence = _("Formulir ini sudah terlalu lama terbuka. Periksa isian Anda lalu kirim lagi.")
        return _show(request, path, form, pass_issue(path), sentence=sentence)
    if sentence := _by_a_program(request, opened):
        return _show(request, path, form, token, sentence=sentence)
    if not form.is_valid():
        return _show(request, path, form, token)
    return _take(request, path, form, opened)


def _by_a_program(request: HttpRequest, opened: FormPass) -> str:
    """Say what only a program would have done with the form; "" if a person may have sent it."""
    if request.POST.get(TRAP, ""):
        return _("Kotak yang tidak terlihat ikut terisi, seperti diisi oleh program. Kirim lagi.")
    if opened.is_too_young:
        return _("Formulir terkirim terlalu cepat. Tunggu beberapa detik lalu kirim lagi.")
    return ""


def _take(request: HttpRequest, path: str, form: ReportForm, opened: FormPass) -> HttpResponse:
    try:
        report = report_add(
            path=path,
            place=form.cleaned_data["place"],
            message=form.cleaned_data["message"],
            email=form.cleaned_data["email"],
            form=opened.digest,
            sender=client_address(request),
        )
    except TooManyReportsError as error:
        return _show(request, path, form, opened.token, sentence=str(error), status=429)
    except FormUsedError as error:
        return _show(request, path, form, pass_issue(path), sentence=str(error))
    except ReportError as error:
        return _show(request, path, form, opened.token, sentence=str(error))
    response = HttpResponseRedirect(report.get_absolute_url())
    response.status_code = 303
    return response


def _show(
    request: HttpRequest,
    path: str,
    form: ReportForm,
    token: str,
    *,
    sentence: str = "",
    status: int = 400,
) -> HttpResponse:
    """Show the form as it was filled in, with the sentence of a refusal above it."""
    if sentence:
        form.add_error(None, sentence)
    context = {"form": form, "path": path, "token": token}
    return render(request, "portal/report_form.html", context, status=status)


def _is_from_here(request: HttpRequest) -> bool:
    """Tell whether a browser sends this from our own page; one that does not say is believed."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
