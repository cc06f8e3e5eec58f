"""Pictures: re-encoded on upload, described in words, kept under random names."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from news.querysets import PictureQuerySet


def random_name(instance: models.Model, name: str) -> str:  # noqa: ARG001 - Django's signature
    """Return a name that nobody can guess and that says nothing of the uploaded file."""
    return f"{secrets.token_hex(16)}.webp"


class Picture(models.Model):
    """An uploaded picture in two widths; the upload itself is not kept.

    ``alt`` says what is to be seen for a reader who does not see it. ``original_name`` is what the
    file was called on the desk it came from.
    """

    alt = models.CharField(
        "teks pengganti",
        max_length=250,
        help_text="Apa yang tampak dalam gambar, untuk pembaca yang tidak melihatnya.",
    )
    credit = models.CharField("pemotret atau sumber", max_length=120, blank=True)
    small = models.FileField("berkas kecil", upload_to=random_name, editable=False)
    small_width = models.PositiveSmallIntegerField("lebar kecil", editable=False)
    small_height = models.PositiveSmallIntegerField("tinggi kecil", editable=False)
    large = models.FileField("berkas besar", upload_to=random_name, editable=False)
    large_width = models.PositiveSmallIntegerField("lebar besar", editable=False)
    large_height = models.PositiveSmallIntegerField("tinggi besar", editable=False)
    original_name = models.CharField("nama berkas asal", max_length=200, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="diunggah oleh",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    uploaded_at = models.DateTimeField("diunggah pada", auto_now_add=True)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = "gambar"
        verbose_name_plural = "gambar"
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(alt=""), name="news_picture_has_alt"),
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def small_address(self) -> str:
        """Where the small file is served."""
        return _address(self.small)

    @property
    def large_address(self) -> str:
        """Where the large file is served."""
        return _address(self.large)


def _address(file: Any) -> str:
    return reverse("news-files:picture", args=[file.name])
