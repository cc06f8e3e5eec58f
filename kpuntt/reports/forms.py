"""The form with which a reader reports a figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kpuntt.identity_numbers import text_holds_identity_number
from kpuntt.reports.rules import MAX_MESSAGE, MAX_PLACE, MIN_MESSAGE
from kpuntt.reports.services import IDENTITY_NUMBER


def refuse_identity_number(text: str) -> None:
    """Raise ``ValidationError`` for a text with a number such as a NIK; it is not repeated."""
    if text_holds_identity_number(text):
        raise ValidationError(gettext(IDENTITY_NUMBER), code="identity")


class ProseField(forms.CharField):
    """Several lines of text, in which a line break counts as one sign, as in the browser."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").strip() if isinstance(text, str) else text


class ReportForm(forms.Form):
    """What a reader writes."""

    place = forms.CharField(
        label=_("Angka mana di halaman itu?"),
        help_text=_("Misalnya: Kabupaten Sikka, kolom TPS. Boleh dikosongkan."),
        max_length=MAX_PLACE,
        required=False,
        validators=[refuse_identity_number],
    )
    message = ProseField(
        label=_("Apa yang keliru?"),
        help_text=_(
            "Tulis angka yang benar menurut Anda dan dari mana Anda tahu, 20 sampai 1.000 huruf. "
            "Hanya dibaca petugas. Jangan menulis NIK, nomor KK, atau data pribadi siapa pun."
        ),
        max_length=MAX_MESSAGE,
        validators=[
            MinLengthValidator(
                MIN_MESSAGE,
                _("Tulis sedikit lebih rinci: sedikitnya 20 huruf. Sekarang %(show_value)d."),
            ),
            refuse_identity_number,
        ],
        error_messages={
            "required": _("Tulis apa yang keliru pada angka itu."),
            "max_length": _(
                "Ringkas isian ini: paling banyak 1.000 huruf. Sekarang %(show_value)d."
            ),
        },
        widget=forms.Textarea({"rows": 6}),
    )
    email = forms.EmailField(
        label=_("Alamat surel Anda (boleh dikosongkan)"),
        help_text=_(
            "Hanya dipakai petugas untuk bertanya balik. Tidak pernah ditampilkan, dan dihapus "
            "begitu laporan dijawab."
        ),
        max_length=254,
        required=False,
        validators=[refuse_identity_number],
        error_messages={
            "invalid": _("Tulis alamat surel lengkap, misalnya nama@contoh.id, atau kosongkan.")
        },
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
