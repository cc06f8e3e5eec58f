"""Datasets of voter rolls."""

from __future__ import annotations

from django.db.models import Case, CharField, DateField, F, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from kpuntt.exports.columns import (
    DATE,
    INTEGER,
    NOTE,
    SOURCE_COLUMNS,
    TEXT,
    region_columns,
    region_filter,
)
from kpuntt.exports.dataset import Column, ColumnType, Dataset, Filter
from voters.datasets.columns import AREAS, LEVEL_FILTER, count, roll_column, roll_filter
from voters.models import (
    DisabilityCount,
    DisabilityKind,
    Precision,
    ReasonDirection,
    RollKind,
    RollLine,
    RollReason,
    RollStage,
)

PERIOD = Case(
    When(
        roll__kind=RollKind.PDPB,
        then=Concat(
            Cast("roll__year", CharField()),
            Case(
                When(roll__period_kind="semester", then=Value("-S")),
                When(roll__period_kind="triwulan", then=Value("-T")),
                default=Value("-"),
            ),
            Cast("roll__period_number", CharField()),
            output_field=CharField(),
        ),
    ),
    default=F("roll__election__short_name"),
    output_field=CharField(),
)
PLENARY_DATE = Case(
    When(roll__precision=Precision.DAY, then=F("roll__as_of")),
    default=Value(None),
    output_field=DateField(),
)


ROLLS = Dataset(
    name="daftar-pemilih",
    title=_("Daftar pemilih"),
    description=_(
        "Angka rekapitulasi daftar pemilih (DPT beserta tahapannya dan PDPB), satu baris per "
        "daftar dan wilayah, seperti tercetak dalam sumbernya. Sel kosong berarti sumber tidak "
        "menyebut angkanya; kosong bukan nol."
    ),
    areas=AREAS,
    key=("daftar", "kode_wilayah"),
    unit="roll",
    covers="roll__as_of",
    keywords=(_("pemilih"), _("DPT"), _("PDPB"), _("TPS")),
    rhythm=_("Setiap ada penetapan: kabupaten/kota per triwulan, provinsi per semester"),
    rows=RollLine.objects.as_printed,
    filters=(roll_filter("roll__"), region_filter(), LEVEL_FILTER),
    columns=(
        roll_column("roll__"),
        Column(
            "jenis",
            _("Jenis"),
            TEXT,
            "roll__kind",
            _("DPT: daftar sebuah pemilihan; PDPB: pemutakhiran berkelanjutan."),
            labels=dict(RollKind.choices),
        ),
        Column(
            "tahap",
            _("Tahap"),
            TEXT,
            "roll__stage",
            _("Tahap daftar pemilihan; kosong untuk PDPB."),
            labels=dict(RollStage.choices),
        ),
        Column(
            "periode",
            _("Periode"),
            TEXT,
            PERIOD,
            _("Nama pemilihan, atau tahun dengan S (semester), T (triwulan) atau bulan."),
        ),
        Column(
            "tanggal",
            _("Tanggal"),
            DATE,
            PLENARY_DATE,
            _("Tanggal penetapan; kosong bila sumber tidak menyebut harinya."),
        ),
        *region_columns(),
        count("kecamatan", _("Kecamatan"), "districts", _("Jumlah kecamatan."), "kecamatan"),
        count(
            "desa_kelurahan",
            _("Desa/kelurahan"),
            "villages",
            _("Jumlah desa dan kelurahan."),
            "desa/kelurahan",
        ),
        count("tps", "TPS", "polling_stations", _("Tempat pemungutan suara."), "TPS"),
        count(
            "tps_lokasi_khusus",
            _("TPS lokasi khusus"),
            "special_stations",
            _("TPS di lokasi khusus; sudah termasuk dalam kolom tps."),
            "TPS",
        ),
        count("laki_laki", _("Laki-laki"), "male", _("Pemilih laki-laki.")),
        count("perempuan", _("Perempuan"), "female", _("Pemilih perempuan.")),
        count("jumlah", _("Jumlah"), "total", _("Jumlah pemilih.")),
        Column(
            "daftar_asal",
            _("Daftar asal"),
            TEXT,
            "roll__baseline__slug",
            _("Kode daftar yang menjadi titik awal."),
        ),
        count(
            "sebelumnya",
            _("Sebelumnya"),
            "previous",
            _("Jumlah pada daftar asal, seperti tercetak dalam daftar ini."),
        ),
        count("baru", _("Baru"), "new", _("Pemilih baru.")),
        count("baru_laki_laki", _("Baru L"), "new_male", _("Pemilih baru laki-laki.")),
        count("baru_perempuan", _("Baru P"), "new_female", _("Pemilih baru perempuan.")),
        count("tms", "TMS", "ineligible", _("Pemilih yang tidak memenuhi syarat.")),
        count("tms_laki_laki", _("TMS L"), "ineligible_male", _("TMS laki-laki.")),
        count("tms_perempuan", _("TMS P"), "ineligible_female", _("TMS perempuan.")),
        count(
            "perbaikan",
            _("Perbaikan"),
            "corrected",
            _("Pemilih yang datanya diperbaiki; tidak mengubah jumlah."),
        ),
        count("perbaikan_laki_laki", _("Perbaikan L"), "corrected_male", _("Perbaikan laki-laki.")),
        count(
            "perbaikan_perempuan", _("Perbaikan P"), "corrected_female", _("Perbaikan perempuan.")
        ),
        *SOURCE_COLUMNS,
        Column("versi", _("Versi"), INTEGER, "roll__version", _("Versi terbitan daftar.")),
        NOTE,
    ),
)

