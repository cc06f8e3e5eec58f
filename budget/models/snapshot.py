"""Budget snapshots: ceilings and cumulative realisation by code, as printed.

Money is whole rupiah. A cell that the source leaves blank is ``NULL``, never zero.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from budget.querysets import BudgetLineQuerySet, BudgetSnapshotQuerySet
from kpuntt.formatting import format_month
from kpuntt.language import gettext_noop as _
from kpuntt.publishing.history import Records
from kpuntt.publishing.models import PublicationUnit


class Basis(models.TextChoices):
    """When spending is counted: at payment, or when it is owed."""

    SP2D = "sp2d", _("SP2D")
    ACCRUAL = "akrual", _("Akrual")
    UNSTATED = "tidak-disebut", _("Tidak disebut")


class LineKind(models.TextChoices):
    """Whether the source prints a line, or the portal shows the rest that it does not detail."""

    PRINTED = "tercetak", _("Tercetak")
    BALANCING = "penyeimbang", _("Penyeimbang")


class Level(models.TextChoices):
    """Levels of a budget code from the whole down to the item."""

    TOTAL = "total", _("Total")
    PROGRAMME = "program", _("Program")
    ACTIVITY = "kegiatan", _("Kegiatan")
    OUTPUT_GROUP = "kro", _("Klasifikasi Rincian Output")
    OUTPUT = "ro", _("Rincian Output")
    COMPONENT = "komponen", _("Komponen")
    SUBCOMPONENT = "subkomponen", _("Subkomponen")
    ACCOUNT = "akun", _("Akun")
    ITEM = "item", _("Item")


class BudgetSnapshot(PublicationUnit):
    """The budget of a year with its realisation up to the end of a month.

    ``revision`` is the number of the ceiling's revision, empty if the source does not give it.
    """

    area: ClassVar[str] = "budget"

    title = models.CharField("judul", max_length=120)
    year = models.PositiveSmallIntegerField("tahun anggaran")
    month = models.PositiveSmallIntegerField("sampai dengan bulan")
    basis = models.CharField(
        "basis pencatatan", max_length=20, choices=Basis.choices, default=Basis.UNSTATED
    )
    revision = models.PositiveSmallIntegerField("revisi pagu ke", null=True, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    objects = BudgetSnapshotQuerySet.as_manager()

    # Set by BudgetSnapshotQuerySet.with_total.
    total_ceiling: int | None
    total_realisation: int | None
    total_remaining: int | None
    total_percent: Decimal | None

    history = Records()

    class Meta(PublicationUnit.Meta):
        abstract = False
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["-year", "-month", "slug", "-version"]
        constraints = [
            *PublicationUnit.Meta.constraints,
            models.CheckConstraint(condition=Q(month__range=(1, 12)), name="budget_snapshot_month"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def as_of(self) -> date:
        """The last day that the cumulative realisation reaches."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def month_text(self) -> str:
        """The month and year in words."""
        return format_month(self.as_of)

    def get_absolute_url(self) -> str:
        """Return the permanent address of the year, which shows its newest month."""
        return reverse("budget:year", args=[self.year])

    def get_version_url(self) -> str:
        """Return the permanent address of this version of this month."""
        return reverse("budget:version", args=[self.slug, self.version])

    def copy_lines_to(self, successor: Self) -> None:
        """Copy lines, their places below each other, and restatements to a new version."""
        copies: dict[int | None, BudgetLine | None] = {None: None}
        pending = list(self.lines.all())
        # From the top down: a line can only be written once the one above it has its copy.
        while ready := [line for line in pending if line.parent_id in copies]:
            pending = [line for line in pending if line.parent_id not in copies]
            former = [line.pk for line in ready]
            for line in ready:
                line.pk, line.snapshot, line.parent = None, successor, copies[line.parent_id]
            BudgetLine.objects.bulk_create(ready, batch_size=500)
            copies.update(zip(former, ready, strict=True))
        for restatement in self.restatements.all():
            restatement.pk, restatement.snapshot = None, successor
            restatement.save(force_insert=True)


