"""The register of findings."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.datasets import AREA_LABELS
from kpuntt.exports.query import ALL
from kpuntt.quality.models import FindingStatus
from kpuntt.selectors import FindingRegister, finding_register
from kpuntt.sentences import findings_sentence
from kpuntt.sharing import Share


@public_page("quality", "regions", params=("bidang", "status"))
def findings(request: HttpRequest) -> HttpResponse:
    """Findings by area and status, and the checks behind them."""
    area, status = request.GET.get("bidang", ALL), request.GET.get("status", ALL)
    if area not in {ALL, *AREA_LABELS}:
        raise BadRequest(_("Bidang itu tidak dikenal."))
    if status not in {ALL, *FindingStatus.values}:
        raise BadRequest(_("Status itu tidak dikenal."))
    chosen = {name: value for name, value in (("bidang", area), ("status", status)) if value != ALL}
    page = finding_register(chosen.get("bidang", ""), chosen.get("status", ""))
    context = {
        "page": page,
        "areas": AREA_LABELS.items(),
        "statuses": FindingStatus.choices,
        "area": area,
        "status": status,
        "share": _share(page, request.path, chosen),
    }
    return render(request, "portal/findings.html", context)


def _share(page: FindingRegister, path: str, chosen: Mapping[str, str]) -> Share:
    """The summary of the findings shown; its address leads to the same choice."""
    sentence = findings_sentence(
        page,
        area=str(AREA_LABELS[chosen["bidang"]]) if "bidang" in chosen else "",
        status=_(FindingStatus(chosen["status"]).label) if "status" in chosen else "",
    )
    return Share(sentence, f"{path}?{urlencode(chosen)}" if chosen else path)
