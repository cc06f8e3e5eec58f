"""What each regency and city handed in for a PDPB period, and until when it had to."""

from __future__ import annotations

import secrets
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.deconstruct import deconstructible

from kpuntt.formatting import month_name
from kpuntt.regions.models import RegionLevel
from voters.models.roll import PeriodKind

ROMAN = ("I", "II", "III", "IV")
#: Codes of regencies and cities have this form, and no other region's have: ``53.07``.
REGENCY_CODE_LENGTH = 5


@deconstructible
class MinutesStorage(FileSystemStorage):
    """A folder of its own that no web server serves; only staff get a file, through the admin."""

    @property
    def base_location(self) -> str:
        """Where the files lie, by the settings of the moment."""
        return str(settings.MINUTES_ROOT)

    @property
    def location(self) -> str:
        """The same as an absolute path."""
        return str(settings.MINUTES_ROOT)

    def url(self, name: str | None) -> str:
        """Return the address at which staff download the file."""
        return reverse("admin:voters_submission_minutes", args=[name])


def minutes_storage() -> MinutesStorage:
    """Return the storage of the minutes."""
    return MinutesStorage()


def minutes_name(_submission: models.Model, _name: str) -> str:
    """Return a name that says nothing and cannot be guessed."""
    return f"{secrets.token_hex(16)}.pdf"


def period_title(kind: str, number: int, year: int) -> str:
    """Return the name of a period: "Semester I 2025", "Juni 2025"."""
    if kind == PeriodKind.MONTH:
        return f"{month_name(number)} {year}"
    return f"{PeriodKind(kind).label} {ROMAN[number - 1]} {year}"


class Period(models.Model):
    """A PDPB period, as rolls have it."""

    period_kind = models.CharField("jenis periode", max_length=10, choices=PeriodKind.choices)
    period_number = models.PositiveSmallIntegerField("nomor periode")
    year = models.PositiveSmallIntegerField("tahun")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(period_kind=PeriodKind.MONTH, period_number__range=(1, 12))
                | Q(period_kind=PeriodKind.QUARTER, period_number__range=(1, 4))
                | Q(period_kind=PeriodKind.SEMESTER, period_number__range=(1, 2)),
                name="%(app_label)s_%(class)s_period_number",
                violation_error_message=(
                    "Nomor periode keliru: bulan 1–12, triwulan 1–4, semester 1–2."
                ),
            ),
        ]

    @property
    def period_title(self) -> str:
        """The name of the period: "Semester I 2025"."""
        return period_title(self.period_kind, self.period_number, self.year)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reads of what was handed in."""

    def for_period(self, kind: str, number: int, year: int) -> Self:
        """Return the rows of one period."""
        return self.filter(period_kind=kind, period_number=number, year=year)


class Submission(Period):
    """What one regency or city handed in for one period; a blank date is one that is not known.

    ``version`` grows with every change, so that two people at two desks notice each other.
    """

    region = models.ForeignKey(
        "regions.Region",
        verbose_name="kabupaten/kota",
        on_delete=models.PROTECT,
        limit_choices_to={"level": RegionLevel.REGENCY},
        related_name="+",
    )
    received_date = models.DateField("tanggal diterima", null=True, blank=True)
    plenary_date = models.DateField("tanggal pleno", null=True, blank=True)
    minutes_number = models.CharField("nomor Berita Acara", max_length=120, blank=True)
    minutes = models.FileField(
        "berkas Berita Acara",
        storage=minutes_storage,
        upload_to=minutes_name,
        max_length=60,
        blank=True,
        help_text="PDF tanpa skrip dan lampiran, paling besar 5 MB.",
    )
    document = models.ForeignKey(
        "provenance.Document",
        verbose_name="dokumen sumber",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.CharField("catatan", max_length=300, blank=True)
    version = models.PositiveIntegerField("versi", default=1, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="dicatat oleh",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    recorded_at = models.DateTimeField("dicatat pada", auto_now=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta(Period.Meta):
        abstract = False
        verbose_name = "laporan pleno kabupaten/kota"
        verbose_name_plural = "laporan pleno kabupaten/kota"
        ordering = ["-year", "period_kind", "-period_number", "region"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "period_kind", "period_number", "year"],
                name="submission_once",
                violation_error_message=(
                    "Kabupaten/kota ini sudah punya catatan untuk periode itu; ubah yang ada."
                ),
            ),
            models.CheckConstraint(
                condition=Exact(Length("region"), REGENCY_CODE_LENGTH),
                name="submission_of_regency",
                violation_error_message="Pilih kabupaten atau kota.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.period_title}"

    def clean(self) -> None:
        """Refuse a region that holds no plenary of its own, and a receipt before the plenary."""
        if self.region_id and len(self.region_id) != REGENCY_CODE_LENGTH:
            raise ValidationError({"region": "Pilih kabupaten atau kota."})
        check_dates(self)


def check_dates(submission: Submission) -> None:
    """Refuse minutes that were received before the plenary that they are of."""
    plenary, received = submission.plenary_date, submission.received_date
    if plenary is not None and received is not None and received < plenary:
        raise ValidationError(
            {"received_date": "Tanggal diterima lebih awal dari tanggal pleno; periksa keduanya."}
        )


class SubmissionDeadline(Period):
    """The last day for the plenaries of a period, with the rule or letter that sets it."""

    last_day = models.DateField("hari terakhir")
    source = models.CharField(
        "dasar", max_length=250, help_text="Peraturan atau surat yang menetapkan batas ini."
    )

    class Meta(Period.Meta):
        abstract = False
        verbose_name = "batas waktu pleno kabupaten/kota"
        verbose_name_plural = "batas waktu pleno kabupaten/kota"
        ordering = ["-year", "period_kind", "-period_number"]
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["period_kind", "period_number", "year"], name="submission_deadline_once"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="submission_deadline_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.period_title}: {self.last_day:%Y-%m-%d}"
