"""Atom feeds of what is published and of what is corrected, in all areas but the news."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from kpuntt.caching.pages import public_page
from kpuntt.metadata.facts import PORTAL, PUBLISHER
from kpuntt.publishing.selectors import Step, steps
from kpuntt.templatetags.addresses import absolute

AREAS = ("voters", "performance", "budget")
LENGTH = 50


@public_page(*AREAS)
def publications(request: HttpRequest) -> HttpResponse:
    """Everything that came out, first versions and corrections alike."""
    return _feed(request, _("Terbitan data KPU Provinsi NTT"), steps(AREAS)[:LENGTH])


@public_page(*AREAS)
def corrections(request: HttpRequest) -> HttpResponse:
    """What was corrected or withdrawn, with the reason."""
    corrected = [step for step in steps(AREAS) if step.is_correction]
    return _feed(request, _("Koreksi data KPU Provinsi NTT"), corrected[:LENGTH])


def _feed(request: HttpRequest, title: str, entries: Sequence[Step]) -> HttpResponse:
    atom = Atom1Feed(
        title=title,
        link=absolute("/data/"),
        description=PORTAL,
        language="id",
        author_name=PUBLISHER,
        feed_url=absolute(request.path),
        feed_guid=absolute(request.path),
    )
    for entry in entries:
        atom.add_item(
            title=_title(entry),
            link=absolute(entry.unit.get_absolute_url()),
            description=escape(entry.note),  # its type in the feed is HTML
            unique_id=absolute(f"/data/umpan/#{entry.number}"),
            pubdate=entry.at,
            updateddate=entry.at,
        )
    content = str(atom.writeString("utf-8"))
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def _title(entry: Step) -> str:
    if entry.is_withdrawal:
        return _("%(unit)s: ditarik") % {"unit": entry.unit}
    if entry.is_correction:
        version = {"unit": entry.unit, "version": entry.unit.version}
        return _("%(unit)s: versi perbaikan %(version)s") % version
    return str(entry.unit)
