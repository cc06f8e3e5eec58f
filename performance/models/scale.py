"""Scales: letter grades with their bounds, categories of achievement, and how it is computed."""

from __future__ import annotations

from django.db import models

from kpuntt.language import gettext_noop as _


class AchievementMethod(models.TextChoices):
    """How an achievement follows from target and result; the label is the formula."""

    RATIO = "rasio", _("realisasi ÷ target × 100")
    INVERSE = "rasio-terbalik", _("(2 × target − realisasi) ÷ target × 100")
    GRADE_BOUND = "batas-predikat", _("nilai ÷ batas bawah predikat target × 100")


class GradeScale(models.Model):
    """One version of a scale of letter grades, named with the regulation that sets it."""

    slug = models.SlugField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=80)
    regulation = models.CharField("dasar hukum", max_length=120)

    class Meta:
        verbose_name = "skala predikat"
        verbose_name_plural = "skala predikat"
        ordering = ["slug"]

    def __str__(self) -> str:
        return f"{self.name} ({self.regulation})"


class GradeBand(models.Model):
    """A grade and its lower bound, which itself still belongs to the grade below."""

    scale = models.ForeignKey(
        GradeScale, verbose_name="skala", on_delete=models.CASCADE, related_name="bands"
    )
    grade = models.CharField("predikat", max_length=4)
    lower = models.DecimalField(
        "batas bawah", max_digits=6, decimal_places=2, null=True, blank=True
    )

    class Meta:
        verbose_name = "predikat"
        verbose_name_plural = "predikat"
        ordering = ["scale", models.F("lower").desc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(fields=["scale", "grade"], name="performance_gradeband_once")
        ]

    def __str__(self) -> str:
        return self.grade


#: The categories that the reports have used; listed here so that they can be translated.
BAND_NAMES = (_("melampaui target"), _("tercapai"), _("belum tercapai"))


class AchievementBand(models.Model):
    """A category of achievement: its name and lower bound; the list is read from the top."""

    order = models.PositiveSmallIntegerField("urutan dari atas", unique=True)
    name = models.CharField("kategori", max_length=40)
    lower = models.DecimalField(
        "batas bawah (%)", max_digits=6, decimal_places=2, null=True, blank=True
    )
    includes_lower = models.BooleanField("termasuk batasnya", default=True)

    class Meta:
        verbose_name = "kategori capaian"
        verbose_name_plural = "kategori capaian"
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name
