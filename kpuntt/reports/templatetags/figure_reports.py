"""The end of each page with figures: the way to report one, and what was reported."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kpuntt.reports.pages import figure_area
from kpuntt.reports.rules import MAX_PLACE
from kpuntt.reports.selectors import page_reports

register = template.Library()


@register.inclusion_tag("components/_report.html")
def figure_reports(path: str) -> dict[str, Any]:
    """Show the reports about the page ``path``; nothing on a page without figures."""
    return {"reports": page_reports(path) if figure_area(path) else None}


@register.simple_tag(takes_context=True)
def report_link(context: template.Context, figure: str) -> SafeString:
    """Link to the form for ``figure`` (words that say which) of a page; "" on one without figures.

    The words are an offer: the reader sees them in the form and may write others.
    """
    request = context.get("request")
    if request is None or not figure_area(request.path):
        return SafeString("")
    asked = {"halaman": request.path} | ({"angka": figure[:MAX_PLACE]} if figure else {})
    return format_html(
        '· <a href="{}?{}" rel="nofollow">{}</a>',
        reverse("report-form"),
        urlencode(asked),
        _("Laporkan angka ini"),
    )
