"""The stored half of the import pipeline: an uploaded file and what became of it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from kpuntt.publishing.models import PublicationUnit


class BatchState(models.TextChoices):
    """Where a batch stands between an upload and the public."""

    PREVIEW = "pratinjau", "Pratinjau"
    SUBMITTED = "diajukan", "Diajukan"
    VERIFIED = "diperiksa", "Diperiksa"
    PUBLISHED = "terbit", "Terbit"
    DISCARDED = "dibuang", "Dibuang"


#: The states in which a batch may still become a publication.
LIVE = (BatchState.PREVIEW, BatchState.SUBMITTED, BatchState.VERIFIED)
_VERIFIED = (BatchState.VERIFIED, BatchState.PUBLISHED)


class ImportBatch(models.Model):
    """One uploaded file for one unit of publication.

    The bytes lie in the database, so that its transactions and backups cover them. A batch corrects
    the published unit of ``target_slug``, or makes a new one from ``unit_values``, the raw fields
    of the area's form. ``document_values`` describe a source that is not registered yet; it becomes
    a ``Document`` with the publication, so that no draft shows in the public list of sources.
    ``region`` limits a batch to the parts of one region. ``reasons`` answer the cautions, and
    ``fingerprint`` is that of the comparison that was submitted and verified.
    """

    kind = models.CharField("jenis tabel", max_length=40)
    file_name = models.CharField("nama berkas", max_length=200)
    size = models.PositiveIntegerField("ukuran (bita)")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField("isi berkas")
    sheet = models.CharField("lembar", max_length=100, blank=True)
    state = models.CharField(
        "keadaan", max_length=12, choices=BatchState.choices, default=BatchState.PREVIEW
    )
    target_model = models.CharField("jenis terbitan", max_length=60)
    target_slug = models.SlugField("alamat terbitan", max_length=80)
    is_new = models.BooleanField("terbitan baru", default=False)
    unit_values = models.JSONField("isian terbitan baru", default=dict)
    public_note = models.TextField("catatan untuk publik", blank=True)
    document = models.ForeignKey(
        "provenance.Document",
        verbose_name="dokumen sumber",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    document_values = models.JSONField("isian dokumen baru", default=dict)
    region = models.ForeignKey(
        "regions.Region",
        verbose_name="wilayah",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="diunggah oleh",
        on_delete=models.PROTECT,
        related_name="+",
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="diperiksa oleh",
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    single_person = models.BooleanField("disusun dan diperiksa orang yang sama", default=False)
    created_at = models.DateTimeField("diunggah pada", auto_now_add=True)
    submitted_at = models.DateTimeField("diajukan pada", null=True)
    verified_at = models.DateTimeField("diperiksa pada", null=True)
    closed_at = models.DateTimeField("selesai pada", null=True)
    published_version = models.PositiveSmallIntegerField("versi terbit", null=True)
    rows_in = models.PositiveIntegerField("baris data")
    rows_accepted = models.PositiveIntegerField("baris diterima")
    rows_refused = models.PositiveIntegerField("baris ditolak")
    rows_new = models.PositiveIntegerField("baris baru")
    rows_changed = models.PositiveIntegerField("baris berubah")
    rows_same = models.PositiveIntegerField("baris sama")
    rows_missing = models.PositiveIntegerField("baris hilang")
    reasons = models.JSONField("alasan", default=dict)
    return_note = models.TextField("alasan pengembalian", blank=True)
    fingerprint = models.CharField("sidik perbandingan", max_length=64, blank=True)

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        default_permissions = ()
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "target_model",
                "target_slug",
                "sha256",
                "sheet",
                # Two that speak of the whole province are the same, and a database counts no two
                # NULLs as equal.
                Coalesce("region", Value(""), output_field=models.CharField()),
                condition=Q(state__in=LIVE),
                name="imports_batch_one_live",
            ),
            models.CheckConstraint(
                condition=Q(rows_in=F("rows_accepted") + F("rows_refused")),
                name="imports_batch_no_row_lost",
            ),
            models.CheckConstraint(
                condition=Q(rows_accepted=F("rows_new") + F("rows_changed") + F("rows_same")),
                name="imports_batch_every_row_compared",
            ),
            models.CheckConstraint(
                condition=Q(single_person=True)
                | Q(verified_by=None)
                | ~Q(verified_by=F("made_by")),
                name="imports_batch_verifier_not_maker",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_VERIFIED) | Q(verified_by__isnull=False),
                name="imports_batch_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[BatchState.PREVIEW, BatchState.DISCARDED])
                | (Q(rows_refused=0) & ~Q(fingerprint="")),
                name="imports_batch_submitted_without_errors",
            ),
            models.CheckConstraint(
                condition=Q(state=BatchState.PUBLISHED, published_version__isnull=False)
                | (~Q(state=BatchState.PUBLISHED) & Q(published_version=None)),
                name="imports_batch_published_version",
            ),
            models.CheckConstraint(
                condition=Q(is_new=True) | ~Q(public_note=""),
                name="imports_batch_correction_has_note",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="imports_batch_sha256_is_hex"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name} → {self.target_slug}"

    def get_absolute_url(self) -> str:
        """Return the address of the page of the batch at the desk."""
        return reverse("import-batch", args=[self.pk])

    @property
    def model(self) -> type[PublicationUnit]:
        """The kind of unit that the batch becomes or corrects."""
        model: Any = apps.get_model(self.target_model)
        return model  # type: ignore[no-any-return]

    @property
    def is_live(self) -> bool:
        """Whether the batch may still become a publication."""
        return self.state in LIVE
