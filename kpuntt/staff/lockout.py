"""What happens after too many wrong passwords, and whose they were."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_address(request: HttpRequest) -> str | None:
    """Return the address from which a request came.

    Behind the proxy it is the last hop of ``X-Forwarded-For``: that one the proxy wrote itself,
    whatever stands before it the client may have invented.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.HTTPS_BY_PROXY:
        address = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or address
    try:
        return str(ip_address(address))
    except ValueError:
        return None


def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None,  # noqa: ARG001 - django-axes' signature
    credentials: object,  # noqa: ARG001
) -> HttpResponse:
    """429 with a sentence, the same for names that exist and names that do not."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(request, "admin/staff/locked.html", {"minutes": minutes}, status=429)
