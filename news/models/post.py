"""News posts: what the commission did, said or announces, as one unit of publication."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from kpuntt.formatting import DAYS, format_date, format_period
from kpuntt.language import gettext_noop
from kpuntt.publishing.history import Records
from kpuntt.publishing.models import PublicationUnit
from news.fields import SanitisedHTMLField
from news.models.picture import Picture
from news.querysets import PostQuerySet, TagQuerySet

#: What a slug of a post may be: the same for the form, the model and the database.
ADDRESS_WORD = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z",
    _("Alamat hanya boleh berisi huruf kecil, angka, dan tanda hubung."),
)
FIRST_DAY, LAST_DAY = date(1999, 1, 1), date(2099, 12, 31)


class Category(models.TextChoices):
    """What a post is about; each has a permanent list and feed."""

    VOTER_DATA = "data-pemilih", gettext_noop("Data pemilih")
    ELECTIONS = "pemilihan", gettext_noop("Pemilu dan Pilkada")
    EDUCATION = "pendidikan-pemilih", gettext_noop("Pendidikan pemilih")
    INSTITUTION = "kelembagaan", gettext_noop("Kelembagaan")
    NOTICE = "pengumuman", gettext_noop("Pengumuman")

    @property
    def address(self) -> str:
        """The address of the list of this category."""
        return reverse("news:category", args=[self.value])


class Tag(models.Model):
    """A topic that connects posts of all categories."""

    slug = models.SlugField("alamat", max_length=60, unique=True)
    name = models.CharField("topik", max_length=60, unique=True)

    objects = TagQuerySet.as_manager()

    # Set by TagQuerySet.in_use.
    post_count: int

    class Meta:
        verbose_name = "topik"
        verbose_name_plural = "topik"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the list of posts on this topic."""
        return reverse("news:tag", args=[self.slug])


