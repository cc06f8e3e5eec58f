"""Voter rolls: DPT and its stages, PDPB by period, and the figures printed in them.

All counts are stored as printed. A figure that the source does not give is ``NULL``, never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kpuntt.formatting import format_date, format_month
from kpuntt.language import gettext_noop as _
from kpuntt.publishing.history import Records
from kpuntt.publishing.models import PublicationUnit
from voters.models.election import Election
from voters.querysets import RollLineQuerySet, RollQuerySet


class RollKind(models.TextChoices):
    """What makes a roll: an election, or continuous updating between elections."""

    DPT = "dpt", "DPT"
    PDPB = "pdpb", "PDPB"


class RollStage(models.TextChoices):
    """Stages of an election's roll, in the order in which they follow each other."""

    DP4 = "dp4", _("DP4")
    DP4_SYNCHRONISED = "dp4-sinkron", _("DP4 hasil sinkronisasi")
    COKLIT = "coklit", _("Hasil coklit")
    DPS = "dps", _("DPS")
    DPSHP = "dpshp", _("DPSHP")
    DPT = "dpt", _("DPT")
    DPTHP = "dpthp", _("DPTHP")
    DPTB = "dptb", _("DPTb")
    DPK = "dpk", _("DPK")


class PeriodKind(models.TextChoices):
    """Length of a PDPB period; older rules were monthly, today's are quarters and semesters."""

    MONTH = "bulan", "Bulan"
    QUARTER = "triwulan", "Triwulan"
    SEMESTER = "semester", "Semester"


class Precision(models.TextChoices):
    """How exactly the source dates a roll."""

    DAY = "hari", _("Hari")
    MONTH = "bulan", _("Bulan")
    PERIOD = "periode", _("Hanya periodenya")


