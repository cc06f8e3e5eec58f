"""Performance reports (LKj) with their objectives, indicators and risk mitigation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse

from kpuntt.language import gettext_noop as _
from kpuntt.publishing.history import Records
from kpuntt.publishing.models import PublicationUnit
from performance.models.scale import AchievementMethod, GradeScale
from performance.querysets import PerformanceReportQuerySet


class PerformanceReport(PublicationUnit):
    """A Laporan Kinerja of one year: the unit of publication of the performance area."""

    area: ClassVar[str] = "performance"

    year = models.PositiveSmallIntegerField("tahun")
    title = models.CharField("judul", max_length=120)
    region = models.ForeignKey(
        "regions.Region", verbose_name="wilayah", on_delete=models.PROTECT, related_name="+"
    )
    document = models.ForeignKey(
        "provenance.Document", verbose_name="dokumen", on_delete=models.PROTECT, related_name="+"
    )

    objects = PerformanceReportQuerySet.as_manager()

    # Set by PerformanceReportQuerySet.with_reached.
    indicator_count: int
    reached_count: int

    history = Records()

    class Meta(PublicationUnit.Meta):
        abstract = False
        verbose_name = "laporan kinerja"
        verbose_name_plural = "laporan kinerja"
        ordering = ["-year", "-version"]
        constraints = [
            *PublicationUnit.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "version"], name="performance_report_year_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the permanent address of the current version."""
        return reverse("performance:report", args=[self.year])

    def copy_lines_to(self, successor: Self) -> None:
        """Copy objectives with indicators, figures, mitigation and evidence to a new version."""
        for objective in self.objectives.all():
            indicators = list(objective.indicators.all())
            mitigations = list(objective.mitigations.all())
            evidence = objective.evidence()
            _copy([objective], report=successor)
            copies: dict[int, Indicator] = {}
            for indicator in indicators:
                former = indicator.pk
                targets, results = list(indicator.targets.all()), list(indicator.results.all())
                slots = list(indicator.slots.all())
                _copy([indicator], objective=objective)
                _copy([*targets, *results, *slots], indicator=indicator)
                copies[former] = indicator
            for mitigation in mitigations:
                _copy([mitigation], objective=objective, indicator=copies[mitigation.indicator_id])
            _copy(evidence, objective=objective)


def _copy(rows: Iterable[models.Model], **owner: Any) -> None:
    for row in rows:
        row.pk = None
        for name, value in owner.items():
            setattr(row, name, value)
        row.save(force_insert=True)


class Objective(models.Model):
    """A strategic objective of the year, in the words of the performance agreement.

    ``further_address`` leads to the page of the portal where its evidence stands, if that is not
    in the report's own tables.
    """

    report = models.ForeignKey(
        PerformanceReport,
        verbose_name="laporan",
        on_delete=models.CASCADE,
        related_name="objectives",
    )
    number = models.PositiveSmallIntegerField("nomor")
    text = models.CharField("sasaran strategis", max_length=300)
    further_title = models.CharField("judul halaman terkait", max_length=80, blank=True)
    further_address = models.CharField("alamat halaman terkait", max_length=120, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "sasaran strategis"
        verbose_name_plural = "sasaran strategis"
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="performance_objective_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def evidence(self) -> list[models.Model]:
        """Return every row of the evidence tables that belong to the objective."""
        return [
            *self.offices.all(),
            *self.legal_documents.all(),
            *self.staff.all(),
            *self.staff_statements.all(),
            *self.trainings.all(),
            *self.awards.all(),
        ]


class UnitKind(models.TextChoices):
    """What an indicator is measured in."""

    PERCENT = "persen", _("persen")
    NUMBER = "angka", _("angka")
    INDEX = "indeks", _("indeks 0–100")
    GRADE = "predikat", _("predikat")


class Direction(models.TextChoices):
    """Where a good result lies."""

    HIGHER = "naik", _("makin tinggi makin baik")
    LOWER = "turun", _("makin rendah makin baik")
    EXACT = "tepat", _("tepat pada target")
    RANGE = "rentang", _("di dalam rentang")


class Indicator(models.Model):
    """A performance indicator of an objective; ``slug`` is the end of its address.

    ``measured`` names what a percentage counts; ``method`` is empty if the source gives no formula.
    """

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="indicators"
    )
    number = models.PositiveSmallIntegerField("nomor")
    slug = models.SlugField("kode", max_length=60)
    short_name = models.CharField("nama pendek", max_length=60)
    name = models.CharField("indikator", max_length=300)
    unit = models.CharField("satuan", max_length=10, choices=UnitKind.choices)
    direction = models.CharField("arah", max_length=10, choices=Direction.choices)
    method = models.CharField(
        "cara menghitung capaian", max_length=20, choices=AchievementMethod.choices, blank=True
    )
    scale = models.ForeignKey(
        GradeScale,
        verbose_name="skala predikat",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    measured = models.CharField("yang dihitung", max_length=160, blank=True)

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["objective", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "slug"], name="performance_indicator_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(unit=UnitKind.GRADE) | models.Q(scale__isnull=False),
                name="performance_grade_has_scale",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Mitigation(models.Model):
    """A measure against the risks of an objective, put shortly in our own words."""

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="mitigations"
    )
    indicator = models.ForeignKey(
        Indicator, verbose_name="indikator", on_delete=models.CASCADE, related_name="mitigations"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    text = models.CharField("tindakan", max_length=300)
    note = models.CharField("catatan", max_length=200, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "mitigasi risiko"
        verbose_name_plural = "mitigasi risiko"
        ordering = ["objective", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "order"], name="performance_mitigation_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
