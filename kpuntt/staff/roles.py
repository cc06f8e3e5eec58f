"""The names of the roles; what each may do is declared at the roof, where the areas are known."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from kpuntt.regions.models import Region


class RoleName(models.TextChoices):
    """The groups that ``manage.py setup_roles`` keeps."""

    OPERATOR_REGENCY = "Operator kabupaten/kota"
    OPERATOR_VOTERS = "Operator provinsi: pemilih"
    OPERATOR_PERFORMANCE = "Operator provinsi: kinerja"
    OPERATOR_BUDGET = "Operator provinsi: anggaran"
    NEWS_EDITOR = "Editor berita"
    VERIFIER = "Pemeriksa"
    PUBLISHER = "Penerbit"
    SYSTEM_ADMIN = "Admin sistem"


def check_roles(roles: Collection[str], region: Region | None) -> None:
    """Refuse roles that do not go together, an operator without a region, and others with one.

    Raises ``ValidationError`` with a sentence that says what to choose instead.
    """
    if RoleName.OPERATOR_REGENCY in roles and (region is None or region.level != "kabupaten-kota"):
        raise ValidationError(
            _("Pilih satu kabupaten atau kota: peran “%(role)s” berlaku untuk wilayahnya saja."),
            code="region",
            params={"role": RoleName.OPERATOR_REGENCY.value},
        )
    if RoleName.SYSTEM_ADMIN in roles and len(roles) > 1:
        raise ValidationError(
            _(
                "Peran “%(role)s” berdiri sendiri: yang mengelola akun tidak menyusun, memeriksa, "
                "atau menerbitkan data. Buat akun lain untuk peran itu."
            ),
            code="duties",
            params={"role": RoleName.SYSTEM_ADMIN.value},
        )
    others = sorted(set(roles) - {RoleName.OPERATOR_REGENCY})
    if others and region is not None and region.level != "provinsi":
        # A profile with a regency limits every role: a verifier would miss the rest in silence.
        raise ValidationError(
            _(
                "Kosongkan wilayah atau lepaskan peran “%(others)s”: akun dengan wilayah "
                "kabupaten atau kota hanya boleh berperan “%(role)s”. Buat akun lain untuk peran "
                "itu."
            ),
            code="region",
            params={"others": ", ".join(others), "role": RoleName.OPERATOR_REGENCY.value},
        )
