"""The base of the forms that describe a new unit of publication for an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class NewUnitForm(ModelForm):
    """Fields of a first version; its slug must be free."""

    required_css_class = "required"

    def clean_slug(self) -> str:
        """Refuse an address that a unit has already."""
        slug: str = self.cleaned_data["slug"]
        if self._meta.model._default_manager.filter(slug=slug).exists():
            raise ValidationError(
                _("Alamat ini sudah dipakai. Pilih alamat lain, atau perbaiki terbitan itu.")
            )
        return slug