class Roll(PublicationUnit):
    """A voter roll at one stage or period: the unit of publication of the voters' area.

    ``as_of`` orders the rolls in time; it is the plenary date only where ``precision`` is the day.
    ``baseline`` is the roll that this one starts from.
    """

    area: ClassVar[str] = "voters"

    title = models.CharField("judul", max_length=120)
    kind = models.CharField("jenis", max_length=10, choices=RollKind.choices)
    stage = models.CharField("tahap", max_length=20, choices=RollStage.choices, blank=True)
    election = models.ForeignKey(
        Election,
        verbose_name="pemilihan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rolls",
    )
    period_kind = models.CharField(
        "jenis periode", max_length=10, choices=PeriodKind.choices, blank=True
    )
    year = models.PositiveSmallIntegerField("tahun")
    period_number = models.PositiveSmallIntegerField("nomor periode", null=True, blank=True)
    as_of = models.DateField("per tanggal")
    precision = models.CharField(
        "ketelitian tanggal", max_length=10, choices=Precision.choices, default=Precision.DAY
    )
    baseline = models.ForeignKey(
        "self",
        verbose_name="daftar asal",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successors",
    )
    summary = models.TextField("keterangan", blank=True)

    objects = RollQuerySet.as_manager()

    # Set by RollQuerySet.with_province_figures.
    province_total: int | None
    province_male: int | None
    province_female: int | None
    province_polling_stations: int | None
    source_kind: str | None

    history = Records()

    class Meta(PublicationUnit.Meta):
        abstract = False
        verbose_name = "daftar pemilih"
        verbose_name_plural = "daftar pemilih"
        ordering = ["-as_of", "-pk"]
        constraints = [
            *PublicationUnit.Meta.constraints,
            models.CheckConstraint(
                condition=(
                    Q(kind=RollKind.DPT, election__isnull=False, period_kind="", period_number=None)
                    & ~Q(stage="")
                )
                | (
                    Q(kind=RollKind.PDPB, election=None, stage="", period_number__isnull=False)
                    & ~Q(period_kind="")
                ),
                name="voters_roll_stage_or_period",
            ),
            models.CheckConstraint(
                condition=Q(period_number=None)
                | Q(period_kind=PeriodKind.MONTH, period_number__range=(1, 12))
                | Q(period_kind=PeriodKind.QUARTER, period_number__range=(1, 4))
                | Q(period_kind=PeriodKind.SEMESTER, period_number__range=(1, 2)),
                name="voters_roll_period_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the permanent address of the current version."""
        return reverse("voters:roll", args=[self.slug])

    @property
    def date_text(self) -> str:
        """When the roll was established, as far as its source says; empty if it does not."""
        if self.precision == Precision.DAY:
            return format_date(self.as_of)
        return format_month(self.as_of) if self.precision == Precision.MONTH else ""

    def copy_lines_to(self, successor: Self) -> None:
        """Copy lines with their reasons, disability counts and citations to a new version."""
        for line in self.lines.all():
            reasons, citations = list(line.reasons.all()), list(line.figure_citations.all())
            line.pk, line.roll = None, successor
            line.save(force_insert=True)
            _copy(reasons, line=line)
            _copy(citations, line=line)
        _copy(list(self.disability_counts.all()), roll=successor)


def _copy(rows: Sequence[models.Model], **owner: models.Model) -> None:
    for row in rows:
        row.pk = None
        for name, value in owner.items():
            setattr(row, name, value)
        row.save(force_insert=True)


class RollLine(models.Model):
    """The figures of one region in a roll, as printed there; the province row is a line too."""

    roll = models.ForeignKey(
        Roll, verbose_name="daftar", on_delete=models.CASCADE, related_name="lines"
    )
    region = models.ForeignKey(
        "regions.Region", verbose_name="wilayah", on_delete=models.PROTECT, related_name="+"
    )
    districts = models.PositiveIntegerField("kecamatan", null=True, blank=True)
    villages = models.PositiveIntegerField("desa/kelurahan", null=True, blank=True)
    polling_stations = models.PositiveIntegerField("TPS", null=True, blank=True)
    special_stations = models.PositiveIntegerField("TPS lokasi khusus", null=True, blank=True)
    male = models.PositiveIntegerField("laki-laki", null=True, blank=True)
    female = models.PositiveIntegerField("perempuan", null=True, blank=True)
    total = models.PositiveIntegerField("jumlah", null=True, blank=True)
    previous = models.PositiveIntegerField("daftar sebelumnya", null=True, blank=True)
    new = models.PositiveIntegerField("pemilih baru", null=True, blank=True)
    new_male = models.PositiveIntegerField("pemilih baru laki-laki", null=True, blank=True)
    new_female = models.PositiveIntegerField("pemilih baru perempuan", null=True, blank=True)
    ineligible = models.PositiveIntegerField("TMS", null=True, blank=True)
    ineligible_male = models.PositiveIntegerField("TMS laki-laki", null=True, blank=True)
    ineligible_female = models.PositiveIntegerField("TMS perempuan", null=True, blank=True)
    corrected = models.PositiveIntegerField("perbaikan data", null=True, blank=True)
    corrected_male = models.PositiveIntegerField("perbaikan laki-laki", null=True, blank=True)
    corrected_female = models.PositiveIntegerField("perbaikan perempuan", null=True, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("catatan", max_length=300, blank=True)

    objects = RollLineQuerySet.as_manager()
    history = Records()

    class Meta:
        verbose_name = "baris daftar pemilih"
        verbose_name_plural = "baris daftar pemilih"
        ordering = ["roll", "region"]
        constraints = [
            models.UniqueConstraint(fields=["roll", "region"], name="voters_rollline_once")
        ]

    def __str__(self) -> str:
        return f"{self.roll} {self.region_id}"


class FigureCitation(models.Model):
    """The source of single figures of a line that do not come from the line's own source."""

    line = models.ForeignKey(
        RollLine, verbose_name="baris", on_delete=models.CASCADE, related_name="figure_citations"
    )
    figure = models.CharField("angka", max_length=40)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    history = Records()

    class Meta:
        verbose_name = "rujukan angka"
        verbose_name_plural = "rujukan angka"
        ordering = ["line", "figure"]
        constraints = [
            models.UniqueConstraint(fields=["line", "figure"], name="voters_figurecitation_once")
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.figure}"

    @property
    def label(self) -> str:
        """What the figure is called on pages."""
        field = RollLine._meta.get_field(self.figure)
        return str(getattr(field, "verbose_name", self.figure))


class ReasonDirection(models.TextChoices):
    """Whether a reason adds voters to a roll or takes them off."""

    NEW = "baru", _("Pemilih baru")
    INELIGIBLE = "tms", _("Tidak memenuhi syarat")


class ReasonKind(models.Model):
    """A reason for entering or leaving a roll; the list differs by regulation.

    ``changes_roll`` is false for a reason that only moves a voter, such as a wrong polling station.
    """

    code = models.SlugField("kode", max_length=60, unique=True)
    name = models.CharField("alasan", max_length=120)
    direction = models.CharField("arah", max_length=10, choices=ReasonDirection.choices)
    changes_roll = models.BooleanField("mengubah jumlah daftar", default=True)
    regulation = models.CharField("dasar hukum", max_length=200)

    class Meta:
        verbose_name = "alasan perubahan"
        verbose_name_plural = "alasan perubahan"
        ordering = ["direction", "code"]

    def __str__(self) -> str:
        return self.name


class RollReason(models.Model):
    """How many voters of a line entered or left the roll for one reason, as printed."""

    line = models.ForeignKey(
        RollLine, verbose_name="baris", on_delete=models.CASCADE, related_name="reasons"
    )
    kind = models.ForeignKey(
        ReasonKind, verbose_name="alasan", on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    male = models.PositiveIntegerField("laki-laki", null=True, blank=True)
    female = models.PositiveIntegerField("perempuan", null=True, blank=True)
    total = models.PositiveIntegerField("jumlah")
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    history = Records()

    class Meta:
        verbose_name = "rincian alasan"
        verbose_name_plural = "rincian alasan"
        ordering = ["line", "order"]
        constraints = [
            models.UniqueConstraint(fields=["line", "kind"], name="voters_rollreason_once")
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.kind}"


class DisabilityKind(models.TextChoices):
    """Kinds of disability as the rolls list them; ``ALL`` is the printed total."""

    ALL = "semua", _("Semua ragam")
    PHYSICAL = "fisik", _("Fisik")
    INTELLECTUAL = "intelektual", _("Intelektual")
    MENTAL = "mental", _("Mental")
    SPEECH = "sensorik-wicara", _("Sensorik wicara")
    HEARING = "sensorik-rungu", _("Sensorik rungu")
    SIGHT = "sensorik-netra", _("Sensorik netra")


class DisabilityCount(models.Model):
    """Voters with a disability in a roll, by region or by kind, as printed."""

    roll = models.ForeignKey(
        Roll, verbose_name="daftar", on_delete=models.CASCADE, related_name="disability_counts"
    )
    region = models.ForeignKey(
        "regions.Region", verbose_name="wilayah", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(
        "ragam", max_length=20, choices=DisabilityKind.choices, default=DisabilityKind.ALL
    )
    total = models.PositiveIntegerField("jumlah")
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "pemilih disabilitas"
        verbose_name_plural = "pemilih disabilitas"
        ordering = ["roll", "region", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["roll", "region", "kind"], name="voters_disabilitycount_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.roll} {self.region_id} {self.kind}"
