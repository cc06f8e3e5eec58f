"""Evidence tables of a report; each belongs to the objective that it supports."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kpuntt.language import gettext_noop as _
from performance.models.report import Objective
from performance.querysets import EvidenceQuerySet


class Ownership(models.TextChoices):
    """How the commission holds a building."""

    OWNED = "milik", _("Milik sendiri")
    RENTED = "sewa", _("Sewa")
    BORROWED = "pinjam", _("Pinjam pakai")


class BuildingCondition(models.TextChoices):
    """State of a building, as the table names it."""

    GOOD = "baik", _("Baik")
    LIGHT_DAMAGE = "rusak-ringan", _("Rusak ringan")
    HEAVY_DAMAGE = "rusak-berat", _("Rusak berat")


class OfficeBuilding(models.Model):
    """An office building; a unit may have several.

    ``area`` holds square metres only where the printed cell can mean one number.
    """

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="offices"
    )
    order = models.PositiveSmallIntegerField("nomor dalam sumber")
    unit_name = models.CharField("satker tercetak", max_length=80)
    region = models.ForeignKey(
        "regions.Region", verbose_name="wilayah", on_delete=models.PROTECT, related_name="+"
    )
    ownership = models.CharField("kepemilikan", max_length=10, choices=Ownership.choices)
    repair = models.CharField("kondisi", max_length=15, choices=BuildingCondition.choices)
    area_printed = models.CharField("luas tercetak", max_length=20)
    area = models.PositiveIntegerField("luas (m²)", null=True, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet["OfficeBuilding"].as_manager()

    class Meta:
        verbose_name = "gedung kantor"
        verbose_name_plural = "gedung kantor"
        ordering = ["objective", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "order", "ownership"], name="performance_office_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_name}, {self.get_ownership_display()}"


class LegalDocumentCount(models.Model):
    """Legal documents of one office in the JDIH table; the printed total has no region."""

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="legal_documents"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    name = models.CharField("jenis dokumen tercetak", max_length=120)
    region = models.ForeignKey(
        "regions.Region",
        verbose_name="wilayah",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    physical = models.PositiveIntegerField("fisik", null=True, blank=True)
    web = models.PositiveIntegerField("web", null=True, blank=True)
    is_total = models.BooleanField("baris jumlah", default=False)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet["LegalDocumentCount"].as_manager()

    class Meta:
        verbose_name = "produk hukum"
        verbose_name_plural = "produk hukum"
        ordering = ["objective", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "order"], name="performance_legaldocument_once"
            ),
            models.CheckConstraint(
                condition=Q(is_total=True, region=None) | Q(is_total=False, region__isnull=False),
                name="performance_legaldocument_region_or_total",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Position(models.TextChoices):
    """What a row of the staff table stands for."""

    STRUCTURAL = "struktural", _("Pejabat struktural")
    SECTION = "subbagian", _("Subbagian")
    SPECIAL = "fungsional", _("Fungsional khusus")
    TOTAL = "total", _("Jumlah tercetak")


class StaffCount(models.Model):
    """A row of the staff table of the secretariat; the printed total is a row too."""

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="staff"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    number = models.CharField("nomor tercetak", max_length=4, blank=True)
    group = models.CharField("kelompok tercetak", max_length=160, blank=True)
    name = models.CharField("uraian tercetak", max_length=120)
    position = models.CharField("jenis baris", max_length=12, choices=Position.choices)
    total = models.PositiveSmallIntegerField("jumlah", null=True, blank=True)
    civil_servants = models.PositiveSmallIntegerField("PNS", null=True, blank=True)
    contract = models.PositiveSmallIntegerField("PPNPN", null=True, blank=True)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet["StaffCount"].as_manager()

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        ordering = ["objective", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "order"], name="performance_staffcount_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StaffGroup(models.TextChoices):
    """Groups of staff that the text counts."""

    ALL = "seluruhnya", _("Seluruh pegawai")
    STRUCTURAL = "struktural", _("Pejabat struktural")
    SPECIAL = "fungsional-khusus", _("Fungsional khusus")
    GENERAL = "fungsional-umum", _("Fungsional umum")
    CONTRACT = "ppnpn", _("PPNPN")


class StaffStatement(models.Model):
    """How many people of a group the text of the report counts."""

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="staff_statements"
    )
    group = models.CharField("golongan", max_length=20, choices=StaffGroup.choices)
    total = models.PositiveSmallIntegerField("jumlah")
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "pegawai menurut uraian"
        verbose_name_plural = "pegawai menurut uraian"
        ordering = ["objective", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "group"], name="performance_staffstatement_once"
            )
        ]

    def __str__(self) -> str:
        return self.get_group_display()


class Training(models.Model):
    """A training that the report names; where only months are given, whole months are meant."""

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="trainings"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    name = models.CharField("pelatihan", max_length=200)
    printed_period = models.CharField("waktu tercetak", max_length=80)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    place = models.CharField("tempat", max_length=120)
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "pelatihan"
        verbose_name_plural = "pelatihan"
        ordering = ["objective", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "order"], name="performance_training_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="performance_training_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Award(models.Model):
    """An award that the summary names, with the weekday and date printed for it."""

    objective = models.ForeignKey(
        Objective, verbose_name="sasaran", on_delete=models.CASCADE, related_name="awards"
    )
    order = models.PositiveSmallIntegerField("urutan dalam sumber")
    name = models.CharField("penghargaan", max_length=160)
    rank = models.CharField("peringkat", max_length=60)
    printed_weekday = models.CharField("hari tercetak", max_length=10)
    date = models.DateField("tanggal")
    citation = models.ForeignKey(
        "provenance.Citation", verbose_name="rujukan", on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet["Award"].as_manager()

    class Meta:
        verbose_name = "penghargaan"
        verbose_name_plural = "penghargaan"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["objective", "order"], name="performance_award_once")
        ]

    def __str__(self) -> str:
        return self.name
