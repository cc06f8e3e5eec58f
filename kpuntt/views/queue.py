"""The first page of the admin."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kpuntt.queue import work_queue


def desk(request: HttpRequest) -> HttpResponse:
    """The rooms of the admin, below what waits for whoever has signed in."""
    context = {"title": _("Pekerjaan Anda"), "queue": work_queue(request)}
    return admin.site.index(request, context)
