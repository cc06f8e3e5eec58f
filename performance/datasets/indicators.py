"""Datasets of objectives, indicators, targets and risk mitigation."""

from __future__ import annotations

from django.db.models import Count, FilteredRelation, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kpuntt.exports.columns import BOOLEAN, DECIMAL, INTEGER, NOTE, SOURCE_COLUMNS, TEXT
from kpuntt.exports.dataset import Column, Dataset, Filter
from performance.datasets.columns import (
    AREAS,
    YEARLY,
    achievement,
    count,
    objective_column,
    year,
    year_column,
    year_filter,
)
from performance.models import (
    AchievementMethod,
    Direction,
    Mitigation,
    Objective,
    PlanDocument,
    Result,
    Target,
    UnitKind,
)


def _results() -> QuerySet[Result]:
    """Return the results of BAB III, joined with two targets: that table's and the agreement's."""
    joined = {
        name: FilteredRelation(
            "indicator__targets", condition=Q(indicator__targets__document=document)
        )
        for name, document in (
            ("reported", PlanDocument.REPORT),
            ("agreed", PlanDocument.AGREEMENT),
        )
    }
    results = Result.objects.annotate(**joined)
    return results.filter(document=PlanDocument.REPORT).order_by(
        "-indicator__objective__report__year", "indicator__number"
    )


INDICATORS = Dataset(
    name="indikator-kinerja",
    title=_("Indikator kinerja"),
    description=_(
        "Target, realisasi, dan capaian setiap indikator dalam laporan kinerja, satu baris per "
        "indikator dan tahun. Capaian terhitung adalah hitungan portal menurut metode yang "
        "disebut; capaian tercetak tidak diubah."
    ),
    areas=AREAS,
    key=("tahun", "kode"),
    unit="indicator__objective__report",
    covers="indicator__objective__report__year",
    keywords=(_("kinerja"), _("LKj"), _("capaian")),
    rhythm=YEARLY,
    rows=_results,
    filters=(year_filter("indicator__objective__report__"),),
    columns=(
        year_column("indicator__objective__report__"),
        Column("nomor", _("No."), INTEGER, "indicator__number", _("Nomor urut indikator.")),
        Column("kode", _("Kode"), TEXT, "indicator__slug", _("Kode, sama dengan alamatnya.")),
        objective_column("indicator__objective__"),
        Column(
            "sasaran",
            _("Sasaran strategis"),
            TEXT,
            "indicator__objective__text",
            _("Sasaran strategis menurut Perjanjian Kinerja."),
        ),
        Column("indikator", _("Indikator"), TEXT, "indicator__name", _("Nama seperti tercetak.")),
        Column(
            "satuan",
            _("Satuan"),
            TEXT,
            "indicator__unit",
            _("Satuan target dan realisasi."),
            labels=dict(UnitKind.choices),
        ),
        Column(
            "arah",
            _("Arah"),
            TEXT,
            "indicator__direction",
            _("Di mana realisasi yang baik berada."),
            labels=dict(Direction.choices),
        ),
        Column(
            "target",
            _("Target"),
            TEXT,
            "reported__printed",
            _("Target yang tercetak di samping realisasi."),
        ),
        Column(
            "target_angka",
            _("Target, angka"),
            DECIMAL,
            "reported__value",
            _("Target sebagai bilangan; kosong bila berupa predikat."),
        ),
        Column(
            "target_pk",
            _("Target PK"),
            TEXT,
            "agreed__printed",
            _("Target dalam Perjanjian Kinerja yang ditandatangani."),
        ),
        Column("realisasi", _("Realisasi"), TEXT, "printed", _("Realisasi seperti tercetak.")),
        Column(
            "realisasi_angka",
            _("Realisasi, angka"),
            DECIMAL,
            "value",
            _("Realisasi sebagai bilangan; kosong bila berupa predikat."),
        ),
        Column("nilai", _("Nilai"), DECIMAL, "score", _("Nilai di balik predikat.")),
        year(
            "tahun_acuan",
            _("Tahun acuan"),
            "reference_year",
            _("Tahun yang sebenarnya dinilai oleh realisasi itu."),
        ),
        Column("penilai", _("Penilai"), TEXT, "assessor", _("Yang menilai, bila disebut.")),
        Column(
            "sementara",
            _("Sementara"),
            BOOLEAN,
            "provisional",
            _("Benar bila penilaiannya disebut belum selesai."),
        ),
        Column(
            "capaian_tercetak",
            _("Capaian tercetak"),
            TEXT,
            "achievement_printed",
            _("Capaian persis seperti dalam sumber."),
        ),
        achievement(
            "capaian_tercetak_angka",
            _("Capaian tercetak, angka"),
            "achievement",
            _("Capaian tercetak sebagai bilangan."),
        ),
        achievement(
            "capaian_terhitung",
            _("Capaian terhitung"),
            "computed",
            _("Hitungan portal dengan target di samping realisasi."),
        ),
        achievement(
            "capaian_terhitung_pk",
            _("Capaian terhitung, target PK"),
            "computed_agreed",
            _("Hitungan portal dengan target Perjanjian Kinerja."),
        ),
        Column(
            "metode",
            _("Metode"),
            TEXT,
            "indicator__method",
            _("Rumus capaian terhitung, dibulatkan dua angka di belakang koma."),
            labels=dict(AchievementMethod.choices),
        ),
        *SOURCE_COLUMNS,
        Column(
            "versi",
            _("Versi"),
            INTEGER,
            "indicator__objective__report__version",
            _("Versi terbitan laporan."),
        ),
        NOTE,
    ),
)

