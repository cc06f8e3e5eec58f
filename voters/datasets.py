"""The datasets of the voters' area: their names and column names are permanent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, CharField, DateField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from kpuntt.exports.dataset import Column, ColumnType, Dataset, Filter
from kpuntt.provenance.models import DocumentKind
from kpuntt.publishing.models import PublicationState
from kpuntt.regions.expressions import full_name
from kpuntt.regions.models import Region, RegionLevel
from voters.models import (
    ContestStatus,
    DisabilityCount,
    DisabilityKind,
    Election,
    ElectionStage,
    LogisticsItem,
    Precision,
    ReasonDirection,
    Roll,
    RollKind,
    RollLine,
    RollReason,
    RollStage,
    Vote,
)

AREAS = ("voters", "regions", "provenance")
TEXT, INTEGER, DECIMAL, DATE = (
    ColumnType.TEXT,
    ColumnType.INTEGER,
    ColumnType.DECIMAL,
    ColumnType.DATE,
)
VOTERS = "pemilih"


def region_choices() -> Sequence[tuple[str, str]]:
    """Return the codes and names of the province and its regencies and cities."""
    regions = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    return [(region.code, region.full_name) for region in regions.order_by("code")]


def by_region(queryset: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Keep the rows about one region, not those about the regions in it."""
    return queryset.filter(region_id=code)


REGION_FILTER = Filter(
    "wilayah", _("Wilayah"), _("kode wilayah Kemendagri, misalnya 53.07"), region_choices, by_region
)


def _roll_choices() -> Sequence[tuple[str, str]]:
    return list(Roll.objects.published().order_by("-as_of", "-pk").values_list("slug", "title"))