class BudgetLine(models.Model):
    """One line of a snapshot.

    ``code`` follows from the line's place in the table, ``printed_code`` is what stands there.
    ``order`` is the printed order; a balancing line takes that of the printed line it comes after
    and a ``suborder`` above zero. All figures of a balancing line are computed, none is printed.
    """

    snapshot = models.ForeignKey(
        BudgetSnapshot, verbose_name="realisasi", on_delete=models.CASCADE, related_name="lines"
    )
    order = models.PositiveSmallIntegerField("urutan tercetak")
    suborder = models.PositiveSmallIntegerField("urutan sesudah baris tercetak", default=0)
    kind = models.CharField(
        "jenis baris", max_length=20, choices=LineKind.choices, default=LineKind.PRINTED
    )
    level = models.CharField("tingkat", max_length=20, choices=Level.choices)
    printed_code = models.CharField("kode tercetak", max_length=60, blank=True)
    code = models.CharField("kode", max_length=80)
    parent = models.ForeignKey(
        "self",
        verbose_name="baris induk",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
    )
    name = models.CharField("uraian", max_length=250, blank=True)
    ceiling = models.BigIntegerField("pagu", null=True, blank=True)
    realisation = models.BigIntegerField("realisasi", null=True, blank=True)
    remaining = models.BigIntegerField("sisa", null=True, blank=True)
    percent = models.DecimalField(
        "persen realisasi", max_digits=7, decimal_places=2, null=True, blank=True
    )
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("catatan", max_length=300, blank=True)

    objects = BudgetLineQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = "baris anggaran"
        verbose_name_plural = "baris anggaran"
        ordering = ["snapshot", "order", "suborder"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "code"], name="budget_line_code_once"),
            models.UniqueConstraint(
                fields=["snapshot", "order", "suborder"], name="budget_line_order_once"
            ),
            models.UniqueConstraint(
                fields=["snapshot"], condition=Q(level=Level.TOTAL), name="budget_line_total_once"
            ),
            models.CheckConstraint(
                condition=(Q(kind=LineKind.PRINTED, suborder=0) & ~Q(printed_code=""))
                | Q(
                    kind=LineKind.BALANCING,
                    suborder__gt=0,
                    printed_code="",
                    parent__isnull=False,
                ),
                name="budget_line_printed_or_balancing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    def get_absolute_url(self) -> str:
        """Return the permanent address of this code in the year of its snapshot."""
        return reverse("budget:line", args=[self.snapshot.year, self.code])

    @property
    def is_balancing(self) -> bool:
        """Whether the portal computed this line because the source does not detail it."""
        return self.kind == LineKind.BALANCING

    @property
    def bar(self) -> Decimal | None:
        """The width of the absorption bar in per cent, which never leaves its frame."""
        return None if self.percent is None else min(self.percent, Decimal(100))


class RestatedFigure(models.TextChoices):
    """Which figure of the whole budget is stated again."""

    CEILING = "pagu", _("Pagu")
    REALISATION = "realisasi", _("Realisasi")
    PERCENT = "persen", _("Persen realisasi")


class Restatement(models.Model):
    """A figure of the total line that the same document states again in another place."""

    snapshot = models.ForeignKey(
        BudgetSnapshot,
        verbose_name="realisasi",
        on_delete=models.CASCADE,
        related_name="restatements",
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    figure = models.CharField("angka", max_length=10, choices=RestatedFigure.choices)
    amount = models.BigIntegerField("rupiah", null=True, blank=True)
    percent = models.DecimalField("persen", max_digits=7, decimal_places=2, null=True, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "angka disebut ulang"
        verbose_name_plural = "angka disebut ulang"
        ordering = ["snapshot", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["snapshot", "order"], name="budget_restatement_order_once"
            ),
            models.UniqueConstraint(
                fields=["snapshot", "figure", "citation"], name="budget_restatement_once"
            ),
            models.CheckConstraint(
                condition=Q(figure=RestatedFigure.PERCENT, amount=None, percent__isnull=False)
                | (~Q(figure=RestatedFigure.PERCENT) & Q(amount__isnull=False, percent=None)),
                name="budget_restatement_amount_or_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_figure_display()}, {self.citation.place}"

    @property
    def value(self) -> Decimal | int | None:
        """The figure itself."""
        return self.percent if self.figure == RestatedFigure.PERCENT else self.amount
