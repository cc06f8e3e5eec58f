"""The sentence of each page that crosses areas, from the rows that the page already holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from kpuntt.formatting import format_date, format_integer
from kpuntt.headlines import found, headline
from kpuntt.language import gettext as _
from kpuntt.language import ngettext
from kpuntt.metadata.facts import PUBLISHER
from voters.sentences import change, voters

if TYPE_CHECKING:
    from kpuntt.comparison import Comparison
    from kpuntt.exports.dataset import Dataset
    from kpuntt.metadata.facts import Facts
    from kpuntt.releases.reading import ReleasePage
    from kpuntt.schedule.selectors import Schedule
    from kpuntt.selectors import FindingRegister, HomePage, RegionProfile


def home_sentence(page: HomePage) -> str:
    """Return the sentence of the first page: the newest roll that it leads with."""
    roll = page.latest
    return voters(
        roll.title if roll else _("Data Pemilu NTT"),
        _("di NTT"),
        change(page.change, roll.baseline.title if roll and roll.baseline else ""),
        total=roll.province_total if roll else None,
        male=roll.province_male if roll else None,
        female=roll.province_female if roll else None,
        source_kind=page.source.kind if page.source else "",
        otherwise=_("data pemilih, kinerja, dan anggaran KPU Provinsi NTT dengan sumbernya"),
    )


def region_sentence(page: RegionProfile) -> str:
    """Return the sentence of a region: its voters in the newest roll that names them."""
    line = page.line
    return voters(
        page.region.full_name,
        _("dalam %(roll)s") % {"roll": line.roll.title} if line else "",
        _(", urutan %(rank)d dari %(of)d kabupaten/kota") % {"rank": page.rank, "of": page.of}
        if page.rank
        else "",
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
        _("%(n)s di %(region)s")
        % {"n": format_integer(row.line.total), "region": row.region.full_name}
        for row in page.rows
        if row.line and row.line.total is not None
    ]
    if page.roll is None or not figures:
        return headline(
            _("Perbandingan %(n)d kabupaten/kota") % {"n": len(page.rows)}, _("belum ada angka")
        )
    first, *others = figures
    return headline(
        _("Pemilih dalam %(roll)s") % {"roll": page.roll.title},
        first,
        *(f", {figure}" for figure in others),
    )


def _parts(page: RegionProfile) -> str:
    """Return what the region consists of, for one without figures of a roll."""
    if not page.parts:
        return _("kode Kemendagri %(code)s") % {"code": page.region.code}
    if page.region.level == "provinsi":
        return _("%(n)d kabupaten/kota") % {"n": len(page.parts)}
    return _("%(districts)d kecamatan, %(villages)s desa/kelurahan") % {
        "districts": len(page.parts),
        "villages": format_integer(page.village_count),
    }


def dataset_sentence(dataset: Dataset, *, rows: int, as_of: date | None) -> str:
    """Return the sentence of a dataset: all its rows, whatever filter the page shows."""
    return headline(
        _("Dataset %(title)s") % {"title": dataset.title},
        _("%(n)s baris") % {"n": format_integer(rows)},
        _(", data per %(day)s") % {"day": format_date(as_of)} if as_of else "",
        _("; berkas CSV, XLSX, dan JSON, lisensi %(licence)s") % {"licence": dataset.licence.name},
    )


def citation(facts: Facts, *, moment: datetime | None, address: str) -> str:
    """Return how a table is cited: publisher, title, day of its data, version and address."""
    day = _(", data per %(day)s") % {"day": format_date(facts.as_of)} if facts.as_of else ""
    version = _(", versi %(moment)s UTC") % {"moment": f"{moment:%Y-%m-%d %H:%M}"} if moment else ""
    return f"{PUBLISHER}. {facts.dataset.title}{day}{version}. {_('Data Pemilu NTT')}. {address}"


def release_sentence(page: ReleasePage) -> str:
    """Return the sentence of a release: what it holds and what changed."""
    changed = _(", rilis pertama")
    if page.previous:
        changed = _(", %(n)s sel berubah sejak rilis %(month)s") % {
            "n": format_integer(page.cells),
            "month": page.previous.title,
        }
    return headline(
        _("Rilis %(month)s Data Pemilu NTT") % {"month": page.month.title},
        _("%(datasets)d dataset, %(rows)s baris")
        % {"datasets": len(page.datasets), "rows": format_integer(page.rows)},
        changed,
        _("; berkas CSV, XLSX, dan JSON dengan nilai SHA-256"),
    )


def findings_sentence(page: FindingRegister, *, area: str, status: str) -> str:
    """Return the sentence of the register, narrowed to the labels of an area and a status."""
    narrowed = "".join(
        words % {"label": label}
        for words, label in ((_(", bidang %(label)s"), area), (_(", status %(label)s"), status))
        if label
    )
    found_here = len(page.findings)
    open_ones = sum(finding.status == "terbuka" for finding in page.findings)
    return headline(
        _("Temuan di portal Data Pemilu NTT") + narrowed,
        ngettext("%(n)s temuan", "%(n)s temuan", found_here) % {"n": format_integer(found_here)},
        _(" (angka tercetak yang berbeda dari hitungan)"),
        "" if status else _(", %(n)s belum dijelaskan") % {"n": format_integer(open_ones)},
    )


def schedule_sentence(page: Schedule) -> str:
    """Return the sentence of the release calendar: what comes next, and how certain it is."""
    plan = next(iter(page.upcoming), None)
    return headline(
        _("Jadwal rilis KPU Provinsi NTT"),
        _("berikutnya %(plan)s") % {"plan": plan.title} if plan else _("tidak ada jadwal"),
        f", {plan.date_words} ({_(plan.get_status_display()).lower()})" if plan else "",
    )
