"""The life of a staff session: half a sign-in, a full one, and its end.

A password alone signs nobody in. It leaves a note in the session (``PENDING``) that the second page
needs; only an accepted code calls Django's ``login``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_otp import login as otp_login
from django_otp.middleware import is_verified
from django_otp.models import Device
from django_otp.util import random_hex

from kpuntt.staff.services import authenticator_of

PENDING = "staff_pending"
SINCE = "staff_since"
SEEN = "staff_seen"
PENDING_SECONDS = 600
TOUCH_SECONDS = 60
BACKEND = "django.contrib.auth.backends.ModelBackend"

Overdue = Literal["diam", "lama"]


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody whose password was right. ``key`` is a fresh secret if no application is set up."""

    user: User
    next: str
    key: str


def sign_in_begin(request: HttpRequest, *, user: User, next_address: str) -> None:
    """Remember, in a new session, that the password of ``user`` was right.

    The secret of a new application lives in this session only: whoever opened the page before
    knows another one.
    """
    request.session.flush()
    request.session[PENDING] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "at": _now(),
        "next": next_address,
        "key": "" if authenticator_of(user) else random_hex(20),
    }


def sign_in_pending(request: HttpRequest) -> Pending | None:
    """Return who is between password and code; nobody after ten minutes or a new password."""
    note = request.session.get(PENDING)
    if note is None or _now() - note["at"] > PENDING_SECONDS:
        return None
    user = User.objects.filter(pk=note["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), note["hash"]):
        return None
    return Pending(user, note["next"], note["key"])


def sign_in_complete(request: HttpRequest, *, user: User, device: Device) -> None:
    """Sign ``user`` in with the ``device`` that accepted a code."""
    request.session.pop(PENDING, None)
    login(request, user, backend=BACKEND)
    otp_login(request, device)
    # django-otp's middleware adds this to the user of a request before the view, not after it.
    user.is_verified = partial(is_verified, user)  # type: ignore[attr-defined]
    stamp(request.session)


def stamp(session: SessionBase) -> None:
    """Let a session begin now."""
    session[SINCE] = session[SEEN] = _now()


def overdue(session: SessionBase) -> Overdue | None:
    """Say why a signed-in session is over: nobody moved ("diam") or it is too old ("lama")."""
    if SESSION_KEY not in session:
        return None
    now = _now()
    if now - session.get(SINCE, 0) >= settings.SESSION_COOKIE_AGE:
        return "lama"
    if now - session.get(SEEN, 0) >= settings.SESSION_IDLE_SECONDS:
        return "diam"
    return None


def touch(session: SessionBase) -> None:
    """Note that somebody moved; at most once a minute, so that not every request writes."""
    if SESSION_KEY in session and _now() - session.get(SEEN, 0) >= TOUCH_SECONDS:
        session[SEEN] = _now()


def _now() -> int:
    return int(timezone.now().timestamp())
