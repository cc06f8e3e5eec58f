"""A planned release and the changes of its date."""

from __future__ import annotations

import datetime
from calendar import monthrange

from django.conf import settings
from django.db import models
from django.db.models import Q

from kpuntt.formatting import format_date, format_month
from kpuntt.language import gettext_noop


class PlanStatus(models.TextChoices):
    """How certain a plan is, and what has become of it; a page translates the labels."""

    PROVISIONAL = "sementara", gettext_noop("Sementara")
    CONFIRMED = "pasti", gettext_noop("Pasti")
    PUBLISHED = "terbit", gettext_noop("Terbit")
    CANCELLED = "batal", gettext_noop("Batal")


#: What is still to come. Only this can be moved, confirmed, cancelled or marked as published.
OPEN = (PlanStatus.PROVISIONAL, PlanStatus.CONFIRMED)


class PlanArea(models.TextChoices):
    """What a release is about."""

    VOTERS = "voters", gettext_noop("Pemilih")
    PERFORMANCE = "performance", gettext_noop("Kinerja")
    BUDGET = "budget", gettext_noop("Anggaran")
    NEWS = "news", gettext_noop("Berita")
    RELEASES = "releases", gettext_noop("Rilis data")


class DatePrecision(models.TextChoices):
    """How far a date is known."""

    DAY = "hari", "Hari"
    MONTH = "bulan", "Bulan saja"


def date_words(day: datetime.date, precision: str) -> str:
    """Write a planned date as far as it is known: ``4 Juli 2025`` or ``Juli 2025``."""
    return format_month(day) if precision == DatePrecision.MONTH else format_date(day)


class PlannedRelease(models.Model):
    """Something that will be, was, or after all will not be published on a date.

    ``date`` is the first of the month where only the month is known. ``path`` is the address of
    what came out and empty until then. ``sequence`` counts the changes of the plan (RFC 5545); a
    service refuses a plan that was read before the last of them. Only ``services`` writes.
    """

    slug = models.SlugField("kode", max_length=80, unique=True)
    title = models.CharField("judul", max_length=200)
    area = models.CharField("bidang", max_length=20, choices=PlanArea.choices)
    date = models.DateField("tanggal")
    precision = models.CharField(
        "ketelitian tanggal",
        max_length=10,
        choices=DatePrecision.choices,
        default=DatePrecision.MONTH,
    )
    status = models.CharField(
        "status", max_length=10, choices=PlanStatus.choices, default=PlanStatus.PROVISIONAL
    )
    note = models.TextField("catatan untuk publik", blank=True)
    path = models.CharField("alamat terbitan", max_length=200, blank=True)
    sequence = models.PositiveIntegerField("perubahan ke", default=0)
    created_at = models.DateTimeField("dibuat pada")
    changed_at = models.DateTimeField("diubah pada")

    class Meta:
        verbose_name = "rencana rilis"
        verbose_name_plural = "rencana rilis"
        ordering = ["date", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PlanStatus.PUBLISHED, path__startswith="/")
                | (~Q(status=PlanStatus.PUBLISHED) & Q(path="")),
                name="plan_published_has_address",
            ),
            models.CheckConstraint(
                condition=Q(precision=DatePrecision.DAY)
                | Q(status__in=[PlanStatus.PROVISIONAL, PlanStatus.CANCELLED]),
                name="plan_certain_to_the_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def date_words(self) -> str:
        """The date as far as it is known."""
        return date_words(self.date, self.precision)

    @property
    def machine_date(self) -> str:
        """The date for machines, as far as it is known: ``2026-12-05`` or ``2026-12``."""
        text = self.date.isoformat()
        return text[:7] if self.precision == DatePrecision.MONTH else text

    @property
    def last_day(self) -> datetime.date:
        """The last day on which it can come out as planned."""
        if self.precision == DatePrecision.DAY:
            return self.date
        return self.date.replace(day=monthrange(self.date.year, self.date.month)[1])


class DateChange(models.Model):
    """A change of the date or the status of a plan; rows are only ever added.

    ``reason`` is there when a date was moved or a plan cancelled: those are shown to the public,
    without whoever did it.
    """

    plan = models.ForeignKey(
        PlannedRelease, verbose_name="rencana", on_delete=models.PROTECT, related_name="changes"
    )
    old_date = models.DateField("tanggal semula")
    old_precision = models.CharField(
        "ketelitian semula", max_length=10, choices=DatePrecision.choices
    )
    old_status = models.CharField("status semula", max_length=10, choices=PlanStatus.choices)
    new_date = models.DateField("tanggal baru")
    new_precision = models.CharField(
        "ketelitian baru", max_length=10, choices=DatePrecision.choices
    )
    new_status = models.CharField("status baru", max_length=10, choices=PlanStatus.choices)
    reason = models.TextField("alasan", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="diubah oleh",
        on_delete=models.PROTECT,
        related_name="+",
    )
    changed_at = models.DateTimeField("diubah pada")

    class Meta:
        verbose_name = "perubahan jadwal"
        verbose_name_plural = "perubahan jadwal"
        ordering = ["-changed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.old_words} → {self.new_words}"

    @property
    def old_words(self) -> str:
        """The date before."""
        return date_words(self.old_date, self.old_precision)

    @property
    def new_words(self) -> str:
        """The date after, or that there is none any more."""
        if self.new_status == PlanStatus.CANCELLED:
            return "batal"
        return date_words(self.new_date, self.new_precision)
