"""Who counts as signed in: staff with a second factor, in a session that is not over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kpuntt.staff.sessions import overdue, touch


class StaffSessionMiddleware:
    """End sessions that are over, and let nobody pass with half a sign-in.

    It stands after Django's and django-otp's middleware. A page that does not ask who is reading
    never touches the session, so that public pages stay the same for everybody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        lazy = SimpleLazyObject(partial(_entitled, request, request.user))
        request.user = lazy  # type: ignore[assignment]
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if known and request.path.startswith(reverse("admin:index")):
            reason = overdue(request.session)
            if reason is not None:
                request.session.flush()
                if request.path not in {reverse("admin:login"), reverse("admin:logout")}:
                    query = urlencode({"alasan": reason, "next": request.get_full_path()})
                    return HttpResponseRedirect(f"{reverse('admin:login')}?{query}")
            touch(request.session)
        return self.get_response(request)


def _entitled(request: HttpRequest, user: User | AnonymousUser) -> User | AnonymousUser:
    """Return the user of a full, living session, else nobody."""
    if not user.is_authenticated:
        return user
    verified = user.is_verified()  # type: ignore[attr-defined]  # added by django-otp
    return user if verified and overdue(request.session) is None else AnonymousUser()
