"""Regions by Kemendagri code, the names they go by, and the commission's offices in them."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, Q

from kpuntt.language import gettext_noop as _


class RegionLevel(models.TextChoices):
    """Administrative level; the number of code segments decides it."""

    PROVINCE = "provinsi", _("Provinsi")
    REGENCY = "kabupaten-kota", _("Kabupaten/kota")
    DISTRICT = "kecamatan", _("Kecamatan")
    VILLAGE = "desa-kelurahan", _("Desa/kelurahan")


class RegionKind(models.TextChoices):
    """The legal form that stands in front of a region's name."""

    PROVINCE = "provinsi", _("Provinsi")
    REGENCY = "kabupaten", _("Kabupaten")
    CITY = "kota", _("Kota")
    DISTRICT = "kecamatan", _("Kecamatan")
    VILLAGE = "desa", _("Desa")
    URBAN_VILLAGE = "kelurahan", _("Kelurahan")


LEVELS_BY_SEGMENTS = {
    1: RegionLevel.PROVINCE,
    2: RegionLevel.REGENCY,
    3: RegionLevel.DISTRICT,
    4: RegionLevel.VILLAGE,
}


class RegionQuerySet(models.QuerySet["Region"]):
    """Reads of the region table."""

    def at_level(self, level: RegionLevel) -> RegionQuerySet:
        """Return the regions of one administrative level, in the order of every KPU table."""
        return self.filter(level=level).order_by("code")

    def with_counts(self) -> RegionQuerySet:
        """Annotate how many regions lie one and two levels below each region."""
        counts = {
            "child_count": Count("children", distinct=True),
            "grandchild_count": Count("children__children", distinct=True),
        }
        return self.annotate(**counts)

    def within(self, code: str) -> RegionQuerySet:
        """Return the region with this code and every region below it."""
        return self.filter(Q(code=code) | Q(code__startswith=f"{code}."))


class Region(models.Model):
    """A province, regency or city, district or village.

    ``code`` is the dotted Kemendagri code and the key everywhere: names repeat, codes do not.
    ``valid_from`` and ``valid_to`` are set where the date of a split or merger is documented;
    empty means that our sources do not give it. ``latitude`` and ``longitude`` are those of the
    seat of government.
    """

    code = models.CharField("kode wilayah", max_length=13, primary_key=True)
    name = models.CharField("nama", max_length=80)
    kind = models.CharField("bentuk", max_length=20, choices=RegionKind.choices)
    level = models.CharField("tingkat", max_length=20, choices=RegionLevel.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="wilayah induk",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )
    seat = models.CharField("ibu kota", max_length=80, blank=True)
    latitude = models.DecimalField("lintang", max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField("bujur", max_digits=8, decimal_places=5, null=True, blank=True)
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    valid_to = models.DateField("berlaku hingga", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    # Set by RegionQuerySet.with_counts.
    child_count: int
    grandchild_count: int

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]
        indexes = [models.Index(fields=["level", "code"], name="region_level_code")]
        constraints = [
            models.CheckConstraint(
                condition=Q(level=RegionLevel.PROVINCE, parent=None)
                | (~Q(level=RegionLevel.PROVINCE) & Q(parent__isnull=False)),
                name="region_parent_unless_province",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gt=models.F("valid_from")),
                name="region_valid_to_after_from",
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="region_coordinates_together",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """The name with its legal form: "Kabupaten Kupang", but "Kota Kupang" just once."""
        form = RegionKind(self.kind).label
        return self.name if self.name.startswith(f"{form} ") else f"{form} {self.name}"


class RegionAlias(models.Model):
    """Another spelling of a region's name, as met in a real document."""

    key = models.CharField("nama baku", max_length=80, primary_key=True)
    name = models.CharField("sebutan", max_length=80)
    region = models.ForeignKey(
        Region, verbose_name="wilayah", on_delete=models.CASCADE, related_name="aliases"
    )
    note = models.CharField("catatan", max_length=200, blank=True)

    class Meta:
        verbose_name = "sebutan lain"
        verbose_name_plural = "sebutan lain"
        ordering = ["name"]

    def __str__(self) -> str:
        return f"{self.name} = {self.region_id}"


class WorkUnit(models.Model):
    """A satker: the commission's office for one region."""

    name = models.CharField("nama", max_length=120, unique=True)
    region = models.OneToOneField(
        Region, verbose_name="wilayah", on_delete=models.PROTECT, related_name="work_unit"
    )

    class Meta:
        verbose_name = "satuan kerja"
        verbose_name_plural = "satuan kerja"
        ordering = ["region"]

    def __str__(self) -> str:
        return self.name
