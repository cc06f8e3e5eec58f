"""Source documents, and the place in them where a figure stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kpuntt.language import gettext_noop as _


class DocumentKind(models.TextChoices):
    """What kind of paper a source is; press and compilations are secondary sources."""

    REPORT = "laporan", _("Laporan resmi")
    MINUTES = "berita-acara", _("Berita acara")
    RELEASE = "siaran", _("Berita situs KPU")
    REGULATION = "peraturan", _("Peraturan")
    PRESS = "pers", _("Pers (sumber sekunder)")
    COMPILATION = "kompilasi", _("Kompilasi (sumber sekunder)")


SECONDARY_KINDS = (DocumentKind.PRESS, DocumentKind.COMPILATION)


class Document(models.Model):
    """A document that figures are transcribed from.

    It is found again by its address (``url``), or by the name and SHA-256 of the file that the
    transcription was made from. ``date_text`` holds the date as far as it is known ("Juli 2023").
    """

    slug = models.SlugField("kode dokumen", max_length=80, unique=True)
    title = models.CharField("judul", max_length=250)
    kind = models.CharField("jenis", max_length=20, choices=DocumentKind.choices)
    number = models.CharField("nomor", max_length=120, blank=True)
    date = models.DateField("tanggal", null=True, blank=True)
    date_text = models.CharField("tanggal tertulis", max_length=60, blank=True)
    publisher = models.CharField("penerbit", max_length=160)
    url = models.URLField("alamat", max_length=400, blank=True)
    file_name = models.CharField("nama berkas", max_length=160, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "dokumen sumber"
        verbose_name_plural = "dokumen sumber"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="document_sha256_is_hex",
            ),
            models.CheckConstraint(
                condition=(Q(file_name="") & Q(sha256="")) | (~Q(file_name="") & ~Q(sha256="")),
                name="document_file_has_sha256",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_secondary(self) -> bool:
        """Whether the figure comes from somebody other than the commission."""
        return self.kind in SECONDARY_KINDS


class Citation(models.Model):
    """The place of a figure in a document: page or section, table, row."""

    document = models.ForeignKey(
        Document, verbose_name="dokumen", on_delete=models.PROTECT, related_name="citations"
    )
    page = models.CharField("halaman atau bagian", max_length=120, blank=True)
    table = models.CharField("tabel", max_length=160, blank=True)
    row = models.CharField("baris", max_length=80, blank=True)
    place = models.CharField("tempat", max_length=400, editable=False)

    class Meta:
        verbose_name = "rujukan"
        verbose_name_plural = "rujukan"
        ordering = ["document", "place"]
        constraints = [
            models.UniqueConstraint(fields=["document", "place"], name="citation_place_once"),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.document.title, self.place) if part)
