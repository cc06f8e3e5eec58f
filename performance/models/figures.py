"""What is printed about an indicator: targets per planning document, results, analyses."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kpuntt.language import gettext_noop as _
from kpuntt.publishing.history import Records
from performance.models.report import Indicator


class PlanDocument(models.TextChoices):
    """Where a target is printed, in the order of the report; the agreement is the signed one."""

    STRATEGIC = "aspek", _("Aspek Strategis Organisasi")
    PLAN = "rkt", _("Rencana Kinerja Tahunan (RKT)")
    AGREEMENT = "pk", _("Perjanjian Kinerja (PK)")
    SUMMARY = "ikhtisar", _("Ikhtisar Eksekutif")
    REPORT = "lkj", _("Tabel capaian, BAB III")


#: The places where the table of results is printed.
RESULT_DOCUMENTS = (PlanDocument.SUMMARY, PlanDocument.REPORT)


class Target(models.Model):
    """A target as one document prints it, and the number or grade that it means."""

    indicator = models.ForeignKey(
        Indicator, verbose_name="indikator", on_delete=models.CASCADE, related_name="targets"
    )
    document = models.CharField("dokumen", max_length=10, choices=PlanDocument.choices)
    printed = models.CharField("target tercetak", max_length=20)
    value = models.DecimalField(
        "target, angka", max_digits=9, decimal_places=2, null=True, blank=True
    )
    grade = models.CharField("target, predikat", max_length=4, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    history = Records()

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["indicator", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "document"], name="performance_target_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, grade="") | (Q(value=None) & ~Q(grade="")),
                name="performance_target_value_or_grade",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.document}"


class Result(models.Model):
    """A row of a table of results: result and achievement as printed there.

    The particulars (what the text names again, its score, reference year, assessor, whether it is
    provisional) belong to the row of BAB III; the summary gives none. ``computed`` and
    ``computed_agreed`` are the portal's achievement by the target of the same table and by that of
    the performance agreement.
    """

    indicator = models.ForeignKey(
        Indicator, verbose_name="indikator", on_delete=models.CASCADE, related_name="results"
    )
    document = models.CharField(
        "tabel hasil",
        max_length=10,
        choices=[(item.value, item.label) for item in RESULT_DOCUMENTS],
    )
    printed = models.CharField("realisasi tercetak", max_length=20)
    value = models.DecimalField(
        "realisasi, angka", max_digits=9, decimal_places=2, null=True, blank=True
    )
    grade = models.CharField("realisasi, predikat", max_length=4, blank=True)
    achievement_printed = models.CharField("capaian tercetak", max_length=20)
    achievement = models.DecimalField(
        "capaian tercetak, angka", max_digits=9, decimal_places=2, null=True, blank=True
    )
    computed = models.DecimalField(
        "capaian terhitung", max_digits=9, decimal_places=2, null=True, blank=True, editable=False
    )
    computed_agreed = models.DecimalField(
        "capaian terhitung menurut PK",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        editable=False,
    )
    narrated = models.CharField("realisasi dalam uraian", max_length=20, blank=True)
    score = models.DecimalField("nilai", max_digits=6, decimal_places=2, null=True, blank=True)
    reference_year = models.PositiveSmallIntegerField("tahun acuan", null=True, blank=True)
    assessor = models.CharField("penilai", max_length=120, blank=True)
    provisional = models.BooleanField("sementara", default=False)
    note = models.CharField("catatan", max_length=300, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )
    narrative_citation = models.ForeignKey(
        "provenance.Citation",
        verbose_name="rujukan uraian",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    history = Records()

    class Meta:
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ["indicator", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "document"], name="performance_result_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, grade="") | (Q(value=None) & ~Q(grade="")),
                name="performance_result_value_or_grade",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.document}"


class SlotKind(models.IntegerChoices):
    """The seven analyses that BAB III owes for each indicator."""

    TARGET = 1, _("Target dan realisasi tahun ini")
    EARLIER = 2, _("Realisasi tahun-tahun sebelumnya")
    MEDIUM_TERM = 3, _("Target jangka menengah")
    STANDARD = 4, _("Standar nasional")
    CAUSES = 5, _("Sebab dan solusi")
    PROGRAMMES = 6, _("Program dan kegiatan penunjang")
    EFFICIENCY = 7, _("Efisiensi sumber daya")


class AnalysisSlot(models.Model):
    """What the report gives for one of the seven analyses, put shortly in our own words."""

    indicator = models.ForeignKey(
        Indicator, verbose_name="indikator", on_delete=models.CASCADE, related_name="slots"
    )
    slot = models.PositiveSmallIntegerField("analisis", choices=SlotKind.choices)
    text = models.CharField("isi", max_length=400)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "analisis"
        verbose_name_plural = "analisis"
        ordering = ["indicator", "slot"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "slot"], name="performance_analysisslot_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.slot}"
