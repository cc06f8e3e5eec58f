"""Forms of the desk: a post, its pictures, its related pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kpuntt.editing.source import EditingForm
from kpuntt.search.selectors import pages_of_figures
from news.images import ImageRefused, Renditions, reencode
from news.markup import plain_text, printable, sanitise
from news.models import Picture, RelatedPage
from news.models.post import ADDRESS_WORD
from news.services import slug_is_taken
from news.widgets import BodyWidget

if TYPE_CHECKING:
    PictureModelForm = forms.ModelForm[Picture]
    RelatedPageModelForm = forms.ModelForm[RelatedPage]
else:
    PictureModelForm = RelatedPageModelForm = forms.ModelForm


class PostForm(EditingForm):
    """A draft of a post; what the sanitiser takes out is seen before it is published."""

    body = forms.CharField(label=_("Isi"), widget=BodyWidget(), max_length=100_000)

    class Meta:
        widgets = {
            "title": forms.TextInput({"size": 80}),
            "summary": forms.Textarea({"rows": 3, "cols": 80}),
        }

    def clean(self) -> dict[str, Any] | None:
        """Take out invisible control characters, which paste from other programs brings along."""
        cleaned = super().clean() or self.cleaned_data
        return {
            name: printable(value) if isinstance(value, str) else value
            for name, value in cleaned.items()
        }

    def clean_slug(self) -> str:
        """Refuse an address that belongs to another post, now or formerly."""
        slug: str = self.cleaned_data["slug"]
        if slug_is_taken(slug, post=self.instance):
            raise forms.ValidationError(
                _("Alamat “%(slug)s” sudah dipakai berita lain. Pilih alamat lain.")
                % {"slug": slug}
            )
        return slug

    def clean_body(self) -> str:
        """Refuse a body without a word."""
        body = sanitise(self.cleaned_data["body"])
        if not plain_text(body):
            raise forms.ValidationError(_("Isi berita masih kosong."))
        return body


class PictureForm(PictureModelForm):
    """A new picture: the file is re-encoded while the form is checked."""

    file = forms.FileField(
        label=_("Berkas"),
        help_text=_("JPEG, PNG, atau WebP; paling besar 20 MB dan 25 megapiksel."),
        widget=forms.ClearableFileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )
    renditions: Renditions

    class Meta:
        model = Picture
        fields = ["alt", "credit"]

    def clean_file(self) -> UploadedFile[Any]:
        """Refuse, with a sentence, what is not a usable picture."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        try:
            self.renditions = reencode(file.file, name=file.name or "")  # type: ignore[arg-type]
        except ImageRefused as error:
            raise forms.ValidationError(str(error)) from None
        return file


class RelatedPageForm(RelatedPageModelForm):
    """A related page, chosen from the pages with figures that the public can read now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *pages_of_figures()]
        address = self.instance.address
        if address and address not in dict(choices):
            choices.append((address, address))
        self.fields["address"] = forms.ChoiceField(label=_("Halaman"), choices=choices)


class SlugForm(forms.Form):
    """A new address for a published post."""

    slug = forms.CharField(
        label=_("Alamat baru"),
        max_length=80,
        help_text=_("Huruf kecil, angka, dan tanda hubung. Alamat lama tetap menuju ke sini."),
        validators=[ADDRESS_WORD],
    )
