"""The forms of the steps of staff: to begin to check a report, and to answer it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kpuntt.language import INDONESIAN, path_in
from kpuntt.reports.forms import ProseField
from kpuntt.reports.rules import MAX_ANSWER, MAX_PATH, MAX_PLACE, MIN_ANSWER


class CheckForm(forms.Form):
    """Beginning to check: the place is public from then on."""

    place = forms.CharField(
        label=_("Letak angka"),
        help_text=_(
            "Mulai sekarang dibaca semua orang di halaman itu. Rapikan, dan hapus nama orang atau "
            "kata yang tidak pantas."
        ),
        max_length=MAX_PLACE,
        required=False,
        widget=forms.TextInput({"size": 60}),
    )


class AnswerForm(forms.Form):
    """The answer to everybody, and where the figure stands right if it was corrected."""

    answer = ProseField(
        label=_("Jawaban"),
        help_text=_(
            "Dibaca semua orang, segera setelah disimpan, dan tidak dapat diubah lagi. Jangan "
            "menyebut pelapor."
        ),
        min_length=MIN_ANSWER,
        max_length=MAX_ANSWER,
        widget=forms.Textarea({"rows": 6, "cols": 60}),
    )
    correction = forms.CharField(
        label=_("Alamat versi perbaikan"),
        help_text=_("Hanya bila angkanya dikoreksi, misalnya /pemilih/dpt-pilkada-2024/."),
        max_length=MAX_PATH + 100,
        required=False,
        widget=forms.TextInput({"size": 60}),
    )

    def clean_correction(self) -> str:
        """Take a pasted address of this portal, of either language, without its host."""
        text: str = self.cleaned_data["correction"].strip()
        return path_in(INDONESIAN, text.removeprefix(settings.SITE_ORIGIN))
