"""The register of findings in the admin: to read, and to explain."""

from __future__ import annotations

from collections.abc import Callable
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
from kpuntt.quality.access import ExplainingRight, explaining_right
from kpuntt.quality.models import Finding, FindingStatus
from kpuntt.quality.services import ExplanationError, finding_explain


class ExplanationForm(forms.Form):
    """The explanation of a finding, and the one that was there when the form was opened."""

    explanation = forms.CharField(
        label=gettext_lazy("Penjelasan"),
        max_length=2000,
        widget=forms.Textarea({"rows": 6, "cols": 60}),
        help_text=gettext_lazy("Dibaca semua orang di samping angkanya, segera setelah disimpan."),
        show_hidden_initial=True,
    )


def _explain_link(right: ExplainingRight) -> Callable[[Finding], SafeString | str]:
    """Make the column that leads to the form, or says that there is nothing to explain."""

    @admin.display(description=gettext_lazy("penjelasan"))
    def explain_link(finding: Finding) -> SafeString | str:
        if finding.status == FindingStatus.RESOLVED or not right.covers(finding):
            return "—"
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>',
            reverse("admin:quality_finding_explain", args=[finding.pk]),
            _("Jelaskan %(subject)s, %(place)s")
            % {"subject": finding.subject_title, "place": finding.place},
            _("Jelaskan"),
        )

    return explain_link


@admin.register(Finding)
class FindingAdmin(BrowseOnlyAdmin):
    """All findings."""

    list_display = [
        "subject_title",
        "place",
        "rule_title",
        "printed_text",
        "computed_text",
        "status",
    ]
    list_filter = ["status", "area", "severity"]

    def has_explain_permission(self, request: HttpRequest, finding: Finding) -> bool:
        """Say whether this member of staff may explain this finding."""
        return explaining_right(request.user).covers(finding)

    def get_list_display(self, request: HttpRequest) -> Any:
        """Offer the form only to those who may use it, beside the findings that they explain."""
        right = explaining_right(request.user)
        return [*self.list_display, *([_explain_link(right)] if right.areas else [])]

    def get_urls(self) -> list[URLPattern]:
        """Add the page of the explanation."""
        view = self.admin_site.admin_view(self.explain_view)
        return [
            path("<int:pk>/jelaskan/", view, name="quality_finding_explain"),
            *super().get_urls(),
        ]

    def explain_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the two figures and ask for the explanation."""
        finding = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_explain_permission(request, finding):
            raise PermissionDenied
        data = request.POST if request.method == "POST" else None
        form = ExplanationForm(data, initial={"explanation": finding.explanation})
        if request.method == "POST" and form.is_valid() and self._explain(request, finding, form):
            return redirect(reverse("admin:quality_finding_changelist"))
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Jelaskan temuan"),
            "opts": self.opts,
            "finding": finding,
            "form": form,
            "media": self.media,
        }
        status = 422 if form.errors else 200
        template = "admin/quality/finding/explain.html"
        return TemplateResponse(request, template, context, status=status)

    def _explain(self, request: HttpRequest, finding: Finding, form: ExplanationForm) -> bool:
        """Save the explanation with old and new words in the history; say what forbids it."""
        before = request.POST.get(form.add_initial_prefix("explanation"), "")
        words = form.cleaned_data["explanation"]
        try:
            saved = finding_explain(
                finding=finding,
                explanation=words,
                seen=before,
                actor=request.user,  # type: ignore[arg-type]
            )
        except ExplanationError as error:
            form.add_error("explanation", str(error))
            return False
        change = _("Penjelasan: “%(old)s” → “%(new)s”") % {"old": before, "new": saved.explanation}
        self.log_change(request, saved, change)
        messages.success(request, _("Penjelasan disimpan dan sudah dapat dibaca publik."))
        return True
