"""What the portal knows about a member of staff beside the account: a region and recovery codes."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import models
from django_otp.models import Device, ThrottlingMixin, TimestampMixin

from kpuntt.staff.roles import check_roles


class StaffProfile(models.Model):
    """The region to which the work of an account is limited; without one it sees the province."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="akun",
        on_delete=models.CASCADE,
        related_name="staff_profile",
    )
    region = models.ForeignKey(
        "regions.Region",
        verbose_name="wilayah",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Wajib bagi operator kabupaten/kota; selain itu kosong berarti seluruh provinsi.",
    )

    class Meta:
        verbose_name = "profil petugas"
        verbose_name_plural = "profil petugas"

    def __str__(self) -> str:
        return f"{self.user} {self.region_id or ''}".strip()

    def clean(self) -> None:
        """An operator of a regency or city needs that regency or city."""
        super().clean()
        if self.user_id is not None:
            check_roles(list(self.user.groups.values_list("name", flat=True)), self.region)


def new_salt() -> str:
    """Return a random salt for one sheet of codes."""
    return secrets.token_hex(16)


class RecoveryDevice(TimestampMixin, ThrottlingMixin, Device):
    """The sheet of one-time recovery codes of an account.

    django-otp's ``StaticToken`` keeps codes in the clear. Ours have 80 random bits, so a salted
    hash that is quick to compute cannot be searched, and a copy of the database opens no account.
    """

    salt = models.CharField("garam", max_length=32, default=new_salt, editable=False)

    class Meta(Device.Meta):
        abstract = False
        verbose_name = "lembar kode pemulihan"
        verbose_name_plural = "lembar kode pemulihan"
        constraints = [
            models.UniqueConstraint(fields=["user"], name="staff_recoverydevice_one_per_user")
        ]

    def get_throttle_factor(self) -> int:
        """Seconds to wait after the first wrong code; each further one doubles them."""
        return 1

    def digest(self, code: str) -> str:
        """Return what is stored of ``code``."""
        return hmac.new(self.salt.encode(), code.encode(), hashlib.sha256).hexdigest()

    def verify_token(self, token: str) -> bool:
        """Accept a code that has not been used, once. The caller holds the row's lock."""
        allowed, _details = self.verify_is_allowed()
        if not allowed:
            return False
        used, _rows = self.codes.filter(digest=self.digest(token)).delete()
        if not used:
            self.throttle_increment()
            return False
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True


class RecoveryCode(models.Model):
    """One unused recovery code, hashed."""

    device = models.ForeignKey(
        RecoveryDevice, verbose_name="lembar", on_delete=models.CASCADE, related_name="codes"
    )
    digest = models.CharField("sidik", max_length=64)

    class Meta:
        verbose_name = "kode pemulihan"
        verbose_name_plural = "kode pemulihan"
        constraints = [
            models.UniqueConstraint(fields=["device", "digest"], name="staff_recoverycode_once")
        ]

    def __str__(self) -> str:
        return f"{self.device_id}"
