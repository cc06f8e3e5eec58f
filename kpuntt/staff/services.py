"""Second factors: setting them up, asking for them, taking them away."""

from __future__ import annotations

import re
import secrets
from base64 import b32encode
from typing import TYPE_CHECKING

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.models import Device
from django_otp.plugins.otp_totp.models import TOTPDevice

from kpuntt.activity.models import Action
from kpuntt.activity.sign_ins import sign_in_log
from kpuntt.staff.accounts import account_row
from kpuntt.staff.models import RecoveryCode, RecoveryDevice

if TYPE_CHECKING:
    from datetime import datetime

RECOVERY_CODES = 10


class SecondFactorError(Exception):
    """A code that was not accepted; the message says why, in Indonesian."""


def authenticator_of(user: User) -> TOTPDevice | None:
    """Return the authenticator application of an account, if one is set up."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return device


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes an account can still use."""
    return RecoveryCode.objects.filter(device__user=user).count()


def authenticator_draft(user: User, key: str) -> TOTPDevice:
    """Return the application that ``key`` (hexadecimal) would set up; it is not stored yet."""
    return TOTPDevice(user=user, name="Aplikasi autentikator", key=key, confirmed=True)


def authenticator_enrol(*, user: User, key: str, code: str) -> TOTPDevice:
    """Set up the application that knows ``key``, if it shows ``code`` now.

    The code counts as used. Two windows cannot both enrol: the first one wins.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if authenticator_of(user) is not None:
            raise SecondFactorError(_("Masuk dua langkah sudah aktif untuk akun ini."))
        device = authenticator_draft(user, key)
        device.save()
        if not device.verify_token(_bare(code)):
            raise SecondFactorError(
                _(
                    "Kode itu tidak cocok. Periksa jam ponsel Anda, tunggu kode berikutnya, "
                    "lalu coba lagi."
                )
            )
        account_log(user=user, actor=user, message="Masuk dua langkah diaktifkan.")
    return device


def recovery_codes_renew(*, user: User) -> list[str]:
    """Make ten new recovery codes; the old ones stop working. They can be read only now."""
    codes = [_new_code() for _number in range(RECOVERY_CODES)]
    with transaction.atomic():
        RecoveryDevice.objects.filter(user=user).delete()
        device = RecoveryDevice.objects.create(user=user, name="Kode pemulihan")
        RecoveryCode.objects.bulk_create(
            RecoveryCode(device=device, digest=device.digest(_bare(code))) for code in codes
        )
        account_log(user=user, actor=user, message="Kode pemulihan dibuat.")
    return codes


def second_factor_check(*, user: User, code: str, application_only: bool = False) -> Device:
    """Return the device that accepts ``code``: six digits of the application, or a recovery code.

    With ``application_only`` a recovery code is neither accepted nor used up. Each wrong code
    doubles the time until the next is heard, for each kind on its own.
    """
    bare = _bare(code)
    model = TOTPDevice if re.fullmatch(r"\d{6}", bare) else RecoveryDevice
    if application_only and model is RecoveryDevice:
        raise SecondFactorError(
            _("Di sini hanya kode enam angka dari aplikasi yang berlaku, bukan kode pemulihan.")
        )
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        allowed, details = (False, None) if device is None else device.verify_is_allowed()
        accepted = allowed and device.verify_token(bare)
    if accepted:
        return device
    if details:
        raise SecondFactorError(_wait(details["locked_until"]))
    sign_in_log(action=Action.SIGN_IN_FAILED, user=user, note="kode keliru")
    raise SecondFactorError(
        _("Kode itu keliru atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.")
    )


@transaction.atomic
def second_factor_reset(*, user: User, actor: User) -> None:
    """Take away what a lost telephone could still do; the next sign-in sets up a new one."""
    TOTPDevice.objects.filter(user=user).delete()
    RecoveryDevice.objects.filter(user=user).delete()
    account_log(user=user, actor=actor, message="Masuk dua langkah disetel ulang.")


@transaction.atomic
def account_log(*, user: User, actor: User, message: str) -> None:
    """Write what happened to an account into its history in the admin and the activity log."""
    account_row(user=user, actor=actor, note=message)
    LogEntry.objects.log_actions(actor.pk, [user], CHANGE, message, single_object=True)


def _bare(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _new_code() -> str:
    text = b32encode(secrets.token_bytes(10)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))


def _wait(until: datetime) -> str:
    time = timezone.localtime(until)
    return _("Terlalu banyak kode keliru. Coba lagi setelah pukul %(time)s WITA.") % {
        "time": f"{time:%H.%M.%S}"
    }