TARGETS = Dataset(
    name="target-kinerja",
    title=_("Target kinerja menurut dokumen"),
    description=_(
        "Target setiap indikator seperti tercetak dalam masing-masing dokumen perencanaan. "
        "Perjanjian Kinerja adalah dokumen yang ditandatangani."
    ),
    areas=AREAS,
    key=("tahun", "kode", "dokumen"),
    unit="indicator__objective__report",
    covers="indicator__objective__report__year",
    keywords=(_("kinerja"), _("perjanjian kinerja"), _("renstra")),
    rhythm=YEARLY,
    rows=lambda: Target.objects.order_by(
        "-indicator__objective__report__year", "indicator__number", "pk"
    ),
    filters=(
        year_filter("indicator__objective__report__"),
        Filter(
            "dokumen",
            _("Dokumen"),
            _("aspek, rkt, pk, ikhtisar, lkj"),
            lambda: PlanDocument.choices,
            lambda queryset, value: queryset.filter(document=value),
        ),
    ),
    columns=(
        year_column("indicator__objective__report__"),
        Column("nomor", _("No."), INTEGER, "indicator__number", _("Nomor urut indikator.")),
        Column("kode", _("Kode"), TEXT, "indicator__slug", _("Kode indikator.")),
        Column("indikator", _("Indikator"), TEXT, "indicator__name", _("Nama seperti tercetak.")),
        Column(
            "dokumen",
            _("Dokumen"),
            TEXT,
            "document",
            _("Dokumen atau bagian laporan yang mencetak target itu."),
            labels=dict(PlanDocument.choices),
        ),
        Column("target", _("Target"), TEXT, "printed", _("Target persis seperti tercetak.")),
        Column(
            "target_angka",
            _("Target, angka"),
            DECIMAL,
            "value",
            _("Target sebagai bilangan; kosong bila berupa predikat."),
        ),
        *SOURCE_COLUMNS,
    ),
)

OBJECTIVES = Dataset(
    name="sasaran-strategis",
    title=_("Sasaran strategis"),
    description=_("Sasaran strategis tahunan menurut Perjanjian Kinerja, ejaan seperti tercetak."),
    areas=AREAS,
    key=("tahun", "nomor"),
    unit="report",
    covers="report__year",
    keywords=(_("kinerja"), _("sasaran strategis")),
    rhythm=YEARLY,
    rows=lambda: Objective.objects.annotate(indicator_count=Count("indicators")).order_by(
        "-report__year", "number"
    ),
    filters=(year_filter("report__"),),
    columns=(
        year_column("report__"),
        Column("nomor", _("No."), INTEGER, "number", _("Nomor sasaran.")),
        Column("sasaran", _("Sasaran strategis"), TEXT, "text", _("Bunyi sasaran.")),
        count(
            "jumlah_indikator",
            _("Indikator"),
            "indicator_count",
            _("Banyaknya indikator sasaran itu."),
            "indikator",
        ),
        *SOURCE_COLUMNS,
    ),
)

MITIGATIONS = Dataset(
    name="mitigasi-risiko",
    title=_("Pencegahan dan mitigasi risiko"),
    description=_(
        "Tindakan pencegahan dan mitigasi risiko setiap sasaran, diringkas dari laporan kinerja."
    ),
    areas=AREAS,
    key=("tahun", "nomor_sasaran", "urutan"),
    unit="objective__report",
    covers="objective__report__year",
    keywords=(_("kinerja"), _("risiko")),
    rhythm=YEARLY,
    rows=lambda: Mitigation.objects.order_by(
        "-objective__report__year", "objective__number", "order"
    ),
    filters=(year_filter("objective__report__"),),
    columns=(
        year_column("objective__report__"),
        objective_column("objective__"),
        Column("kode", _("Indikator"), TEXT, "indicator__slug", _("Kode indikatornya.")),
        Column("urutan", _("No."), INTEGER, "order", _("Urutan dalam sumber.")),
        Column("tindakan", _("Tindakan"), TEXT, "text", _("Ringkasan tindakan.")),
        *SOURCE_COLUMNS,
        NOTE,
    ),
)
