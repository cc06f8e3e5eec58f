"""Grants of regional governments for an election: money of the APBD, never part of the DIPA."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from budget.querysets import GrantLineQuerySet, GrantReportQuerySet
from kpuntt.publishing.history import Records
from kpuntt.publishing.models import PublicationUnit


class GrantReport(PublicationUnit):
    """The grants for one round of elections: a unit of publication of its own."""

    area: ClassVar[str] = "budget"

    title = models.CharField("judul", max_length=120)
    year = models.PositiveSmallIntegerField("tahun")

    objects = GrantReportQuerySet.as_manager()

    # Set by GrantReportQuerySet.with_total.
    total_regent: int | None
    total_governor: int | None

    history = Records()

    class Meta(PublicationUnit.Meta):
        abstract = False
        verbose_name = "laporan hibah"
        verbose_name_plural = "laporan hibah"
        ordering = ["-year", "slug", "-version"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the permanent address of the current version."""
        return reverse("budget:grants", args=[self.slug])

    def copy_lines_to(self, successor: Self) -> None:
        """Copy all rows."""
        for line in self.lines.all():
            line.pk, line.report = None, successor
            line.save(force_insert=True)


class GrantLine(models.Model):
    """The grants of one government as printed; the printed total is a row too, without a region.

    ``printed_name`` is the name in the source, misprints included; ``region`` is what it means.
    """

    report = models.ForeignKey(
        GrantReport, verbose_name="laporan", on_delete=models.CASCADE, related_name="lines"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    is_total = models.BooleanField("baris jumlah", default=False)
    region = models.ForeignKey(
        "regions.Region",
        verbose_name="wilayah",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    printed_name = models.CharField("nama tercetak", max_length=80)
    regent = models.BigIntegerField("hibah pilbup/pilwalkot", null=True, blank=True)
    governor = models.BigIntegerField("hibah pilgub", null=True, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("catatan", max_length=300, blank=True)

    objects = GrantLineQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = "baris hibah"
        verbose_name_plural = "baris hibah"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="budget_grant_order_once"),
            models.UniqueConstraint(fields=["report", "region"], name="budget_grant_region_once"),
            models.UniqueConstraint(
                fields=["report"], condition=Q(is_total=True), name="budget_grant_total_once"
            ),
            models.CheckConstraint(
                condition=Q(is_total=True, region=None) | Q(is_total=False, region__isnull=False),
                name="budget_grant_region_unless_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.printed_name}"

    @property
    def total(self) -> int | None:
        """Both grants together, as the portal adds them; ``None`` if one is not given."""
        if self.regent is None or self.governor is None:
            return None
        return self.regent + self.governor