REASONS = Dataset(
    name="alasan-tms",
    title=_("Alasan pemilih masuk dan keluar daftar"),
    description=_(
        "Rincian pemilih baru dan pemilih yang tidak memenuhi syarat (TMS) menurut alasannya. "
        "Daftar alasan berbeda menurut peraturan yang berlaku."
    ),
    areas=AREAS,
    key=("daftar", "kode_wilayah", "arah", "alasan"),
    unit="line__roll",
    covers="line__roll__as_of",
    keywords=(_("pemilih"), _("PDPB"), _("TMS")),
    rhythm=_("Setiap ada penetapan PDPB"),
    rows=lambda: RollReason.objects.order_by("-line__roll__as_of", "line__region_id", "order"),
    filters=(
        roll_filter("line__roll__"),
        region_filter("line__"),
        Filter(
            "arah",
            _("Arah"),
            _("baru atau tms"),
            lambda: ReasonDirection.choices,
            lambda queryset, value: queryset.filter(kind__direction=value),
        ),
    ),
    columns=(
        roll_column("line__roll__"),
        *region_columns("line__"),
        Column(
            "arah",
            _("Arah"),
            TEXT,
            "kind__direction",
            _("Masuk daftar (pemilih baru) atau keluar (TMS)."),
            labels=dict(ReasonDirection.choices),
        ),
        Column("alasan", _("Alasan"), TEXT, "kind__name", _("Alasan seperti tercetak.")),
        Column(
            "mengubah_daftar",
            _("Mengubah jumlah"),
            ColumnType.BOOLEAN,
            "kind__changes_roll",
            _("“Tidak” bila alasan itu hanya memindahkan pemilih, misalnya salah TPS."),
        ),
        count("laki_laki", _("Laki-laki"), "male", _("Laki-laki.")),
        count("perempuan", _("Perempuan"), "female", _("Perempuan.")),
        count("jumlah", _("Jumlah"), "total", _("Jumlah pemilih dengan alasan itu.")),
        Column("dasar_hukum", _("Dasar"), TEXT, "kind__regulation", _("Peraturan yang berlaku.")),
        *SOURCE_COLUMNS,
    ),
)

DISABILITY = Dataset(
    name="pemilih-disabilitas",
    title=_("Pemilih disabilitas"),
    description=_("Pemilih dengan disabilitas dalam sebuah daftar, menurut wilayah atau ragam."),
    areas=AREAS,
    key=("daftar", "kode_wilayah", "ragam"),
    unit="roll",
    covers="roll__as_of",
    keywords=(_("pemilih"), _("disabilitas"), _("DPT")),
    rhythm=_("Setiap ada DPT"),
    rows=lambda: DisabilityCount.objects.order_by(
        "-roll__as_of", F("region__parent").asc(nulls_last=True), "region_id", "-total"
    ),
    filters=(roll_filter("roll__"), region_filter(), LEVEL_FILTER),
    columns=(
        roll_column("roll__"),
        *region_columns(),
        Column(
            "ragam",
            _("Ragam"),
            TEXT,
            "kind",
            _("Ragam disabilitas; “Semua ragam” adalah jumlah tercetak."),
            labels=dict(DisabilityKind.choices),
        ),
        count("jumlah", _("Jumlah"), "total", _("Pemilih disabilitas.")),
        *SOURCE_COLUMNS,
    ),
)
