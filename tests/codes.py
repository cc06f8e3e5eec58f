"""What an authenticator application would show."""

from __future__ import annotations

import base64
import time

from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice


def shown_code(secret: str, *, later: int = 0) -> str:
    """Return the six digits for a base-32 ``secret``, ``later`` half minutes from now."""
    clock = TOTP(base64.b32decode(secret.replace(" ", "")))
    clock.time = time.time() + 30 * later
    return f"{clock.token():06d}"


def code_of(device: TOTPDevice, *, later: int = 0) -> str:
    """Return the six digits that the application of ``device`` shows."""
    return shown_code(base64.b32encode(device.bin_key).decode(), later=later)


def wrong(code: str) -> str:
    """Return six digits that are none of the codes accepted about now."""
    return f"{(int(code) + 333_333) % 1_000_000:06d}"
