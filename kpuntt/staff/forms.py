"""Forms of signing in and of staff accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from kpuntt.regions.models import Region, RegionLevel
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import check_roles

if TYPE_CHECKING:
    UserForm = UserChangeForm[User]
else:
    UserForm = UserChangeForm


class AuthenticatorCodeForm(forms.Form):
    """Six digits from the authenticator application."""

    code = forms.CharField(
        label=_("Kode enam angka dari aplikasi"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class CodeForm(forms.Form):
    """Six digits from the application, or a recovery code."""

    code = forms.CharField(
        label=_("Kode"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True}),
    )


class AccountForm(UserForm):
    """An account with its roles and its region."""

    region = forms.ModelChoiceField(
        label=_("Wilayah"),
        queryset=Region.objects.filter(
            level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY]
        ).order_by("code"),
        required=False,
        help_text=StaffProfile._meta.get_field("region").help_text,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        profile = StaffProfile.objects.filter(user=self.instance).first()
        self.initial.setdefault("region", profile.region_id if profile else None)

    def clean(self) -> dict[str, Any]:
        """Roles and region go together, where both can be edited."""
        cleaned = super().clean() or self.cleaned_data
        if "groups" in self.fields and "region" in self.fields:
            roles = [group.name for group in cleaned.get("groups", [])]
            check_roles(roles, cleaned.get("region"))
        return cleaned
