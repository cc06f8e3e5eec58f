"""The rows of the activity log and its head."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from kpuntt.activity.chain import GENESIS


class Action(models.TextChoices):
    """What can be done that the log remembers."""

    SIGN_IN = "masuk", "Masuk"
    SIGN_IN_FAILED = "gagal masuk", "Gagal masuk"
    SIGN_OUT = "keluar", "Keluar"
    ACCOUNT = "ubah akun", "Ubah akun"
    IMPORT = "impor", "Impor"
    EXPORT = "ekspor", "Ekspor konsep"
    LOAD = "muat", "Muat"
    SUBMIT = "ajukan", "Ajukan"
    VERIFY = "periksa", "Periksa"
    RETURN = "kembalikan", "Kembalikan"
    SCHEDULE = "jadwalkan", "Jadwalkan"
    PUBLISH = "terbitkan", "Terbitkan"
    SUPERSEDE = "gantikan", "Gantikan"
    WITHDRAW = "tarik", "Tarik"
    AMEND = "perbaiki", "Perbaiki"
    RENAME = "ganti alamat", "Ganti alamat"
    DISCARD = "buang", "Buang"
    EXPLAIN = "jelaskan", "Jelaskan temuan"
    REPORT = "catat laporan", "Catat laporan wilayah"
    PLAN = "rencanakan", "Rencanakan rilis"
    MOVE = "geser", "Pindahkan tanggal rilis"
    CONFIRM = "pastikan", "Pastikan tanggal rilis"
    CANCEL = "batalkan", "Batalkan rencana rilis"
    RECEIVE = "terima laporan", "Terima laporan angka"
    CHECK_REPORT = "periksa laporan", "Periksa laporan angka"
    ANSWER_REPORT = "jawab laporan", "Jawab laporan angka"
    FORGET_CONTACT = "hapus kontak", "Hapus kontak pelapor"


class Activity(models.Model):
    """One thing that was done. Rows are only ever added, by ``activity_add``.

    ``number`` has no gaps; ``hash`` covers every other field, among them the hash of the row
    before. The name of the actor is kept beside the account, which may be renamed.
    ``area``, ``model``, ``slug`` and ``version`` name what it was done to, as far as they apply.
    """

    number = models.PositiveBigIntegerField("nomor", primary_key=True)
    at = models.DateTimeField("waktu")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="pelaku",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    actor_name = models.CharField("nama pelaku", max_length=150, blank=True)
    action = models.CharField("tindakan", max_length=20)
    area = models.CharField("bidang", max_length=40)
    model = models.CharField("jenis", max_length=60, blank=True)
    slug = models.CharField("alamat", max_length=150, blank=True)
    version = models.PositiveSmallIntegerField("versi", null=True, blank=True)
    note = models.TextField("catatan", blank=True)
    previous_hash = models.CharField("sidik baris sebelumnya", max_length=64, unique=True)
    hash = models.CharField("sidik", max_length=64, unique=True)

    class Meta:
        verbose_name = "catatan kegiatan"
        verbose_name_plural = "catatan kegiatan"
        ordering = ["-number"]
        indexes = [models.Index(fields=["slug", "action", "at"], name="activity_slug_action_at")]

    def __str__(self) -> str:
        version = "" if self.version is None else f" versi {self.version}"
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.slug}{version}"


class LogHead(models.Model):
    """Number and hash of the last row: the lock of all writers, and what shows a cut tail."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField("nomor", default=0)
    hash = models.CharField("sidik", max_length=64, default=GENESIS)

    class Meta:
        verbose_name = "kepala catatan kegiatan"
        verbose_name_plural = "kepala catatan kegiatan"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="activity_one_head")]

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
