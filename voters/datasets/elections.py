"""Datasets of elections."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpuntt.exports.columns import (
    DATE,
    DECIMAL,
    INTEGER,
    NOTE,
    SOURCE_COLUMNS,
    TEXT,
    region_columns,
    region_filter,
)
from kpuntt.exports.dataset import Column, Dataset, Filter
from voters.datasets.columns import AREAS, count, election_column, election_filter
from voters.models import ContestStatus, ElectionStage, LogisticsItem, Vote

RESULTS = Dataset(
    name="hasil-pemilihan",
    title=_("Hasil pemilihan"),
    description=_(
        "Perolehan suara sah setiap pasangan calon, dengan persentase seperti tercetak. Hasil "
        "resmi dan hasil sementara tidak pernah dicampur: lihat kolom status."
    ),
    areas=AREAS,
    key=("pemilihan", "kontes", "status", "kode_wilayah", "urutan"),
    unit="candidate__contest__report",
    covers="candidate__contest__report__election__year",
    keywords=(_("pemilihan"), _("suara sah"), _("pilgub")),
    rhythm=_("Setelah penetapan hasil"),
    rows=lambda: Vote.objects.order_by("candidate__contest", "region_id", "candidate__order"),
    filters=(
        election_filter("candidate__contest__"),
        region_filter(),
        Filter(
            "status",
            _("Status"),
            _("resmi atau sementara"),
            lambda: ContestStatus.choices,
            lambda queryset, value: queryset.filter(candidate__contest__status=value),
        ),
    ),
    columns=(
        election_column("candidate__contest__report__"),
        Column(
            "kontes", _("Jabatan"), TEXT, "candidate__contest__name", _("Jabatan yang dipilih.")
        ),
        Column(
            "status",
            _("Status"),
            TEXT,
            "candidate__contest__status",
            _("Resmi (pleno) atau sementara."),
            labels=dict(ContestStatus.choices),
        ),
        *region_columns(),
        Column(
            "urutan", _("Urutan"), INTEGER, "candidate__order", _("Urutan dalam dokumen sumber.")
        ),
        Column(
            "nomor_urut",
            _("Nomor urut"),
            INTEGER,
            "candidate__ballot_number",
            _("Nomor urut pada surat suara; kosong bila sumber tidak mencetaknya."),
        ),
        Column("calon", _("Calon"), TEXT, "candidate__name", _("Nama calon.")),
        Column("wakil", _("Wakil"), TEXT, "candidate__running_mate", _("Nama calon wakil.")),
        count("suara_sah", _("Suara sah"), "votes", _("Suara sah."), "suara"),
        Column(
            "persen", _("Persen"), DECIMAL, "percent", _("Persentase seperti tercetak."), "persen"
        ),
        *SOURCE_COLUMNS,
    ),
)

LOGISTICS = Dataset(
    name="logistik-pemilihan",
    title=_("Logistik pemilihan"),
    description=_("Perlengkapan pemungutan suara dan jumlahnya, seperti tercetak."),
    areas=AREAS,
    key=("pemilihan", "urutan"),
    unit="report",
    covers="report__election__year",
    keywords=(_("pemilihan"), _("logistik"), _("surat suara")),
    rhythm=_("Sekali setiap pemilihan"),
    rows=lambda: LogisticsItem.objects.order_by("report", "order"),
    filters=(election_filter(""),),
    columns=(
        election_column("report__"),
        Column("urutan", _("Urutan"), INTEGER, "order", _("Urutan dalam dokumen sumber.")),
        Column("barang", _("Barang"), TEXT, "name", _("Nama perlengkapan.")),
        count("jumlah", _("Jumlah"), "quantity", _("Jumlah barang."), "buah"),
        *SOURCE_COLUMNS,
    ),
)

STAGES = Dataset(
    name="tahapan-pemilihan",
    title=_("Tahapan pemilihan"),
    description=_("Tahapan pemilihan dengan waktu dan keluarannya."),
    areas=AREAS,
    key=("pemilihan", "urutan"),
    unit="report",
    covers="report__election__year",
    keywords=(_("pemilihan"), _("tahapan")),
    rhythm=_("Sekali setiap pemilihan"),
    rows=lambda: ElectionStage.objects.order_by("report", "order"),
    filters=(election_filter(""),),
    columns=(
        election_column("report__"),
        Column("urutan", _("Urutan"), INTEGER, "order", _("Urutan dalam dokumen sumber.")),
        Column("tahapan", _("Tahapan"), TEXT, "name", _("Nama tahapan.")),
        Column("mulai", _("Mulai"), DATE, "starts_on", _("Hari pertama.")),
        Column("selesai", _("Selesai"), DATE, "ends_on", _("Hari terakhir.")),
        Column(
            "waktu_tercetak",
            _("Waktu tercetak"),
            TEXT,
            "printed_period",
            _("Waktu persis seperti tertulis dalam sumber."),
        ),
        Column("keluaran", _("Keluaran"), TEXT, "output", _("Hasil tahapan.")),
        *SOURCE_COLUMNS,
        NOTE,
    ),
)
