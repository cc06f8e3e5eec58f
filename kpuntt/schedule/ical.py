"""The release calendar as a feed for calendar programs (RFC 5545, RFC 7986).

Where only the month is known, the event spans that month and says so in its name: a single day
would be read as a promise. All events are transparent, so that nobody looks busy for a month.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid5

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from kpuntt.schedule.models import DateChange, DatePrecision, PlannedRelease, PlanStatus
from kpuntt.schedule.selectors import explained_changes
from kpuntt.templatetags.addresses import absolute

CONTENT_TYPE = "text/calendar; charset=utf-8"
#: With the slug, which never changes, it names an event for ever, whatever host serves it.
_NAMESPACE = UUID("5a1f7f0e-3a51-5d2b-9a9c-6c1f6a2f5353")
_STATUS = {
    PlanStatus.PROVISIONAL: "TENTATIVE",
    PlanStatus.CONFIRMED: "CONFIRMED",
    PlanStatus.PUBLISHED: "CONFIRMED",
    PlanStatus.CANCELLED: "CANCELLED",
}


def schedule_calendar() -> bytes:
    """Return the feed; the same plans give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//KPU Provinsi Nusa Tenggara Timur//Data Pemilu NTT//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    name = _("Jadwal rilis Data Pemilu NTT")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    calendar.add("url", absolute(reverse("schedule")))
    changes = Prefetch("changes", explained_changes().order_by("changed_at", "pk"), "explained")
    for plan in PlannedRelease.objects.order_by("date", "slug").prefetch_related(changes):
        calendar.add_component(_event(plan, plan.explained))
    feed: bytes = calendar.to_ical()
    return feed


def _event(plan: PlannedRelease, changes: list[DateChange]) -> Event:
    event = Event()
    event.add("uid", str(uuid5(_NAMESPACE, plan.slug)))
    event.add("sequence", plan.sequence)
    # Without a METHOD the stamp is the time of the last revision (RFC 5545, 3.8.7.2).
    event.add("dtstamp", plan.changed_at)
    event.add("last-modified", plan.changed_at)
    event.add("created", plan.created_at)
    event.add("dtstart", plan.date)
    event.add("dtend", plan.last_day + timedelta(days=1))  # the first day that is not part of it
    event.add("summary", _summary(plan))
    event.add("description", _description(plan, changes))
    event.add("status", _STATUS[PlanStatus(plan.status)])
    event.add("categories", [plan.get_area_display()])
    event.add("url", absolute(plan.path or reverse("schedule")))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    return event


def _summary(plan: PlannedRelease) -> str:
    if plan.status == PlanStatus.CANCELLED:
        return _("Batal: %(title)s") % {"title": plan.title}
    if plan.precision == DatePrecision.MONTH:
        return _("%(title)s (hari belum ditetapkan)") % {"title": plan.title}
    return plan.title


def _description(plan: PlannedRelease, changes: list[DateChange]) -> str:
    lines = [_("Status: %(status)s.") % {"status": plan.get_status_display().lower()}]
    if plan.precision == DatePrecision.MONTH:
        lines.append(_("Baru bulannya yang diketahui: %(month)s.") % {"month": plan.date_words})
    if plan.note:
        lines.append(plan.note)
    lines += [f"{change}: {change.reason}" for change in changes]
    return "\n".join(lines)
