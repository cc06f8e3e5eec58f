"""The charts that have files of their own: a closed list, so nobody can ask for endless ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from budget.charts import AbsorptionChart, absorption_drawing
from budget.models import Level
from budget.selectors import budget_headline, newest_of_year, snapshot_page
from kpuntt.charts.drawing import Sheet
from kpuntt.charts.sheets import (
    bars_drawing,
    dots_drawing,
    map_drawing,
    multiples_drawing,
    pyramid_drawing,
    trend_drawing,
)
from kpuntt.formatting import format_integer, format_percent
from kpuntt.metadata.facts import PUBLISHER
from kpuntt.provenance.models import Document
from kpuntt.selectors import voter_map
from performance.charts import bullets_drawing
from performance.models import PerformanceReport
from performance.selectors import report_page
from voters.charts import roll_before, voters_dots, voters_multiples, voters_pyramid
from voters.models import Roll, RollLine
from voters.selectors import latest_with_regencies, regency_totals, rolls_overview, rolls_trend

LICENCE = "CC BY 4.0"


#: What a chart is asked for, by parameter; a chart without any shows the newest figures.
Asked = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Graphic:
    """A chart with files: how it is made (``None``: nothing to show), and for what it can be asked.

    ``parameters`` are the roll (``daftar``), the year (``tahun``) or the indicator in it.
    """

    make: Callable[[Asked], Sheet | None]
    parameters: tuple[str, ...] = ()


def _notes(page: str, *lines: str, documents: Iterable[Document] = ()) -> tuple[str, ...]:
    """Return the lines below a chart, the last ones its sources, licence and address."""
    titles = list(dict.fromkeys(document.title for document in documents))
    more = f" dan {len(titles) - 3} dokumen lain" if len(titles) > 3 else ""
    sources = [f"Sumber: {'; '.join(titles[:3])}{more}."] if titles else []
    publisher = f"{PUBLISHER}, {LICENCE}. {settings.SITE_ORIGIN}{page}"
    return (*filter(None, lines), *sources, publisher)


def _regencies(roll: Roll) -> list[RollLine]:
    lines = roll.lines.select_related("region", "citation__document")
    return list(lines.filter(region__code__in=regency_totals(roll)))


def _of(roll: Roll) -> str:
    return f"{roll.title}{f', {roll.date_text}' if roll.date_text else ''}."


def _roll(asked: Asked) -> Roll | None:
    if "daftar" in asked:
        return Roll.objects.published().filter(slug=asked["daftar"]).first()
    return latest_with_regencies()


def _year(asked: Asked) -> int:
    """Return the year that is asked for; 0, of which there is nothing, for what is no year."""
    text = asked.get("tahun", "")
    return int(text) if text.isdecimal() and len(text) == 4 else 0


def _trend(_asked: Asked) -> Sheet | None:
    rolls = rolls_overview()
    line = rolls_trend(rolls)
    if line is None:
        return None
    documents = Document.objects.filter(
        pk__in=RollLine.objects.published()
        .filter(region_id=settings.PROVINCE_CODE)
        .values("citation__document")
    ).order_by("pk")
    notes = _notes(
        "/pemilih/",
        "Titik penuh: DPT; kotak: DPT hasil perbaikan (DPTHP); titik berongga: PDPB. "
        "Sumbu tegak tidak mulai dari nol.",
        documents=documents,
    )
    return Sheet(line.title, trend_drawing(line), notes)


def _map(_asked: Asked) -> Sheet | None:
    roll = latest_with_regencies()
    if roll is None:
        return None
    drawn = voter_map(roll)
    if not drawn.circles:
        return None
    notes = _notes(
        "/wilayah/",
        "Luas lingkaran sebanding dengan jumlah pemilih, di letak ibu kota.",
        _of(roll),
        "Garis pantai: Natural Earth; letak: GeoNames.",
        documents=(line.citation.document for line in _regencies(roll)),
    )
    return Sheet(drawn.title, map_drawing(drawn.circles), notes)


def _pyramid(asked: Asked) -> Sheet | None:
    roll = _roll(asked)
    lines = _regencies(roll) if roll else []
    chart = voters_pyramid(lines)
    if roll is None or chart is None:
        return None
    documents = (line.citation.document for line in lines)
    notes = _notes(roll.get_absolute_url(), _of(roll), documents=documents)
    return Sheet(chart.title, pyramid_drawing(chart), notes)


def _dots(asked: Asked) -> Sheet | None:
    roll = _roll(asked)
    lines = _regencies(roll) if roll else []
    before = roll_before(roll) if roll else None
    chart = voters_dots(lines, before)
    if roll is None or before is None or chart is None:
        return None
    notes = _notes(
        roll.get_absolute_url(),
        f"Titik berongga: {_of(before.roll)}",
        f"Titik penuh: {_of(roll)}",
        "" if chart.starts_at_zero else "Skala tidak mulai dari nol.",
        documents=(line.citation.document for line in lines),
    )
    return Sheet(chart.title, dots_drawing(chart), notes)


def _multiples(_asked: Asked) -> Sheet | None:
    chart = voters_multiples()
    if chart is None:
        return None
    notes = _notes(
        "/wilayah/",
        "Perubahan jumlah pemilih sejak daftar pertama tiap wilayah, dalam persen; skala sama.",
    )
    return Sheet(chart.title, multiples_drawing(chart), notes)


def _absorption(_asked: Asked) -> Sheet | None:
    total = budget_headline()
    if total is None or total.percent is None:
        return None
    snapshot = total.snapshot
    programmes = snapshot.lines.filter(level=Level.PROGRAMME)
    rows = [(f"{line.printed_code or line.code} (pagu, Rp)", line.ceiling) for line in programmes]
    rows += [
        (f"{line.printed_code or line.code} (realisasi, Rp)", line.realisation)
        for line in programmes
    ]
    rows.sort(key=lambda row: row[0])
    title = (
        f"Sampai dengan {snapshot.month_text} terserap {format_percent(total.percent, None)} "
        f"dari pagu Rp\u00a0{format_integer(total.ceiling)}"
        if total.ceiling is not None
        else f"Sampai dengan {snapshot.month_text} terserap {format_percent(total.percent, None)}"
    )
    names = "; ".join(f"{line.printed_code or line.code}: {line.name}" for line in programmes)
    notes = _notes(
        snapshot.get_absolute_url(),
        f"{names}. Hibah pemilihan dari APBD tidak termasuk.",
        documents=[total.citation.document],
    )
    return Sheet(title, bars_drawing(rows), notes)


def _monthly_absorption(asked: Asked) -> Sheet | None:
    total = budget_headline()
    year = _year(asked) if "tahun" in asked or total is None else total.snapshot.year
    snapshot = newest_of_year(year)
    page = snapshot_page(snapshot, largest_first=False) if snapshot else None
    if page is None or page.curve is None:
        return None
    notes = _notes(
        page.snapshot.get_absolute_url(),
        "Garis tebal: serapan kumulatif. Garis tipis: acuan Perbendaharaan menurut jenis belanja "
        "pada akhir triwulan I-IV, dari atas: " + "; ".join(_by_height(page.curve)) + ".",
        documents=Document.objects.filter(
            citations__in=[month.citation_id for month in page.months]
        ).order_by("pk"),
    )
    return Sheet(page.curve.title, absorption_drawing(page.curve), notes)


def _by_height(chart: AbsorptionChart) -> list[str]:
    ends = sorted(chart.references, key=lambda line: [y for _x, y in line.spots])
    return [line.name for line in ends]


def _achievement(asked: Asked) -> Sheet | None:
    reports = PerformanceReport.objects.published().for_page().order_by("-year")
    if "tahun" in asked:
        reports = reports.filter(year=_year(asked))
    report = reports.first()
    page = report_page(report) if report else None
    if page is None:
        return None
    rows = [
        row for row in page.rows if asked.get("indikator", row.indicator.slug) == row.indicator.slug
    ]
    bars = [
        (f"{row.indicator.number}. {row.indicator.short_name}. {row.finding}", row.bullet)
        for row in rows
        if row.bullet is not None
    ]
    if not bars:
        return None
    title, address = page.finding, page.report.get_absolute_url()
    if "indikator" in asked:
        title, address = f"{rows[0].indicator.short_name} {page.report.year}", rows[0].address
    notes = _notes(
        address,
        "Batang: realisasi. Garis tegak: target. Tiap indikator memakai skalanya sendiri; "
        "predikat ditulis di batas bawahnya.",
        documents=[page.report.document],
    )
    return Sheet(title, bullets_drawing(bars), notes)


GRAPHICS: Mapping[str, Graphic] = {
    "tren-pemilih": Graphic(_trend),
    "peta-pemilih": Graphic(_map),
    "laki-laki-perempuan": Graphic(_pyramid, ("daftar",)),
    "perubahan-pemilih": Graphic(_dots, ("daftar",)),
    "pemilih-per-wilayah": Graphic(_multiples),
    "serapan-program": Graphic(_absorption),
    "serapan-bulanan": Graphic(_monthly_absorption, ("tahun",)),
    "capaian-indikator": Graphic(_achievement, ("tahun", "indikator")),
}
