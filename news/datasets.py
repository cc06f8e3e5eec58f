"""The dataset of the news: the particulars of each post and where it stands."""

from __future__ import annotations

from django.db.models import CharField, F, Value
from django.db.models.functions import (
    Cast,
    Concat,
    ExtractMonth,
    ExtractYear,
    LPad,
    TruncDate,
)
from django.utils.translation import gettext_lazy as _

from kpuntt.exports.columns import DATE, INTEGER, TEXT, region_columns, region_filter
from kpuntt.exports.dataset import Column, Dataset, Filter
from news.models import Category, Post

_ADDRESS = Concat(
    Value("/berita/"),
    Cast(ExtractYear("date"), CharField()),
    Value("/"),
    LPad(Cast(ExtractMonth("date"), CharField()), 2, Value("0")),
    Value("/"),
    F("slug"),
    Value("/"),
    output_field=CharField(),
)

NEWS = Dataset(
    name="berita",
    title=_("Berita"),
    description=_(
        "Kabar resmi KPU Provinsi NTT: tanggal, judul, ringkasan, dan alamat setiap berita."
    ),
    areas=("news", "regions", "provenance"),
    key=("alamat",),
    unit="",
    covers="date",
    keywords=(_("berita"),),
    rhythm=_("Setiap ada kabar"),
    rows=Post.objects.newest_first,
    filters=(
        Filter(
            "kategori",
            _("Kategori"),
            _("kode kategori, misalnya data-pemilih"),
            lambda: Category.choices,
            lambda queryset, value: queryset.filter(category=value),
        ),
        region_filter(),
    ),
    columns=(
        Column("tanggal", _("Tanggal"), DATE, "date", _("Tanggal peristiwa.")),
        Column(
            "tanggal_akhir",
            _("Sampai"),
            DATE,
            "end_date",
            _("Hari terakhir, bila peristiwanya lebih dari sehari."),
        ),
        Column("judul", _("Judul"), TEXT, "title", _("Judul berita.")),
        Column("ringkasan", _("Ringkasan"), TEXT, "summary", _("Satu kalimat.")),
        Column("tempat", _("Tempat"), TEXT, "place", _("Tempat peristiwa.")),
        Column(
            "kategori",
            _("Kategori"),
            TEXT,
            "category",
            _("Pokok berita."),
            labels=dict(Category.choices),
        ),
        *region_columns(),
        Column("alamat", _("Alamat"), TEXT, _ADDRESS, _("Alamat tetapnya di portal ini.")),
        Column("versi", _("Versi"), INTEGER, "version", _("Lebih dari 1 bila pernah diperbaiki.")),
        Column(
            "terbit",
            _("Terbit"),
            DATE,
            TruncDate("published_at"),
            _("Tanggal terbit versi ini di portal."),
        ),
        Column(
            "sumber", _("Sumber"), TEXT, "document__title", _("Judul dokumen sumber, bila ada.")
        ),
    ),
)
DATASETS = (NEWS,)
