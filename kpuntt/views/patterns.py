"""The pattern page: every component in every state, for whoever works on the pages.

The figures in the examples are invented; they say so on the page and stand nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from kpuntt.charts.circles import Place, circles
from kpuntt.charts.dots import Change, dots
from kpuntt.charts.multiples import Moment, Series, multiples
from kpuntt.charts.pyramid import Pair, pyramid
from kpuntt.charts.trend import Observation, trend
from kpuntt.offline.archive import OfflineArchive
from kpuntt.quality.selectors import CheckSummary
from kpuntt.reconciliation import Check, Rule
from kpuntt.reports.models import ReportState
from kpuntt.reports.selectors import PageReports, PublicReport
from kpuntt.selectors import VoterMap
from kpuntt.sharing import Share
from voters.models import Roll

SHEET = settings.BASE_DIR / "static/css/portal.css"
_TOKEN = re.compile(r"--([a-z]+): (#[0-9a-f]{3,6});")
_COMMENT = re.compile(r"{% comment %}(.*?){% endcomment %}", re.DOTALL)
_IDS = re.compile(r'(\s(?:id|for|aria-describedby|aria-labelledby)=")([^"]+)(")')
_SCRIPT = re.compile(r"<script[^>]*></script>")

Context = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A component in one state, as it comes out."""

    state: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class Component:
    """A partial template, what it says of its context, and its states."""

    template: str
    about: str
    examples: Sequence[Example]


@require_safe
def patterns(request: HttpRequest) -> HttpResponse:
    """Tokens and components, read from the style sheet and the partials themselves."""
    tokens = dict.fromkeys(name for name, _value in _TOKEN.findall(SHEET.read_text()))
    context = {"tokens": list(tokens), "components": list(_components())}
    return render(request, "portal/patterns.html", context)


def _components() -> Iterator[Component]:
    for template, states in STATES.items():
        found = _COMMENT.search(_source(template))
        yield Component(
            template=template,
            about=found[1] if found else "",
            examples=[
                Example(str(state), _rendered(template, context, number))
                for number, (state, context) in enumerate(states)
            ],
        )


def _source(template: str) -> str:
    origin = get_template(template).origin.name  # type: ignore[attr-defined]  # both engines have it
    return Path(origin).read_text()


def _rendered(template: str, context: Context, number: int) -> SafeString:
    """Render an example; all but the first get ids of their own and leave the script out."""
    html = get_template(template).render(context)
    if number:
        html = _SCRIPT.sub("", _IDS.sub(rf"\g<1>\g<2>-{number}\g<3>", html))
    return mark_safe(html)  # noqa: S308 - a template has escaped it


_RULE = Rule(
    code="contoh",
    title="Jumlah menurut jenis kelamin",
    statement="laki-laki + perempuan = jumlah",
    source="Contoh",
)
_HOLDS = Check(_RULE, "Kabupaten Contoh", 300, 300)
_DIFFERS = Check(_RULE, "Kota Contoh", 301, 300)
_UNKNOWN = Check(_RULE, "Kabupaten Lain", 250, None, missing=("perempuan",))
_DOCUMENT = SimpleNamespace(
    title="Berita Acara Contoh",
    url="https://contoh.example/berita-acara.pdf",
    publisher="KPU Provinsi NTT",
    date=date(2025, 7, 2),
    date_text="",
    is_secondary=False,
    note="",
)
_SECONDARY = SimpleNamespace(
    title="Kliping Contoh",
    url="",
    publisher="Surat Kabar Contoh",
    date=None,
    date_text="Juli 2025",
    is_secondary=True,
    note="Dokumen aslinya belum ditemukan.",
)
_PLACES = [
    Place("53.71", "Kota Contoh", 123.6, -10.2, 300),
    Place("53.07", "Kabupaten Contoh", 122.2, -8.6, 200),
]
_LINE = trend(
    [
        Observation(date(2024, 6, 27), 2900, "DPT Contoh 2024", "dpt"),
        Observation(date(2024, 12, 1), 2950, "DPTHP Contoh 2024", "dpthp"),
        Observation(date(2025, 7, 2), 3000, "PDPB Contoh 2025", "pdpb"),
    ]
)
_GROWN = [
    Change("53.07", "Contoh", 190, 200),
    Change("53.71", "Kota Contoh", 310, 300),
    Change("53.21", "Lain", None, 100),
]
_PAIRS = [Pair("53.07", "Contoh", 90, 110), Pair("53.71", "Kota Contoh", 150, None)]
_SERIES = [
    Series("53.07", "Contoh", (Moment(date(2024, 6, 27), 190), Moment(date(2025, 7, 2), 200))),
    Series("53.71", "Kota Contoh", (Moment(date(2025, 7, 2), 300),)),
]


