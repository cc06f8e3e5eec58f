"""The dataset of budget lines."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from budget.datasets.columns import YEAR, rupiah
from budget.models import Basis, BudgetLine, BudgetSnapshot, Level, LineKind
from kpuntt.exports.columns import DECIMAL, INTEGER, NOTE, SOURCE_COLUMNS, TEXT
from kpuntt.exports.dataset import Column, Dataset, Filter
from kpuntt.formatting import month_name


def _years() -> Sequence[tuple[str, str]]:
    years = BudgetSnapshot.objects.published().order_by("-year").values_list("year", flat=True)
    return [(str(year), str(year)) for year in years.distinct()]


REALISATION = Dataset(
    name="realisasi-anggaran",
    title=_("Realisasi anggaran"),
    description=_(
        "Pagu dan realisasi kumulatif DIPA KPU Provinsi NTT menurut kode, dalam rupiah, seperti "
        "tercetak. Baris penyeimbang dihitung portal: selisih antara baris induk dan rinciannya, "
        "yang tidak dirinci dalam sumber; kode_tercetak-nya kosong. Hibah pemilihan tidak termasuk."
    ),
    areas=("budget", "provenance"),
    key=("tahun", "bulan", "basis", "kode"),
    unit="snapshot",
    covers="snapshot__year",
    keywords=(_("anggaran"), _("DIPA"), _("pagu"), _("realisasi")),
    rhythm=_("Setiap laporan realisasi; 2024 hanya akhir tahun"),
    rows=BudgetLine.objects.as_printed,
    filters=(
        Filter(
            "tahun",
            _("Tahun"),
            _("tahun anggaran, misalnya 2024"),
            _years,
            lambda queryset, value: queryset.filter(snapshot__year=int(value)),
        ),
        Filter(
            "bulan",
            _("Bulan"),
            _("1 sampai 12; realisasi kumulatif sampai dengan bulan itu"),
            lambda: [(str(number), month_name(number)) for number in range(1, 13)],
            lambda queryset, value: queryset.filter(snapshot__month=int(value)),
        ),
        Filter(
            "tingkat",
            _("Tingkat"),
            _("total, program, kegiatan, ro, …"),
            lambda: Level.choices,
            lambda queryset, value: queryset.filter(level=value),
        ),
        Filter(
            "jenis_baris",
            _("Jenis baris"),
            _("tercetak atau penyeimbang"),
            lambda: LineKind.choices,
            lambda queryset, value: queryset.filter(kind=value),
        ),
    ),
    columns=(
        Column(
            "tahun", _("Tahun"), YEAR, Cast("snapshot__year", CharField()), _("Tahun anggaran.")
        ),
        Column(
            "bulan",
            _("Bulan"),
            INTEGER,
            "snapshot__month",
            _("Realisasi kumulatif sampai dengan akhir bulan ini."),
        ),
        Column(
            "basis",
            _("Basis"),
            TEXT,
            "snapshot__basis",
            _("SP2D (saat dibayar) atau akrual; “Tidak disebut” bila sumber tidak menyebutnya."),
            labels=dict(Basis.choices),
        ),
        Column(
            "revisi",
            _("Revisi"),
            INTEGER,
            "snapshot__revision",
            _("Nomor revisi pagu; kosong bila sumber tidak menyebutnya."),
        ),
        Column(
            "urutan",
            _("Urutan"),
            INTEGER,
            "order",
            _("Urutan tercetak; pada baris penyeimbang, urutan baris tercetak tepat di atasnya."),
        ),
        Column(
            "jenis_baris",
            _("Jenis baris"),
            TEXT,
            "kind",
            _("Tercetak, atau penyeimbang yang dihitung portal."),
            labels=dict(LineKind.choices),
        ),
        Column(
            "tingkat",
            _("Tingkat"),
            TEXT,
            "level",
            _("Tingkat kode anggaran."),
            labels=dict(Level.choices),
        ),
        Column("kode", _("Kode"), TEXT, "code", _("Kode menurut letak baris dalam tabel.")),
        Column(
            "kode_tercetak",
            _("Kode tercetak"),
            TEXT,
            "printed_code",
            _("Kode persis seperti tercetak; kosong pada baris penyeimbang."),
        ),
        Column("kode_induk", _("Kode induk"), TEXT, "parent__code", _("Kode baris di atasnya.")),
        Column(
            "uraian",
            _("Uraian"),
            TEXT,
            "name",
            _("Nama program, kegiatan, atau output; kosong pada baris total."),
        ),
        rupiah("pagu", _("Pagu"), "ceiling", _("Pagu anggaran.")),
        rupiah(
            "realisasi",
            _("Realisasi"),
            "realisation",
            _("Realisasi kumulatif; kosong bila selnya kosong dalam sumber."),
        ),
        rupiah("sisa", _("Sisa"), "remaining", _("Sisa pagu seperti tercetak.")),
        Column(
            "persen",
            _("Persen"),
            DECIMAL,
            "percent",
            _("Persentase realisasi seperti tercetak; dihitung pada baris penyeimbang."),
            "persen",
        ),
        *SOURCE_COLUMNS,
        Column("versi", _("Versi"), INTEGER, "snapshot__version", _("Versi terbitan.")),
        NOTE,
    ),
)
