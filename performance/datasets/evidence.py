"""Datasets of the evidence tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kpuntt.exports.columns import (
    BOOLEAN,
    DATE,
    INTEGER,
    SOURCE_COLUMNS,
    TEXT,
    region_columns,
    region_filter,
)
from kpuntt.exports.dataset import Column, Dataset
from performance.datasets.columns import (
    AREAS,
    YEARLY,
    count,
    objective_column,
    year_column,
    year_filter,
)
from performance.models import (
    Award,
    BuildingCondition,
    LegalDocumentCount,
    OfficeBuilding,
    Ownership,
    Position,
    StaffCount,
)

YEAR_FILTER = year_filter("objective__report__")
YEAR_COLUMN = year_column("objective__report__")
OBJECTIVE_COLUMN = objective_column("objective__")

OFFICES = Dataset(
    name="gedung-kantor",
    title=_("Gedung kantor"),
    description=_(
        "Gedung kantor KPU Provinsi dan KPU kabupaten/kota, satu baris per gedung: kepemilikan, "
        "kondisi, dan luas. Satu satuan kerja dapat mempunyai beberapa gedung."
    ),
    areas=AREAS,
    key=("tahun", "nomor", "kepemilikan"),
    unit="objective__report",
    covers="objective__report__year",
    keywords=(_("kinerja"), _("gedung kantor")),
    rhythm=YEARLY,
    rows=OfficeBuilding.objects.as_printed,
    filters=(YEAR_FILTER, region_filter()),
    columns=(
        YEAR_COLUMN,
        Column("nomor", _("No."), INTEGER, "order", _("Nomor baris dalam sumber.")),
        Column("satker", _("Satker"), TEXT, "unit_name", _("Nama seperti tercetak.")),
        *region_columns(),
        Column(
            "kepemilikan",
            _("Kepemilikan"),
            TEXT,
            "ownership",
            _("Milik sendiri, sewa, atau pinjam pakai."),
            labels=dict(Ownership.choices),
        ),
        Column(
            "kondisi",
            _("Kondisi"),
            TEXT,
            "repair",
            _("Baik, rusak ringan, atau rusak berat."),
            labels=dict(BuildingCondition.choices),
        ),
        Column(
            "luas_tercetak",
            _("Luas tercetak"),
            TEXT,
            "area_printed",
            _("Luas persis seperti dalam sumber."),
        ),
        count(
            "luas_m2",
            _("Luas (m²)"),
            "area",
            _("Luas; kosong bila sel tercetak dapat dibaca lebih dari satu cara."),
            "m²",
        ),
        *SOURCE_COLUMNS,
    ),
)

LEGAL_DOCUMENTS = Dataset(
    name="produk-hukum",
    title=_("Produk hukum (JDIH)"),
    description=_(
        "Keputusan KPU Provinsi dan KPU kabupaten/kota yang didokumentasikan, dalam bentuk cetak "
        "dan lewat web. Baris jumlah adalah jumlah yang tercetak, bukan hitungan portal."
    ),
    areas=AREAS,
    key=("tahun", "urutan"),
    unit="objective__report",
    covers="objective__report__year",
    keywords=(_("kinerja"), _("JDIH"), _("keputusan")),
    rhythm=YEARLY,
    rows=LegalDocumentCount.objects.as_printed,
    filters=(YEAR_FILTER, region_filter()),
    columns=(
        YEAR_COLUMN,
        Column("urutan", _("No."), INTEGER, "order", _("Urutan baris dalam sumber.")),
        Column("jenis_dokumen", _("Jenis dokumen"), TEXT, "name", _("Seperti tercetak.")),
        *region_columns(),
        count("fisik", _("Fisik"), "physical", _("Dokumen cetak."), "dokumen"),
        count("web", _("Web"), "web", _("Dokumen di web JDIH."), "dokumen"),
        Column(
            "baris_jumlah",
            _("Baris jumlah"),
            BOOLEAN,
            "is_total",
            _("Benar untuk baris jumlah yang tercetak."),
        ),
        *SOURCE_COLUMNS,
    ),
)

STAFF = Dataset(
    name="pegawai",
    title=_("Pegawai sekretariat"),
    description=_(
        "Pegawai Sekretariat KPU Provinsi menurut bagian dan status, seperti tercetak dalam tabel "
        "pegawai laporan kinerja. Baris TOTAL adalah jumlah yang tercetak."
    ),
    areas=AREAS,
    key=("tahun", "urutan"),
    unit="objective__report",
    covers="objective__report__year",
    keywords=(_("kinerja"), _("pegawai")),
    rhythm=YEARLY,
    rows=StaffCount.objects.as_printed,
    filters=(YEAR_FILTER,),
    columns=(
        YEAR_COLUMN,
        *region_columns("objective__report__"),
        Column("urutan", _("No."), INTEGER, "order", _("Urutan baris dalam sumber.")),
        Column("kelompok", _("Kelompok"), TEXT, "group", _("Judul kelompok seperti tercetak.")),
        Column("uraian", _("Uraian"), TEXT, "name", _("Uraian seperti tercetak.")),
        Column(
            "jenis_baris",
            _("Jenis baris"),
            TEXT,
            "position",
            _("Jabatan, subbagian, atau jumlah tercetak."),
            labels=dict(Position.choices),
        ),
        count("jumlah", _("Jumlah"), "total", _("Jumlah pegawai."), "orang"),
        count("pns", "PNS", "civil_servants", _("Pegawai negeri sipil."), "orang"),
        count(
            "ppnpn",
            "PPNPN",
            "contract",
            _("Pegawai pemerintah non pegawai negeri."),
            "orang",
        ),
        *SOURCE_COLUMNS,
    ),
)

AWARDS = Dataset(
    name="penghargaan",
    title=_("Penghargaan"),
    description=_(
        "Penghargaan yang disebut dalam laporan kinerja, dengan hari dan tanggalnya. Sasaran yang "
        "berkaitan dipilih oleh portal."
    ),
    areas=AREAS,
    key=("tahun", "nomor_sasaran", "urutan"),
    unit="objective__report",
    covers="objective__report__year",
    keywords=(_("kinerja"), _("penghargaan")),
    rhythm=YEARLY,
    rows=Award.objects.as_printed,
    filters=(YEAR_FILTER,),
    columns=(
        YEAR_COLUMN,
        *region_columns("objective__report__"),
        OBJECTIVE_COLUMN,
        Column("urutan", _("No."), INTEGER, "order", _("Urutan dalam sumber.")),
        Column("penghargaan", _("Penghargaan"), TEXT, "name", _("Kategori penghargaan.")),
        Column("peringkat", _("Peringkat"), TEXT, "rank", _("Peringkat yang diraih.")),
        Column("hari", _("Hari"), TEXT, "printed_weekday", _("Nama hari seperti tercetak.")),
        Column("tanggal", _("Tanggal"), DATE, "date", _("Tanggal penghargaan.")),
        *SOURCE_COLUMNS,
    ),
)
