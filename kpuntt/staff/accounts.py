"""What the activity log says about an account: what it was before, and what it is now."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.models import User

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.staff.models import StaffProfile

#: Stands where an account has no value.
NOTHING = "—"
PASSWORD_SET = "Kata sandi disetel."  # noqa: S105 - a sentence of the log
PASSWORD_UNUSABLE = "Kata sandi dinonaktifkan."  # noqa: S105
OWN_PASSWORD = "Kata sandi diganti sendiri."  # noqa: S105
PASSWORD_BY_MAIL = "Kata sandi disetel lewat tautan surel."  # noqa: S105
PASSWORD_BY_INVITATION = "Kata sandi disetel lewat tautan undangan."  # noqa: S105


def account_state(pk: int) -> dict[str, str]:
    """Return what decides who somebody is and what they may do, by its label, as it is stored.

    Raises ``User.DoesNotExist``. The password is not part of it.
    """
    user = User.objects.get(pk=pk)
    profile = StaffProfile.objects.filter(user=user).select_related("region").first()
    region = profile.region if profile else None
    return {
        "nama pengguna": user.username,
        "surel": user.email or NOTHING,
        "peran": ", ".join(user.groups.order_by("name").values_list("name", flat=True)) or NOTHING,
        "wilayah": f"{region} ({region.code})" if region else NOTHING,
        "aktif": _yes(user.is_active),
        "superuser": _yes(user.is_superuser),
    }


def account_change_log(*, user: User, actor: User | None, before: Mapping[str, str] | None) -> None:
    """Write old → new of what differs from ``before``; without it, the account has been made.

    A command has no ``actor``. What is as it was leaves no row.
    """
    after = account_state(user.pk)
    old = before or {}
    parts = [
        f"{label}: {old.get(label, NOTHING)} → {value}"
        for label, value in after.items()
        if value != old.get(label, NOTHING)
    ]
    if parts:
        verb = "Akun dibuat" if before is None else "Akun diubah"
        account_row(user=user, actor=actor, note=f"{verb} ({'; '.join(parts)}).")


def account_row(*, user: User, actor: User | None, note: str) -> None:
    """Write one row of what happened to an account into the activity log."""
    activity_add(
        action=Action.ACCOUNT,
        actor=actor,
        area="auth",
        model=user._meta.label_lower,
        slug=user.get_username(),
        note=note,
    )


def _yes(value: bool) -> str:  # noqa: FBT001
    return "ya" if value else "tidak"