class Post(PublicationUnit):
    """A news post.

    ``date`` is the day of the event, which the address carries; ``end_date`` is set where the event
    took several days. ``printed_weekday`` is the weekday that the source prints beside the date,
    ``source_reads`` the number of reads that it prints, ``note`` what a reader should know of it.
    """

    area: ClassVar[str] = "news"

    slug = models.SlugField("alamat", max_length=80, validators=[ADDRESS_WORD])
    title = models.CharField("judul", max_length=140)
    date = models.DateField(
        "tanggal peristiwa",
        validators=[
            MinValueValidator(FIRST_DAY, _("Tanggal peristiwa paling awal 1 Januari 1999.")),
            MaxValueValidator(LAST_DAY, _("Tanggal peristiwa paling akhir 31 Desember 2099.")),
        ],
    )
    end_date = models.DateField("hari terakhir peristiwa", null=True, blank=True)
    place = models.CharField("tempat", max_length=160, blank=True)
    summary = models.CharField(
        "ringkasan",
        max_length=240,
        help_text="Satu kalimat; tampil dalam daftar, umpan, dan pencarian.",
    )
    body = SanitisedHTMLField("isi")
    category = models.CharField("kategori", max_length=30, choices=Category.choices)
    tags: models.ManyToManyField[Tag, Tag] = models.ManyToManyField(
        Tag, verbose_name="topik", blank=True, related_name="posts"
    )
    region = models.ForeignKey(
        "regions.Region",
        verbose_name="wilayah",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    author = models.CharField("penulis", max_length=120, blank=True)
    document = models.ForeignKey(
        "provenance.Document",
        verbose_name="dokumen sumber",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    printed_weekday = models.CharField(
        "hari tercetak dalam sumber",
        max_length=6,
        blank=True,
        choices=[(day, day) for day in DAYS],
    )
    source_reads = models.PositiveIntegerField("dilihat menurut sumber", null=True, blank=True)
    note = models.TextField("catatan tentang sumber", blank=True)

    objects = PostQuerySet.as_manager()
    history = Records()

    class Meta(PublicationUnit.Meta):
        abstract = False
        verbose_name = "berita"
        verbose_name_plural = "berita"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["state", "-date"], name="news_post_state_date")]
        constraints = [
            *PublicationUnit.Meta.constraints,
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gt=F("date")),
                name="news_post_end_after_date",
                violation_error_message=_("Hari terakhir harus sesudah tanggal peristiwa."),
            ),
            models.CheckConstraint(
                condition=Q(date__range=(FIRST_DAY, LAST_DAY)),
                name="news_post_date_in_address",
                violation_error_message=_("Tanggal peristiwa di luar tahun 1999–2099."),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="news_post_slug_is_address",
                violation_error_message=ADDRESS_WORD.message,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the permanent address of the current version."""
        return reverse("news:post", args=[*self.month, self.slug])

    @property
    def month(self) -> tuple[str, str]:
        """The year and month of the address."""
        return f"{self.date:%Y}", f"{self.date:%m}"

    @property
    def date_text(self) -> str:
        """The date of the event in words: one day or several."""
        return format_period(self.date, self.end_date) if self.end_date else format_date(self.date)

    @property
    def markup(self) -> SafeString:
        """The body as HTML; it was cleaned when it was saved."""
        return mark_safe(self.body)  # noqa: S308 - SanitisedHTMLField

    @property
    def cover(self) -> PostPicture | None:
        """The first picture, if there is one (fetched with the post)."""
        return next(iter(self.pictures.all()), None)

    def copy_lines_to(self, successor: Self) -> None:
        """Copy topics, pictures and related pages to ``successor``."""
        successor.tags.set(self.tags.all())
        lines: list[PostPicture | RelatedPage] = [*self.pictures.all(), *self.related_pages.all()]
        for line in lines:
            line.pk = None
            line.post = successor
            line.save(force_insert=True)


class PostPicture(models.Model):
    """A picture in a post; the first one is the cover."""

    post = models.ForeignKey(
        Post, verbose_name="berita", on_delete=models.CASCADE, related_name="pictures"
    )
    picture = models.ForeignKey(
        Picture, verbose_name="gambar", on_delete=models.PROTECT, related_name="posts"
    )
    caption = models.CharField("keterangan", max_length=250, blank=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)

    history = Records()

    class Meta:
        verbose_name = "gambar berita"
        verbose_name_plural = "gambar berita (yang pertama menjadi sampul)"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "picture"],
                name="news_picture_once_per_post",
                violation_error_message=_("Gambar ini sudah ada dalam berita."),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.picture)


class RelatedPage(models.Model):
    """A page of this portal with the figures that a post speaks of, by its permanent address."""

    post = models.ForeignKey(
        Post, verbose_name="berita", on_delete=models.CASCADE, related_name="related_pages"
    )
    address = models.CharField("alamat halaman", max_length=200)

    history = Records()

    class Meta:
        verbose_name = "halaman terkait"
        verbose_name_plural = "halaman terkait"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "address"],
                name="news_related_page_once",
                violation_error_message=_("Halaman ini sudah ada dalam daftar."),
            ),
        ]

    def __str__(self) -> str:
        return self.address


class PostAddress(models.Model):
    """An address at which a post has ever been public; it leads to the post for ever."""

    year = models.CharField("tahun", max_length=4, validators=[RegexValidator(r"^[0-9]{4}$")])
    month = models.CharField("bulan", max_length=2, validators=[RegexValidator(r"^[0-9]{2}$")])
    slug = models.CharField("alamat", max_length=80)
    post_slug = models.CharField("alamat sekarang", max_length=80)

    class Meta:
        verbose_name = "alamat berita"
        verbose_name_plural = "alamat berita"
        ordering = ["year", "month", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "month", "slug"], name="news_address_belongs_to_one_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.month}/{self.slug}"


class ReadCount(models.Model):
    """How often a post was read, over all its versions."""

    post_slug = models.CharField("alamat", max_length=80, primary_key=True)
    reads = models.PositiveIntegerField("dilihat", default=0)

    class Meta:
        verbose_name = "jumlah pembacaan"
        verbose_name_plural = "jumlah pembacaan"
        ordering = ["post_slug"]

    def __str__(self) -> str:
        return f"{self.post_slug}: {self.reads}"
