"""The register of findings, and the tally of the checks behind it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from kpuntt.formatting import restyled
from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation import Severity


def _figure(name: str) -> models.DecimalField[Any, Any]:
    return models.DecimalField(name, max_digits=22, decimal_places=4, null=True, blank=True)


def _shown(words: str, figure: Decimal | None) -> str:
    return words if figure is None else restyled(words)


class FindingStatus(models.TextChoices):
    """What has become of a finding."""

    OPEN = "terbuka", _("Belum dijelaskan")
    EXPLAINED = "dijelaskan", _("Sudah dijelaskan")
    RESOLVED = "selesai", _("Selesai: tidak muncul lagi")


class FindingQuerySet(models.QuerySet["Finding"]):
    """Reads of the register."""

    def current(self) -> FindingQuerySet:
        """Return the findings that the latest run still sees."""
        return self.exclude(status=FindingStatus.RESOLVED)

    def about(self, area: str, subject: str) -> FindingQuerySet:
        """Return the current findings about one published unit."""
        return self.current().filter(area=area, subject=subject)


class Finding(models.Model):
    """A printed figure that differs from what follows from the other printed figures.

    ``subject`` is the slug of the published unit and ``place`` the row in it. The ``…_text`` fields
    hold the figures as the reader sees them; the numeric ones are empty where the law is about a
    code or a grade. A finding never blocks publication and never changes the figure; the unit may
    explain it.
    """

    area = models.CharField("bidang", max_length=40)
    subject = models.CharField("kode sumber temuan", max_length=80)
    subject_title = models.CharField("sumber temuan", max_length=200)
    path = models.CharField("alamat halaman", max_length=200)
    rule = models.CharField("kode aturan", max_length=40)
    rule_title = models.CharField("aturan", max_length=120)
    severity = models.CharField(
        "bobot", max_length=10, choices=[(item.value, item.value) for item in Severity]
    )
    place = models.CharField("tempat", max_length=500)
    region = models.ForeignKey(
        "regions.Region",
        verbose_name="wilayah",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    printed = _figure("tercetak")
    computed = _figure("terhitung")
    difference = _figure("selisih")
    printed_text = models.CharField("tercetak, dalam kata", max_length=120)
    computed_text = models.CharField("terhitung, dalam kata", max_length=120)
    difference_text = models.CharField("selisih, dalam kata", max_length=120, blank=True)
    explanation = models.TextField("penjelasan", blank=True)
    status = models.CharField(
        "status", max_length=20, choices=FindingStatus.choices, default=FindingStatus.OPEN
    )
    first_seen_at = models.DateTimeField("pertama ditemukan", auto_now_add=True)
    resolved_at = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        ordering = ["area", "subject", "rule", "place"]
        permissions = [("explain_finding", "Dapat menjelaskan temuan")]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "subject", "rule", "place"], name="finding_once"
            ),
            models.CheckConstraint(
                condition=Q(status=FindingStatus.RESOLVED, resolved_at__isnull=False)
                | (~Q(status=FindingStatus.RESOLVED) & Q(resolved_at=None)),
                name="finding_resolved_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject} {self.place}"

    @property
    def printed_shown(self) -> str:
        """What is printed, a figure in the style of the page."""
        return _shown(self.printed_text, self.printed)

    @property
    def computed_shown(self) -> str:
        """What was computed, a figure in the style of the page."""
        return _shown(self.computed_text, self.computed)

    @property
    def difference_shown(self) -> str:
        """The difference in the style of the page; empty if there is none."""
        return restyled(self.difference_text)


class CheckTally(models.Model):
    """How many checks of one rule in one area held, differed or could not be made."""

    area = models.CharField("bidang", max_length=40)
    rule = models.CharField("kode aturan", max_length=40)
    rule_title = models.CharField("aturan", max_length=120)
    statement = models.CharField("rumus", max_length=200)
    source = models.CharField("dasar", max_length=200)
    holds = models.PositiveIntegerField("cocok")
    differs = models.PositiveIntegerField("berbeda")
    not_checkable = models.PositiveIntegerField("tidak dapat diperiksa")
    ran_at = models.DateTimeField("diperiksa pada", auto_now=True)

    class Meta:
        verbose_name = "rekap pemeriksaan"
        verbose_name_plural = "rekap pemeriksaan"
        ordering = ["area", "rule"]
        constraints = [models.UniqueConstraint(fields=["area", "rule"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.area} {self.rule}"
