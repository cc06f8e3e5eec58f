"""What is new: publications, corrections, withdrawals, releases and news, by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kpuntt.caching.pages import public_page
from kpuntt.publishing.selectors import Step, steps
from kpuntt.releases.shelf import public_shelf

AREAS = ("voters", "performance", "budget", "news")
LENGTH = 60
RELEASES = 3


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day, newest first."""

    day: date
    entries: list[Step]


@public_page(*AREAS, "releases")
def whats_new(request: HttpRequest) -> HttpResponse:
    """The latest publications and corrections, with the reason of each correction.

    Releases stand above them by their month: a release holds no day on which it was made.
    """
    context = {"days": list(_days()), "releases": public_shelf().months()[:RELEASES]}
    return render(request, "portal/new.html", context)


def _days() -> Iterator[Day]:
    newest = islice(steps(AREAS), LENGTH)
    for day, entries in groupby(newest, key=lambda step: timezone.localtime(step.at).date()):
        yield Day(day, list(entries))
