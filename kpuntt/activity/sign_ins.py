"""Sign-ins in the activity log, connected to the framework's own signals in ``apps``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from kpuntt.activity.models import Action, Activity
from kpuntt.activity.services import activity_add, log_lock

#: In this time only the first refusal of one account, or of all unknown names, is written.
REFUSAL_INTERVAL = timedelta(minutes=1)
UNKNOWN_ACCOUNT = "akun tidak dikenal"


def sign_in_log(
    *, action: Action, user: AbstractBaseUser | None = None, username: str = "", note: str = ""
) -> None:
    """Write a sign-in, a sign-out or a refusal; the one function for every way of signing in.

    ``user`` is who signs in or out, or whose second factor was refused. A refusal before anybody is
    known gives the ``username`` that was tried: it reaches the log only if such an account exists,
    because people type passwords there. ``note`` says at which step ("kode keliru").
    """
    account = user or _account(username)
    name = "" if account is None else account.get_username()
    if account is None:
        note = f"{UNKNOWN_ACCOUNT}; {note}" if note else UNKNOWN_ACCOUNT
    if action == Action.SIGN_IN_FAILED and _refused_lately(name):
        return
    with transaction.atomic():
        log_lock()
        # Another worker may have written the same refusal while this one waited.
        if action == Action.SIGN_IN_FAILED and _refused_lately(name):
            return
        activity_add(
            action=action,
            actor=None if action == Action.SIGN_IN_FAILED else account,
            area="auth",
            model=get_user_model()._meta.label_lower,
            slug=name,
            note=note,
        )


def on_sign_in(sender: object, *, user: AbstractBaseUser, **kwargs: Any) -> None:  # noqa: ARG001
    """Receive ``user_logged_in``."""
    sign_in_log(action=Action.SIGN_IN, user=user)


def on_sign_out(sender: object, *, user: AbstractBaseUser | None, **kwargs: Any) -> None:  # noqa: ARG001
    """Receive ``user_logged_out``; somebody who was not signed in leaves no trace."""
    if user is not None:
        sign_in_log(action=Action.SIGN_OUT, user=user)


def on_refusal(sender: object, *, credentials: Mapping[str, Any], **kwargs: Any) -> None:  # noqa: ARG001
    """Receive ``user_login_failed``; of the credentials only the user name is read."""
    username = credentials.get(get_user_model().USERNAME_FIELD) or credentials.get("username")
    sign_in_log(action=Action.SIGN_IN_FAILED, username=str(username or ""))


def _account(username: str) -> AbstractBaseUser | None:
    model = get_user_model()
    return model._default_manager.filter(**{model.USERNAME_FIELD: username}).first()


def _refused_lately(name: str) -> bool:
    since = timezone.now() - REFUSAL_INTERVAL
    refusals = Activity.objects.filter(slug=name, action=Action.SIGN_IN_FAILED, area="auth")
    return refusals.filter(at__gt=since).exists()
