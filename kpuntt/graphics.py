"""The charts that have files of their own: a closed list, so nobody can ask for endless ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings

from budget.models import Level
from budget.selectors import budget_headline
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
from voters.charts import roll_before, voters_dots, voters_multiples, voters_pyramid
from voters.models import Roll, RollLine
from voters.selectors import latest_with_regencies, regency_totals, rolls_overview, rolls_trend

LICENCE = "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class Graphic:
    """A chart with files: how it is made, and whether it can be asked for one roll."""

    make: Callable[[Roll | None], Sheet | None]
    of_roll: bool = False


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


def _trend(_roll: Roll | None) -> Sheet | None:
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
        "Titik penuh: DPT; titik berongga: PDPB. Sumbu tegak tidak mulai dari nol.",
        documents=documents,
    )
    return Sheet(line.title, trend_drawing(line), notes)


def _map(_roll: Roll | None) -> Sheet | None:
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


def _pyramid(asked: Roll | None) -> Sheet | None:
    roll = asked or latest_with_regencies()
    lines = _regencies(roll) if roll else []
    chart = voters_pyramid(lines)
    if roll is None or chart is None:
        return None
    documents = (line.citation.document for line in lines)
    notes = _notes(roll.get_absolute_url(), _of(roll), documents=documents)
    return Sheet(chart.title, pyramid_drawing(chart), notes)


def _dots(asked: Roll | None) -> Sheet | None:
    roll = asked or latest_with_regencies()
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


def _multiples(_roll: Roll | None) -> Sheet | None:
    chart = voters_multiples()
    if chart is None:
        return None
    notes = _notes(
        "/wilayah/",
        "Perubahan jumlah pemilih sejak daftar pertama tiap wilayah, dalam persen; skala sama.",
    )
    return Sheet(chart.title, multiples_drawing(chart), notes)


def _absorption(_roll: Roll | None) -> Sheet | None:
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


GRAPHICS: Mapping[str, Graphic] = {
    "tren-pemilih": Graphic(_trend),
    "peta-pemilih": Graphic(_map),
    "laki-laki-perempuan": Graphic(_pyramid, of_roll=True),
    "perubahan-pemilih": Graphic(_dots, of_roll=True),
    "pemilih-per-wilayah": Graphic(_multiples),
    "serapan-program": Graphic(_absorption),
}
