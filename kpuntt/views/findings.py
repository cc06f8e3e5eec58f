"""The register of findings."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.datasets import AREA_LABELS
from kpuntt.exports.query import ALL
from kpuntt.quality.models import FindingStatus
from kpuntt.selectors import finding_register


@public_page("quality", "regions", params=("bidang", "status"))
def findings(request: HttpRequest) -> HttpResponse:
    """Findings by area and status, and the checks behind them."""
    area, status = request.GET.get("bidang", ALL), request.GET.get("status", ALL)
    if area not in {ALL, *AREA_LABELS}:
        raise BadRequest(_("Bidang itu tidak dikenal."))
    if status not in {ALL, *FindingStatus.values}:
        raise BadRequest(_("Status itu tidak dikenal."))
    context = {
        "page": finding_register(*("" if value == ALL else value for value in (area, status))),
        "areas": AREA_LABELS.items(),
        "statuses": FindingStatus.choices,
        "area": area,
        "status": status,
    }
    return render(request, "portal/findings.html", context)
