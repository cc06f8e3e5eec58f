"""The catalogue: every dataset of the portal, by its permanent name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from budget.datasets import DATASETS as BUDGET_DATASETS
from kpuntt.exports.columns import (
    DATE,
    DECIMAL,
    KEMENDAGRI,
    TEXT,
    region_choices,
    region_filter,
)
from kpuntt.exports.dataset import ODBL, Column, Dataset, Filter
from kpuntt.provenance.models import Document, DocumentKind
from kpuntt.quality.models import Finding, FindingStatus
from kpuntt.regions.expressions import full_name
from kpuntt.regions.models import Region, RegionKind, RegionLevel
from news.datasets import DATASETS as NEWS_DATASETS
from performance.datasets import DATASETS as PERFORMANCE_DATASETS
from voters.datasets import DATASETS as VOTERS_DATASETS

AREA_LABELS = {
    "voters": _("Pemilih"),
    "performance": _("Kinerja"),
    "budget": _("Anggaran"),
    "news": _("Berita"),
}


def _within(queryset: QuerySet[Any], code: str) -> QuerySet[Any]:
    return queryset.filter(pk__in=Region.objects.within(code).values("pk"))


REGIONS = Dataset(
    name="wilayah",
    title=_("Wilayah"),
    description=_(
        "Provinsi, kabupaten/kota, kecamatan, dan desa/kelurahan di Nusa Tenggara Timur dengan "
        "kode Kemendagri. Kode BPS tampak serupa tetapi menunjuk tempat lain."
    ),
    areas=("regions",),
    key=("kode_wilayah",),
    licence=ODBL,
    keywords=(_("wilayah"), _("kode Kemendagri"), _("kecamatan"), _("desa")),
    rhythm=_("Bila keputusan menteri tentang kode wilayah berubah"),
    attribution=_(
        "Mengandung informasi dari idn-area-data 4.0.1 dengan Open Database License (ODbL 1.0); "
        "koordinat ibu kota dari GeoNames (CC BY 4.0)."
    ),
    rows=lambda: Region.objects.order_by("code"),
    filters=(
        Filter(
            "wilayah",
            _("Wilayah"),
            _("kode wilayah; wilayah itu dan semua di dalamnya"),
            region_choices,
            _within,
        ),
        Filter(
            "tingkat",
            _("Tingkat"),
            _("provinsi, kabupaten-kota, kecamatan, desa-kelurahan"),
            lambda: RegionLevel.choices,
            lambda queryset, level: queryset.filter(level=level),
        ),
    ),
    columns=(
        Column(
            "kode_wilayah",
            _("Kode"),
            TEXT,
            "code",
            _("Kode wilayah Kemendagri bertitik."),
            classification=KEMENDAGRI,
        ),
        Column("nama_wilayah", _("Wilayah"), TEXT, full_name(), _("Nama resmi wilayah.")),
        Column("nama", _("Nama"), TEXT, "name", _("Nama tanpa bentuk pemerintahan.")),
        Column(
            "bentuk",
            _("Bentuk"),
            TEXT,
            "kind",
            _("Provinsi, kabupaten, kota, kecamatan, desa atau kelurahan."),
            labels=dict(RegionKind.choices),
        ),
        Column(
            "tingkat",
            _("Tingkat"),
            TEXT,
            "level",
            _("Tingkat pemerintahan."),
            labels=dict(RegionLevel.choices),
        ),
        Column("kode_induk", _("Induk"), TEXT, "parent_id", _("Kode wilayah induk.")),
        Column("ibu_kota", _("Ibu kota"), TEXT, "seat", _("Ibu kota kabupaten/kota.")),
        Column("lintang", _("Lintang"), DECIMAL, "latitude", _("Lintang ibu kota."), "derajat"),
        Column("bujur", _("Bujur"), DECIMAL, "longitude", _("Bujur ibu kota."), "derajat"),
        Column(
            "berlaku_sejak",
            _("Berlaku sejak"),
            DATE,
            "valid_from",
            _("Awal masa berlaku; kosong bila tidak tercatat dalam sumber."),
        ),
        Column("berlaku_hingga", _("Berlaku hingga"), DATE, "valid_to", _("Akhir masa berlaku.")),
        Column(
            "sumber",
            _("Sumber"),
            TEXT,
            Value("Keputusan Mendagri 300.2.2-2138 Tahun 2025, melalui idn-area-data 4.0.1"),
            _("Asal kode dan nama."),
        ),
    ),
)

FINDINGS = Dataset(
    name="temuan",
    title=_("Temuan"),
    description=_(
        "Angka tercetak yang berbeda dari hitungan atas angka-angka lain dalam sumbernya. Temuan "
        "tidak mengubah angka dan tidak menahan penerbitan."
    ),
    areas=("quality", "regions"),
    key=("bidang", "subjek", "kode_aturan", "tempat"),
    keywords=(_("temuan"), _("pemeriksaan")),
    rhythm=_("Setiap ada penerbitan"),
    rows=lambda: Finding.objects.order_by("area", "subject", "rule", "place"),
    filters=(
        Filter(
            "bidang",
            _("Bidang"),
            _("bidang data"),
            lambda: [(code, str(label)) for code, label in AREA_LABELS.items()],
            lambda queryset, area: queryset.filter(area=area),
        ),
        Filter(
            "status",
            _("Status"),
            _("terbuka, dijelaskan, selesai"),
            lambda: FindingStatus.choices,
            lambda queryset, status: queryset.filter(status=status),
        ),
        region_filter(),
    ),
    columns=(
        Column("bidang", _("Bidang"), TEXT, "area", _("Bidang data."), labels=AREA_LABELS),
        Column("subjek", _("Subjek"), TEXT, "subject", _("Kode terbitan yang diperiksa.")),
        Column("judul", _("Judul"), TEXT, "subject_title", _("Judul terbitan itu.")),
        Column("alamat", _("Alamat"), TEXT, "path", _("Alamat halamannya di portal ini.")),
        Column("kode_aturan", _("Aturan"), TEXT, "rule", _("Kode aturan.")),
        Column("aturan", _("Nama aturan"), TEXT, "rule_title", _("Nama aturan.")),
        Column("bobot", _("Bobot"), TEXT, "severity", _("Berat atau ringan.")),
        Column("tempat", _("Tempat"), TEXT, "place", _("Baris atau bagian yang diperiksa.")),
        Column("kode_wilayah", _("Kode"), TEXT, "region_id", _("Kode wilayah, bila ada.")),
        Column("tercetak", _("Tercetak"), DECIMAL, "printed", _("Angka dalam sumber."), trim=True),
        Column(
            "terhitung",
            _("Terhitung"),
            DECIMAL,
            "computed",
            _("Angka menurut aturan."),
            trim=True,
        ),
        Column(
            "selisih",
            _("Selisih"),
            DECIMAL,
            "difference",
            _("Tercetak dikurangi terhitung."),
            trim=True,
        ),
        Column(
            "tercetak_kata",
            _("Tercetak, dalam kata"),
            TEXT,
            "printed_text",
            _("Seperti dalam sumber; juga kode dan predikat, yang bukan bilangan."),
        ),
        Column(
            "terhitung_kata",
            _("Terhitung, dalam kata"),
            TEXT,
            "computed_text",
            _("Menurut aturan; juga kode dan predikat."),
        ),
        Column(
            "status",
            _("Status"),
            TEXT,
            "status",
            _("Terbuka, dijelaskan, atau selesai."),
            labels=dict(FindingStatus.choices),
        ),
        Column("penjelasan", _("Penjelasan"), TEXT, "explanation", _("Penjelasan satuan kerja.")),
        Column(
            "ditemukan",
            _("Ditemukan"),
            DATE,
            TruncDate("first_seen_at"),
            _("Tanggal pertama ditemukan."),
        ),
    ),
)

DOCUMENTS = Dataset(
    name="dokumen-sumber",
    title=_("Dokumen sumber"),
    description=_("Dokumen yang menjadi asal setiap angka di portal ini."),
    areas=("provenance",),
    key=("kode",),
    keywords=(_("sumber"), _("dokumen")),
    rhythm=_("Setiap ada dokumen baru"),
    rows=lambda: Document.objects.order_by("slug"),
    filters=(
        Filter(
            "jenis",
            _("Jenis"),
            _("jenis dokumen"),
            lambda: DocumentKind.choices,
            lambda queryset, kind: queryset.filter(kind=kind),
        ),
    ),
    columns=(
        Column("kode", _("Kode"), TEXT, "slug", _("Kode dokumen.")),
        Column("judul", _("Judul"), TEXT, "title", _("Judul dokumen.")),
        Column(
            "jenis",
            _("Jenis"),
            TEXT,
            "kind",
            _("Jenis dokumen; pers dan kompilasi adalah sumber sekunder."),
            labels=dict(DocumentKind.choices),
        ),
        Column("nomor", _("Nomor"), TEXT, "number", _("Nomor resmi.")),
        Column("tanggal", _("Tanggal"), DATE, "date", _("Tanggal dokumen.")),
        Column(
            "tanggal_tertulis",
            _("Tanggal tertulis"),
            TEXT,
            "date_text",
            _("Tanggal sejauh diketahui, bila harinya tidak pasti."),
        ),
        Column("penerbit", _("Penerbit"), TEXT, "publisher", _("Penerbit dokumen.")),
        Column("alamat", _("Alamat"), TEXT, "url", _("Alamat di internet.")),
        Column("nama_berkas", _("Berkas"), TEXT, "file_name", _("Nama berkas yang disalin.")),
        Column("sha256", "SHA-256", TEXT, "sha256", _("Nilai SHA-256 berkas itu.")),
        Column("catatan", _("Catatan"), TEXT, "note", _("Catatan.")),
    ),
)

#: The areas that the whole catalogue depends on.
ALL_AREAS = ("voters", "performance", "budget", "news", "regions", "provenance", "quality")

CATALOGUE: Mapping[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        REGIONS,
        *VOTERS_DATASETS,
        *PERFORMANCE_DATASETS,
        *BUDGET_DATASETS,
        *NEWS_DATASETS,
        FINDINGS,
        DOCUMENTS,
    )
}
