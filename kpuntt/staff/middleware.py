"""Who counts as signed in: staff with a second factor, in a session that is not over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import SimpleLazyObject

from kpuntt.staff.sessions import overdue, touch

#: Names of addresses below the admin that nobody can return to: POST only, or without a page.
NO_PAGES = frozenset({"import-submit", "logout", "awake"})


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
        if not request.path.startswith(reverse("admin:index")):
            return self.get_response(request)
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if known:
            reason = overdue(request.session)
            if reason is not None:
                request.session.flush()
                if request.path not in {reverse("admin:login"), reverse("admin:logout")}:
                    query = urlencode({"alasan": reason, "next": return_address(request)})
                    return HttpResponseRedirect(f"{reverse('admin:login')}?{query}")
            touch(request.session)
        response = self.get_response(request)
        login = f"{reverse('admin:login')}?"
        if request.path != reverse("admin:login") and _location(response).startswith(login):
            # Another window may have met the end of the session before this one did.
            query = urlencode({"next": return_address(request)}, safe="/")
            response["Location"] = f"{login}{query}"
        return response


def return_address(request: HttpRequest) -> str:
    """Return where to go on after signing in: a page below the admin that can be asked for.

    For a form that was sent it is the page with the form, by its ``Referer``; else the first page.
    """
    home = reverse("admin:index")
    asked = request.get_full_path()
    if request.method not in {"GET", "HEAD"}:
        origin = f"{request.scheme}://{request.get_host()}"
        referer = request.headers.get("Referer", "")
        asked = referer.removeprefix(origin) if referer.startswith(f"{origin}{home}") else home
    try:
        name = resolve(urlsplit(asked).path).url_name
    except (Resolver404, ValueError):
        return home
    return home if name in NO_PAGES else asked


def _location(response: HttpResponseBase) -> str:
    return response.headers.get("Location", "")


def _entitled(request: HttpRequest, user: User | AnonymousUser) -> User | AnonymousUser:
    """Return the user of a full, living session, else nobody."""
    if not user.is_authenticated:
        return user
    verified = user.is_verified()  # type: ignore[attr-defined]  # added by django-otp
    return user if verified and overdue(request.session) is None else AnonymousUser()
