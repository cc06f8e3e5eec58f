"""Readers' reports in the admin: to read, and to answer step by step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.reports.desk_forms import AnswerForm, CheckForm
from kpuntt.reports.models import CLOSED, FigureReport, ReportState
from kpuntt.reports.services import (
    ReportError,
    contact_remove,
    report_check,
    report_correct,
    report_explain,
)

CHECK, EXPLAIN, CORRECT, FORGET = "periksa", "jelaskan", "koreksi", "hapus-kontak"
DONE = {
    CHECK: gettext_lazy("Laporan sedang diperiksa; pembaca sudah melihatnya."),
    EXPLAIN: gettext_lazy("Laporan dijelaskan; jawabannya sudah dapat dibaca publik."),
    CORRECT: gettext_lazy("Laporan dinyatakan dikoreksi; jawabannya sudah dapat dibaca publik."),
    FORGET: gettext_lazy("Alamat surel pelapor dihapus."),
}


@admin.register(FigureReport)
class FigureReportAdmin(BrowseOnlyAdmin):
    """All reports, those who have waited longest first."""

    list_display = ["number", "path", "place", "state", "created_at", "answer_link"]
    list_filter = ["state", "area", "created_at"]
    search_fields = ["number", "path", "place"]
    search_help_text = gettext_lazy("Cari nomor, alamat halaman, atau letak angka.")

    def has_answer_permission(self, request: HttpRequest) -> bool:
        """Say whether this member of staff may check and answer reports."""
        return request.user.has_perm("reports.answer_figurereport")

    @admin.display(description=gettext_lazy("jawaban"))
    def answer_link(self, report: FigureReport) -> SafeString | str:
        """Lead to the next step, or say that there is none."""
        if report.state in CLOSED:
            return "—"
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>',
            reverse("admin:reports_figurereport_answer", args=[report.pk]),
            _("Jawab laporan %(number)s") % {"number": report.number},
            _("Jawab"),
        )

    def get_list_display(self, request: HttpRequest) -> Any:
        """Offer the steps only to those who may take them."""
        answers = self.has_answer_permission(request)
        return [name for name in self.list_display if answers or name != "answer_link"]

    def get_urls(self) -> list[URLPattern]:
        """Add the page of the steps."""
        view = self.admin_site.admin_view(self.answer_view)
        name = "reports_figurereport_answer"
        return [path("<int:pk>/jawab/", view, name=name), *super().get_urls()]

    def answer_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the report, and the form of the step that follows its state."""
        if not self.has_answer_permission(request):
            raise PermissionDenied
        report = get_object_or_404(self.get_queryset(request), pk=pk)
        form = _form(report, request)
        if request.method == "POST" and (sentence := self._step(request, report, form)):
            messages.success(request, sentence)
            closed = request.POST.get("step") in {EXPLAIN, CORRECT}
            here = reverse("admin:reports_figurereport_answer", args=[pk])
            listed = reverse("admin:reports_figurereport_changelist")
            return redirect(listed if closed else here)
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Laporan %(number)s") % {"number": report.number},
            "opts": self.opts,
            "report": report,
            "form": form,
            "media": self.media,
        }
        status = 422 if form is not None and form.errors else 200
        template = "admin/reports/figurereport/answer.html"
        return TemplateResponse(request, template, context, status=status)

    def _step(self, request: HttpRequest, report: FigureReport, form: forms.Form | None) -> str:
        """Take the step asked for and say what came of it; "" if something forbids it."""
        step = request.POST.get("step", "")
        if form is None or (step != FORGET and not form.is_valid()):
            return ""
        try:
            changed = _take(step, report, form, request.user)
        except ReportError as error:
            form.add_error(None, str(error))
            return ""
        sentence = str(DONE[step])
        self.log_change(request, changed, sentence)
        return sentence


def _take(step: str, report: FigureReport, form: forms.Form, actor: Any) -> FigureReport:
    """Take one step; raise ``ReportError`` if it does not follow the state of the report."""
    if step == FORGET:
        return contact_remove(report=report, actor=actor)
    words = form.cleaned_data
    if step == CHECK and isinstance(form, CheckForm):
        return report_check(report=report, actor=actor, place=words["place"])
    if step == EXPLAIN and isinstance(form, AnswerForm):
        return report_explain(report=report, actor=actor, answer=words["answer"])
    if step == CORRECT and isinstance(form, AnswerForm):
        return report_correct(
            report=report, actor=actor, answer=words["answer"], correction=words["correction"]
        )
    raise ReportError(_("Langkah itu tidak sesuai status laporan. Muat ulang halaman."))


def _form(report: FigureReport, request: HttpRequest) -> forms.Form | None:
    """Return the form of the step that follows; ``None`` for a report that is closed."""
    data = request.POST if request.method == "POST" else None
    if report.state == ReportState.RECEIVED:
        return CheckForm(data, initial={"place": report.place})
    if report.state == ReportState.CHECKING:
        return AnswerForm(data)
    return None