def _roll_filter(path: str) -> Filter:
    def by_roll(queryset: QuerySet[Any], slug: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{path}slug": slug})

    return Filter(
        "daftar", _("Daftar"), _("kode daftar, misalnya dpt-pilkada-2024"), _roll_choices, by_roll
    )


def _election_choices() -> Sequence[tuple[str, str]]:
    return list(Election.objects.order_by("-year", "slug").values_list("slug", "short_name"))


def _election_filter(path: str) -> Filter:
    def by_election(queryset: QuerySet[Any], slug: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{path}report__election__slug": slug})

    return Filter(
        "pemilihan",
        _("Pemilihan"),
        _("kode pemilihan, misalnya pilgub-2024"),
        _election_choices,
        by_election,
    )


LEVEL_FILTER = Filter(
    "tingkat",
    _("Tingkat"),
    _("provinsi, kabupaten-kota, …"),
    lambda: [(level.value, level.label) for level in RegionLevel],
    lambda queryset, level: queryset.filter(region__level=level),
)


def _roll_column(path: str) -> Column:
    return Column(
        "daftar", _("Daftar"), TEXT, f"{path}slug", _("Kode daftar pemilih, sama dengan alamatnya.")
    )


def _election_column(path: str) -> Column:
    return Column("pemilihan", _("Pemilihan"), TEXT, f"{path}election__slug", _("Kode pemilihan."))


REGION_COLUMNS = (
    Column("kode_wilayah", _("Kode"), TEXT, "region_id", _("Kode wilayah Kemendagri bertitik.")),
    Column("nama_wilayah", _("Wilayah"), TEXT, full_name("region__"), _("Nama resmi wilayah.")),
)
SOURCE_COLUMNS = (
    Column("sumber", _("Sumber"), TEXT, "citation__document__title", _("Judul dokumen sumber.")),
    Column(
        "jenis_sumber",
        _("Jenis sumber"),
        TEXT,
        "citation__document__kind",
        _("Pers dan kompilasi adalah sumber sekunder."),
        labels=dict(DocumentKind.choices),
    ),
    Column("tempat", _("Tempat"), TEXT, "citation__place", _("Letak angka di dalam dokumen.")),
)
NOTE = Column("catatan", _("Catatan"), TEXT, "note", _("Catatan tentang baris ini."))

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


def _count(name: str, label: Any, source: str, description: Any, unit: str = VOTERS) -> Column:
    return Column(name, label, INTEGER, source, description, unit)


ROLLS = Dataset(
    name="daftar-pemilih",
    title=_("Daftar pemilih"),
    description=_(
        "Angka rekapitulasi daftar pemilih (DPT beserta tahapannya dan PDPB), satu baris per "
        "daftar dan wilayah, seperti tercetak dalam sumbernya. Sel kosong berarti sumber tidak "
        "menyebut angkanya; kosong bukan nol."
    ),
    areas=AREAS,
    rhythm=_("Setiap ada penetapan: kabupaten/kota per triwulan, provinsi per semester"),
    rows=lambda: RollLine.objects.published().as_printed(),
    filters=(_roll_filter("roll__"), REGION_FILTER, LEVEL_FILTER),
    columns=(
        _roll_column("roll__"),
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
        *REGION_COLUMNS,
        _count("kecamatan", _("Kecamatan"), "districts", _("Jumlah kecamatan."), "kecamatan"),
        _count(
            "desa_kelurahan",
            _("Desa/kelurahan"),
            "villages",
            _("Jumlah desa dan kelurahan."),
            "desa/kelurahan",
        ),
        _count("tps", "TPS", "polling_stations", _("Tempat pemungutan suara."), "TPS"),
        _count(
            "tps_lokasi_khusus",
            _("TPS loksus"),
            "special_stations",
            _("TPS di lokasi khusus; sudah termasuk dalam kolom tps."),
            "TPS",
        ),
        _count("laki_laki", _("Laki-laki"), "male", _("Pemilih laki-laki.")),
        _count("perempuan", _("Perempuan"), "female", _("Pemilih perempuan.")),
        _count("jumlah", _("Jumlah"), "total", _("Jumlah pemilih.")),
        Column(
            "daftar_asal",
            _("Daftar asal"),
            TEXT,
            "roll__baseline__slug",
            _("Kode daftar yang menjadi titik awal."),
        ),
        _count(
            "sebelumnya",
            _("Sebelumnya"),
            "previous",
            _("Jumlah pada daftar asal, seperti tercetak dalam daftar ini."),
        ),
        _count("baru", _("Baru"), "new", _("Pemilih baru.")),
        _count("baru_laki_laki", _("Baru L"), "new_male", _("Pemilih baru laki-laki.")),
        _count("baru_perempuan", _("Baru P"), "new_female", _("Pemilih baru perempuan.")),
        _count("tms", "TMS", "ineligible", _("Pemilih yang tidak memenuhi syarat.")),
        _count("tms_laki_laki", _("TMS L"), "ineligible_male", _("TMS laki-laki.")),
        _count("tms_perempuan", _("TMS P"), "ineligible_female", _("TMS perempuan.")),
        _count(
            "perbaikan",
            _("Perbaikan"),
            "corrected",
            _("Pemilih yang datanya diperbaiki; tidak mengubah jumlah."),
        ),
        _count(
            "perbaikan_laki_laki", _("Perbaikan L"), "corrected_male", _("Perbaikan laki-laki.")
        ),
        _count(
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
    rhythm=_("Setiap ada penetapan PDPB"),
    rows=lambda: RollReason.objects.filter(line__roll__state=PublicationState.PUBLISHED).order_by(
        "-line__roll__as_of", "line__region_id", "order"
    ),
    filters=(
        _roll_filter("line__roll__"),
        Filter(
            "wilayah",
            REGION_FILTER.label,
            REGION_FILTER.description,
            region_choices,
            lambda queryset, code: queryset.filter(line__region_id=code),
        ),
        Filter(
            "arah",
            _("Arah"),
            _("baru atau tms"),
            lambda: ReasonDirection.choices,
            lambda queryset, value: queryset.filter(kind__direction=value),
        ),
    ),
    columns=(
        _roll_column("line__roll__"),
        Column("kode_wilayah", _("Kode"), TEXT, "line__region_id", _("Kode wilayah Kemendagri.")),
        Column(
            "nama_wilayah",
            _("Wilayah"),
            TEXT,
            full_name("line__region__"),
            _("Nama resmi wilayah."),
        ),
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
            _("Salah bila alasan itu hanya memindahkan pemilih, misalnya salah TPS."),
        ),
        _count("laki_laki", _("Laki-laki"), "male", _("Laki-laki.")),
        _count("perempuan", _("Perempuan"), "female", _("Perempuan.")),
        _count("jumlah", _("Jumlah"), "total", _("Jumlah pemilih dengan alasan itu.")),
        Column("dasar_hukum", _("Dasar"), TEXT, "kind__regulation", _("Peraturan yang berlaku.")),
        *SOURCE_COLUMNS,
    ),
)

DISABILITY = Dataset(
    name="pemilih-disabilitas",
    title=_("Pemilih disabilitas"),
    description=_("Pemilih dengan disabilitas dalam sebuah daftar, menurut wilayah atau ragam."),
    areas=AREAS,
    rhythm=_("Setiap ada DPT"),
    rows=lambda: DisabilityCount.objects.filter(roll__state=PublicationState.PUBLISHED).order_by(
        "-roll__as_of", F("region__parent").asc(nulls_last=True), "region_id", "-total"
    ),
    filters=(_roll_filter("roll__"), REGION_FILTER, LEVEL_FILTER),
    columns=(
        _roll_column("roll__"),
        *REGION_COLUMNS,
        Column(
            "ragam",
            _("Ragam"),
            TEXT,
            "kind",
            _("Ragam disabilitas; “Semua ragam” adalah jumlah tercetak."),
            labels=dict(DisabilityKind.choices),
        ),
        _count("jumlah", _("Jumlah"), "total", _("Pemilih disabilitas.")),
        *SOURCE_COLUMNS,
    ),
)

RESULTS = Dataset(
    name="hasil-pemilihan",
    title=_("Hasil pemilihan"),
    description=_(
        "Perolehan suara sah setiap pasangan calon, dengan persentase seperti tercetak. Hasil "
        "resmi dan hasil sementara tidak pernah dicampur: lihat kolom status."
    ),
    areas=AREAS,
    rhythm=_("Setelah penetapan hasil"),
    rows=lambda: Vote.objects.filter(
        candidate__contest__report__state=PublicationState.PUBLISHED
    ).order_by("candidate__contest", "region_id", "candidate__order"),
    filters=(
        _election_filter("candidate__contest__"),
        REGION_FILTER,
        Filter(
            "status",
            _("Status"),
            _("resmi atau sementara"),
            lambda: ContestStatus.choices,
            lambda queryset, value: queryset.filter(candidate__contest__status=value),
        ),
    ),
    columns=(
        _election_column("candidate__contest__report__"),
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
        *REGION_COLUMNS,
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
        _count("suara_sah", _("Suara sah"), "votes", _("Suara sah."), "suara"),
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
    rhythm=_("Sekali setiap pemilihan"),
    rows=lambda: LogisticsItem.objects.filter(report__state=PublicationState.PUBLISHED).order_by(
        "report", "order"
    ),
    filters=(_election_filter(""),),
    columns=(
        _election_column("report__"),
        Column("urutan", _("Urutan"), INTEGER, "order", _("Urutan dalam dokumen sumber.")),
        Column("barang", _("Barang"), TEXT, "name", _("Nama perlengkapan.")),
        _count("jumlah", _("Jumlah"), "quantity", _("Jumlah barang."), "buah"),
        *SOURCE_COLUMNS,
    ),
)

STAGES = Dataset(
    name="tahapan-pemilihan",
    title=_("Tahapan pemilihan"),
    description=_("Tahapan pemilihan dengan waktu dan keluarannya."),
    areas=AREAS,
    rhythm=_("Sekali setiap pemilihan"),
    rows=lambda: ElectionStage.objects.filter(report__state=PublicationState.PUBLISHED).order_by(
        "report", "order"
    ),
    filters=(_election_filter(""),),
    columns=(
        _election_column("report__"),
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

DATASETS = (ROLLS, REASONS, DISABILITY, RESULTS, LOGISTICS, STAGES)
