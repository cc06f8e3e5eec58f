"""The end of each page with figures: the way to report one, and what was reported."""

from __future__ import annotations

from typing import Any

from django import template

from kpuntt.language import INDONESIAN, path_in
from kpuntt.reports.pages import figure_area
from kpuntt.reports.selectors import page_reports

register = template.Library()


@register.inclusion_tag("components/_report.html")
def figure_reports(path: str) -> dict[str, Any]:
    """Show the reports about the page ``path``; nothing on a page without figures."""
    kept = path_in(INDONESIAN, path)
    return {"reports": page_reports(kept) if figure_area(kept) else None}
