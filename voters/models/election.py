"""Elections and what is published about them: results, logistics and stages."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kpuntt.language import gettext_noop as _
from kpuntt.publishing.history import Records
from kpuntt.publishing.models import PublicationUnit
from voters.querysets import ElectionReportQuerySet


class Election(models.Model):
    """An election, or a round of simultaneous elections that contains others."""

    slug = models.SlugField("alamat", max_length=80, unique=True)
    name = models.CharField("nama", max_length=120)
    short_name = models.CharField("nama pendek", max_length=40)
    year = models.PositiveSmallIntegerField("tahun")
    parent = models.ForeignKey(
        "self",
        verbose_name="bagian dari",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
    )

    class Meta:
        verbose_name = "pemilihan"
        verbose_name_plural = "pemilihan"
        ordering = ["-year", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the permanent address of the election."""
        return reverse("voters:election", args=[self.slug])


class ElectionReport(PublicationUnit):
    """What is published of one election at a time: its contests, logistics and stages."""

    area: ClassVar[str] = "voters"

    election = models.ForeignKey(
        Election, verbose_name="pemilihan", on_delete=models.PROTECT, related_name="reports"
    )

    objects = ElectionReportQuerySet.as_manager()
    history = Records()

    class Meta(PublicationUnit.Meta):
        abstract = False
        verbose_name = "laporan pemilihan"
        verbose_name_plural = "laporan pemilihan"
        ordering = ["slug", "version"]

    def __str__(self) -> str:
        return self.election.name

    def get_absolute_url(self) -> str:
        """Return the permanent address of the election."""
        return self.election.get_absolute_url()

    def copy_lines_to(self, successor: Self) -> None:
        """Copy contests with their candidates and votes, logistics and stages."""
        for contest in self.contests.all():
            candidates = list(contest.candidates.prefetch_related("votes"))
            contest.pk, contest.report = None, successor
            contest.save(force_insert=True)
            for candidate in candidates:
                votes = list(candidate.votes.all())
                candidate.pk, candidate.contest = None, contest
                candidate.save(force_insert=True)
                for vote in votes:
                    vote.pk, vote.candidate = None, candidate
                    vote.save(force_insert=True)
        rows: list[LogisticsItem | ElectionStage] = [*self.logistics.all(), *self.stages.all()]
        for row in rows:
            row.pk, row.report = None, successor
            row.save(force_insert=True)


class ContestStatus(models.TextChoices):
    """Official results come from a plenary; provisional ones never share a table with them."""

    OFFICIAL = "resmi", _("Resmi")
    PROVISIONAL = "sementara", _("Sementara")


class Contest(models.Model):
    """One office to be filled in an election."""

    report = models.ForeignKey(
        ElectionReport, verbose_name="laporan", on_delete=models.CASCADE, related_name="contests"
    )
    name = models.CharField("jabatan yang dipilih", max_length=160)
    status = models.CharField(
        "status hasil",
        max_length=10,
        choices=ContestStatus.choices,
        default=ContestStatus.OFFICIAL,
    )

    history = Records()

    class Meta:
        verbose_name = "kontes"
        verbose_name_plural = "kontes"
        ordering = ["report", "name"]
        constraints = [
            models.UniqueConstraint(fields=["report", "name", "status"], name="voters_contest_once")
        ]

    def __str__(self) -> str:
        return self.name


class Candidate(models.Model):
    """A candidate pair, in the order of the source; the ballot number only if it is printed."""

    contest = models.ForeignKey(
        Contest, verbose_name="kontes", on_delete=models.CASCADE, related_name="candidates"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    ballot_number = models.PositiveSmallIntegerField("nomor urut", null=True, blank=True)
    name = models.CharField("calon", max_length=120)
    running_mate = models.CharField("wakil", max_length=120, blank=True)

    history = Records()

    class Meta:
        verbose_name = "pasangan calon"
        verbose_name_plural = "pasangan calon"
        ordering = ["contest", "order"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "order"], name="voters_candidate_once")
        ]

    def __str__(self) -> str:
        return self.name


class Vote(models.Model):
    """Valid votes of a candidate in a region, with the percentage printed beside them."""

    candidate = models.ForeignKey(
        Candidate, verbose_name="pasangan calon", on_delete=models.CASCADE, related_name="votes"
    )
    region = models.ForeignKey(
        "regions.Region", verbose_name="wilayah", on_delete=models.PROTECT, related_name="+"
    )
    votes = models.PositiveIntegerField("suara sah")
    percent = models.DecimalField(
        "persentase tercetak", max_digits=5, decimal_places=2, null=True, blank=True
    )
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    history = Records()

    class Meta:
        verbose_name = "perolehan suara"
        verbose_name_plural = "perolehan suara"
        ordering = ["candidate", "region"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "region"], name="voters_vote_once")
        ]

    def __str__(self) -> str:
        return f"{self.candidate} {self.region_id}"


class LogisticsItem(models.Model):
    """A kind of election supplies and its quantity; factors between items are no rule."""

    report = models.ForeignKey(
        ElectionReport, verbose_name="laporan", on_delete=models.CASCADE, related_name="logistics"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    name = models.CharField("barang", max_length=120)
    quantity = models.PositiveIntegerField("jumlah")
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    history = Records()

    class Meta:
        verbose_name = "logistik"
        verbose_name_plural = "logistik"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="voters_logistics_once")
        ]

    def __str__(self) -> str:
        return self.name


class ElectionStage(models.Model):
    """A stage of an election; ``printed_period`` keeps the dates just as the source writes them."""

    report = models.ForeignKey(
        ElectionReport, verbose_name="laporan", on_delete=models.CASCADE, related_name="stages"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    name = models.CharField("tahapan", max_length=200)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    printed_period = models.CharField("waktu tercetak", max_length=80)
    output = models.CharField("keluaran", max_length=200)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField("catatan", max_length=200, blank=True)

    history = Records()

    class Meta:
        verbose_name = "tahapan"
        verbose_name_plural = "tahapan"
        ordering = ["report", "order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "order"], name="voters_stage_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="voters_stage_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name
