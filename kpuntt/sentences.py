"""The sentence of each page that crosses areas, from the rows that the page already holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from kpuntt.formatting import format_date, format_integer
from kpuntt.headlines import found, headline
from kpuntt.metadata.facts import PUBLISHER
from voters.sentences import change, voters

if TYPE_CHECKING:
    from kpuntt.comparison import Comparison
    from kpuntt.exports.dataset import Dataset
    from kpuntt.metadata.facts import Facts
    from kpuntt.releases.reading import ReleasePage
    from kpuntt.schedule.selectors import Schedule
    from kpuntt.selectors import FindingRegister, HomePage, RegionProfile

PORTAL = "Data Pemilu NTT"


def home_sentence(page: HomePage) -> str:
    """Return the sentence of the first page: the newest roll that it leads with."""
    roll = page.latest
    return voters(
        roll.title if roll else PORTAL,
        "di NTT",
        change(page.change, roll.baseline.title if roll and roll.baseline else ""),
        total=roll.province_total if roll else None,
        male=roll.province_male if roll else None,
        female=roll.province_female if roll else None,
        source_kind=page.source.kind if page.source else "",
        otherwise="data pemilih, kinerja, dan anggaran KPU Provinsi NTT dengan sumbernya",
    )


def region_sentence(page: RegionProfile) -> str:
    """Return the sentence of a region: its voters in the newest roll that names them."""
    line = page.line
    return voters(
        page.region.full_name,
        f"dalam {line.roll.title}" if line else "",
        f", urutan {page.rank} dari {page.of} kabupaten/kota" if page.rank else "",
        found(len(page.findings)),
        total=line.total if line else None,
        male=line.male if line else None,
        female=line.female if line else None,
        source_kind=line.citation.document.kind if line else "",
        otherwise=_parts(page),
    )


def comparison_sentence(page: Comparison) -> str:
    """Return the sentence of a comparison: the voters of each region, from which roll."""
    figures = [
        f"{format_integer(row.line.total)} di {row.region.full_name}"
        for row in page.rows
        if row.line and row.line.total is not None
    ]
    title = page.roll.title if page.roll else PORTAL
    if not figures:
        return headline(
            f"Perbandingan {len(page.rows)} kabupaten/kota", f"belum ada angka, {title}"
        )
    first, *others = figures
    return headline(f"Pemilih dalam {title}", first, *(f", {figure}" for figure in others))


def _parts(page: RegionProfile) -> str:
    """Return what the region consists of, for one without figures of a roll."""
    if not page.parts:
        return f"kode Kemendagri {page.region.code}"
    if page.region.level == "provinsi":
        return f"{len(page.parts)} kabupaten/kota"
    return f"{len(page.parts)} kecamatan, {format_integer(page.village_count)} desa/kelurahan"


def dataset_sentence(dataset: Dataset, *, rows: int, as_of: date | None) -> str:
    """Return the sentence of a dataset: all its rows, whatever filter the page shows."""
    return headline(
        f"Dataset {dataset.title}",
        f"{format_integer(rows)} baris",
        f", data per {format_date(as_of)}" if as_of else "",
        f"; berkas CSV, XLSX, dan JSON, lisensi {dataset.licence.name}",
    )


def citation(facts: Facts, *, moment: datetime | None, address: str) -> str:
    """Return how a table is cited: publisher, title, day of its data, version and address."""
    day = f", data per {format_date(facts.as_of)}" if facts.as_of else ""
    version = f", versi {moment:%Y-%m-%d %H:%M} UTC" if moment else ""
    return f"{PUBLISHER}. {facts.dataset.title}{day}{version}. {PORTAL}. {address}"


def release_sentence(page: ReleasePage) -> str:
    """Return the sentence of a release: what it holds and what changed."""
    changed = ", rilis pertama"
    if page.previous:
        changed = f", {format_integer(page.cells)} sel berubah sejak rilis {page.previous.title}"
    return headline(
        f"Rilis {page.month.title} {PORTAL}",
        f"{len(page.datasets)} dataset, {format_integer(page.rows)} baris",
        changed,
        "; berkas CSV, XLSX, dan JSON dengan nilai SHA-256",
    )


def findings_sentence(page: FindingRegister, *, area: str, status: str) -> str:
    """Return the sentence of the register, narrowed to the labels of an area and a status."""
    narrowed = "".join(
        f", {name} {label}" for name, label in (("bidang", area), ("status", status)) if label
    )
    open_ones = sum(finding.status == "terbuka" for finding in page.findings)
    return headline(
        f"Temuan di portal {PORTAL}{narrowed}",
        f"{format_integer(len(page.findings))} temuan",
        " (angka tercetak yang berbeda dari hitungan)",
        "" if status else f", {format_integer(open_ones)} belum dijelaskan",
    )


def schedule_sentence(page: Schedule) -> str:
    """Return the sentence of the release calendar: what comes next, and how certain it is."""
    plan = next(iter(page.upcoming), None)
    return headline(
        "Jadwal rilis KPU Provinsi NTT",
        f"berikutnya {plan.title}" if plan else "tidak ada jadwal",
        f", {plan.date_words} ({plan.get_status_display().lower()})" if plan else "",
    )