def _reports(*states: ReportState) -> Context:
    newest = [
        PublicReport(
            number=f"L-2026-{number:04}",
            address=f"/laporkan/L-2026-{number:04}/",
            path="/",
            place="" if state is ReportState.RECEIVED else "Kabupaten Contoh, perempuan",
            state=state,
            received=date(2026, 1, number),
            answer="" if number == 1 else "Angkanya sama dengan yang tercetak.",
            answered=None,
            correction="/" if number == len(ReportState) else "",
        )
        for number, state in enumerate(states, 1)
    ]
    return {"reports": PageReports("/", newest, 2 * len(newest))}


#: What each partial is shown with: the state in words, and its context.
STATES: dict[str, Sequence[tuple[object, Context]]] = {
    "components/_crumbs.html": [
        (_("di bawah beranda"), {"here": "Daftar pemilih"}),
        (
            _("di bawah halaman lain"),
            {"parent": "/pemilih/", "parent_name": "Daftar pemilih", "here": "DPT Contoh"},
        ),
    ],
    "components/_source.html": [
        (_("dokumen KPU"), {"citation": {"document": _DOCUMENT, "place": "halaman 2"}}),
        (
            _("sumber sekunder, satu angka saja"),
            {"citation": {"document": _SECONDARY, "place": ""}, "of_figure": "TPS"},
        ),
    ],
    "components/_documents.html": [
        (_("dokumen KPU dan sumber sekunder"), {"documents": [_DOCUMENT, _SECONDARY]}),
    ],
    "components/_verdict.html": [
        (_("tanpa temuan"), {"findings": 0, "address": "/pemilih/"}),
        (_("ada temuan"), {"findings": 3, "address": "/pemilih/"}),
    ],
    "components/_checks.html": [
        (
            _("berbeda, cocok, dan tidak dapat diperiksa"),
            {"checks": CheckSummary.of([_HOLDS, _DIFFERS, _UNKNOWN])},
        ),
        (_("semua cocok"), {"checks": CheckSummary.of([_HOLDS])}),
        (_("banyak yang cocok: daftarnya tertutup"), {"checks": CheckSummary.of([_HOLDS] * 12)}),
        (_("tanpa aturan"), {"checks": CheckSummary.of([])}),
    ],
    "components/_method.html": [(_("bidang Pemilih"), {"section": "pemilih"})],
    "components/_downloads.html": [
        (_("seluruh dataset"), {"name": "daftar-pemilih"}),
        (_("sebagian baris"), {"name": "daftar-pemilih", "query": "wilayah=53.07"}),
        (
            _("di halaman dataset, dengan ukuran"),
            {
                "name": "daftar-pemilih",
                "here": True,
                "sizes": {"csv": 4_200, "xlsx": 12_000, "json": 20_000},
            },
        ),
    ],
    "components/_offline.html": [
        (_("ada salinan"), {"offline": OfflineArchive(Path("situs-luring.zip"), 9_000_000)}),
        (_("belum ada salinan"), {"offline": None}),
    ],
    "components/_region_picker.html": [
        (_("kosong"), {"name": ""}),
        (_("sesudah nama yang tidak dikenal"), {"name": "Kupan"}),
    ],
    "components/_report.html": [
        (_("belum ada laporan"), _reports()),
        (_("setiap keadaan"), _reports(*ReportState)),
        (_("halaman tanpa angka"), {"reports": None}),
    ],
    "components/_share.html": [
        (_("terlipat"), {"share": Share("DPT Contoh: 500 pemilih, 2 temuan.", "/pemilih/")}),
    ],
    "components/_single_person.html": [
        (_("satu orang"), {"unit": {"single_person": True}}),
        (_("dua orang"), {"unit": {"single_person": False}}),
    ],
    "charts/_trend.html": [
        (
            _("DPT, DPTHP, dan PDPB"),
            {"trend": _LINE, "label": _("Garis contoh dengan tiga daftar.")},
        ),
    ],
    "charts/_dots.html": [
        (
            _("naik, turun, dan tanpa angka sebelumnya"),
            {"chart": dots(_GROWN, "DPT Contoh"), "label": _("Titik contoh tiga wilayah.")},
        ),
    ],
    "charts/_files.html": [
        (
            _("grafik satu daftar"),
            {
                "chart_name": "laki-laki-perempuan",
                "chart_query": "daftar=dpt-contoh",
                "data_name": "daftar-pemilih",
                "data_query": "daftar=dpt-contoh",
            },
        ),
        (
            _("grafik seluruh dataset"),
            {"chart_name": "serapan-program", "data_name": "realisasi-anggaran"},
        ),
    ],
    "charts/_multiples.html": [
        (_("dua angka, dan satu angka saja"), {"chart": multiples(_SERIES, "DPT Contoh")}),
    ],
    "charts/_pyramid.html": [
        (
            _("satu angka tidak disebut"),
            {"chart": pyramid(_PAIRS), "label": _("Batang contoh dua wilayah.")},
        ),
    ],
    "charts/_map.html": [
        (
            _("dua wilayah"),
            {
                "map": VoterMap(Roll(title="DPT Contoh"), circles(_PLACES)),
                "label": _("Peta contoh dengan dua lingkaran."),
            },
        ),
    ],
}
