"""The dataset of election grants."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from budget.datasets.columns import YEAR, rupiah
from budget.models import GrantLine, GrantReport
from kpuntt.exports.columns import (
    BOOLEAN,
    INTEGER,
    NOTE,
    SOURCE_COLUMNS,
    TEXT,
    region_columns,
    region_filter,
)
from kpuntt.exports.dataset import Column, Dataset, Filter


def _years() -> Sequence[tuple[str, str]]:
    years = GrantReport.objects.published().order_by("-year").values_list("year", flat=True)
    return [(str(year), str(year)) for year in years.distinct()]


GRANTS = Dataset(
    name="hibah-pilkada",
    title=_("Hibah Pilkada"),
    description=_(
        "Hibah APBD untuk pemilihan kepala daerah menurut pemerintah daerah, dalam rupiah, seperti "
        "tercetak. Hibah adalah dana di luar DIPA dan tidak dijumlahkan dengan realisasi anggaran. "
        "Baris jumlah adalah jumlah yang tercetak, bukan hasil penjumlahan; kode wilayahnya kosong."
    ),
    areas=("budget", "regions", "provenance"),
    key=("tahun", "urutan"),
    unit="report",
    covers="report__year",
    keywords=(_("anggaran"), _("hibah"), _("APBD"), _("pilkada")),
    rhythm=_("Sekali setiap pemilihan kepala daerah"),
    rows=lambda: GrantLine.objects.order_by("-report__year", "report", "order"),
    filters=(
        Filter(
            "tahun",
            _("Tahun"),
            _("tahun pemilihan, misalnya 2024"),
            _years,
            lambda queryset, value: queryset.filter(report__year=int(value)),
        ),
        region_filter(),
    ),
    columns=(
        Column("tahun", _("Tahun"), YEAR, Cast("report__year", CharField()), _("Tahun pemilihan.")),
        Column("urutan", _("Urutan"), INTEGER, "order", _("Urutan dalam dokumen sumber.")),
        *region_columns(),
        Column(
            "nama_tercetak",
            _("Nama tercetak"),
            TEXT,
            "printed_name",
            _("Nama persis seperti tercetak, termasuk salah ketiknya."),
        ),
        rupiah(
            "hibah_pilbup",
            _("Hibah pilbup/pilwalkot"),
            "regent",
            _("Untuk pemilihan bupati atau wali kota; tanda “-” dalam sumber berarti nol."),
        ),
        rupiah("hibah_pilgub", _("Hibah pilgub"), "governor", _("Untuk pemilihan gubernur.")),
        Column(
            "baris_jumlah",
            _("Baris jumlah"),
            BOOLEAN,
            "is_total",
            _("Apakah baris ini jumlah yang tercetak."),
        ),
        *SOURCE_COLUMNS,
        Column("versi", _("Versi"), INTEGER, "report__version", _("Versi terbitan.")),
        NOTE,
    ),
)
