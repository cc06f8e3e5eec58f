"""The release calendar: a page, and a feed for calendar programs."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kpuntt.caching.pages import public_page
from kpuntt.schedule.ical import CONTENT_TYPE, schedule_calendar
from kpuntt.schedule.selectors import schedule_page
from kpuntt.sentences import schedule_sentence
from kpuntt.sharing import Share


@public_page("schedule")
def schedule(request: HttpRequest) -> HttpResponse:
    """What comes next, what came out, and which dates were changed and why."""
    page = schedule_page()
    # Calendar programs subscribe to this scheme; a browser asks which of them shall.
    feed = f"webcal:{settings.SITE_ORIGIN.partition(':')[2]}{reverse('schedule-ical')}"
    context = {"page": page, "feed": feed, "share": Share(schedule_sentence(page), request.path)}
    return render(request, "portal/schedule.html", context)


@public_page("schedule")
def schedule_ical(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The same plans as iCalendar, the cancelled ones too."""
    return HttpResponse(schedule_calendar(), content_type=CONTENT_TYPE)
