"""What a reader reported about a figure, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kpuntt.language import gettext_noop
from kpuntt.reports.rules import MAX_ANSWER, MAX_MESSAGE, MAX_PATH, MAX_PLACE


class ReportState(models.TextChoices):
    """What has become of a report; a page translates the labels."""

    RECEIVED = "diterima", gettext_noop("Diterima")
    CHECKING = "diperiksa", gettext_noop("Sedang diperiksa")
    EXPLAINED = "dijelaskan", gettext_noop("Dijelaskan")
    CORRECTED = "dikoreksi", gettext_noop("Dikoreksi")


OPEN = (ReportState.RECEIVED, ReportState.CHECKING)
CLOSED = (ReportState.EXPLAINED, ReportState.CORRECTED)


class FigureReportQuerySet(models.QuerySet["FigureReport"]):
    """Reads of the reports."""

    def open(self) -> FigureReportQuerySet:
        """Return the reports that wait for an answer."""
        return self.filter(state__in=OPEN)

    def about(self, path: str) -> FigureReportQuerySet:
        """Return the reports about one page, newest first."""
        return self.filter(path=path).order_by("-created_at", "-pk")


class FigureReport(models.Model):
    """A report about a figure on the page ``path``. Rows are added and answered, never deleted.

    ``message`` and ``email`` are for staff only; the e-mail address goes when the report is
    closed. ``place`` is public from the moment when somebody has begun to check, and by then may
    have been edited. ``form`` is the digest of the form it came with, which counts once.
    """

    number = models.CharField("nomor", max_length=14, unique=True)
    area = models.CharField("bidang", max_length=40)
    path = models.CharField("alamat halaman", max_length=MAX_PATH)
    place = models.CharField("letak angka", max_length=MAX_PLACE, blank=True)
    message = models.CharField("isi laporan", max_length=MAX_MESSAGE)
    email = models.EmailField("surel pelapor", blank=True)
    state = models.CharField(
        "status", max_length=20, choices=ReportState.choices, default=ReportState.RECEIVED
    )
    answer = models.CharField("jawaban", max_length=MAX_ANSWER, blank=True)
    correction = models.CharField("alamat versi perbaikan", max_length=MAX_PATH, blank=True)
    created_at = models.DateTimeField("diterima pada", db_index=True)
    answered_at = models.DateTimeField("dijawab pada", null=True, blank=True)
    form = models.CharField("sidik formulir", max_length=64, unique=True, editable=False)

    objects = FigureReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan angka"
        verbose_name_plural = "laporan angka"
        ordering = ["created_at", "pk"]
        permissions = [("answer_figurereport", "Dapat memeriksa dan menjawab laporan angka")]
        indexes = [models.Index(fields=["path", "-created_at"], name="report_path_created_at")]
        constraints = [
            models.CheckConstraint(
                condition=(Q(state__in=OPEN, answer="", answered_at=None))
                | (Q(state__in=CLOSED, answered_at__isnull=False, email="") & ~Q(answer="")),
                name="report_closed_with_answer",
            ),
            models.CheckConstraint(
                condition=(Q(state=ReportState.CORRECTED) & ~Q(correction=""))
                | (~Q(state=ReportState.CORRECTED) & Q(correction="")),
                name="report_corrected_where",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the address of the public status page."""
        return reverse("report", args=[self.number])
