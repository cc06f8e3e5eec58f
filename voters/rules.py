"""The laws of voter rolls and results: plain functions from figures to checks.

``RollFigures`` is what a rule needs to know of one row; models and import rows both provide it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kpuntt.language import gettext_noop as _
from kpuntt.reconciliation import (
    Check,
    Rule,
    check_balance,
    check_equal,
    check_share,
    check_sum,
)

_LOCAL_OFFICE = re.compile(
    r"(?:pemilihan )?(?:bupati|(?P<city>wali ?kota))(?: (?:dan|&) wakil (?:bupati|wali ?kota))?"
    r" (?P<place>.+)",
    re.IGNORECASE,
)

SEX_SUM = Rule(
    "L+P=JUMLAH",
    _("Laki-laki dan perempuan menjadi jumlah"),
    _("laki-laki + perempuan = jumlah"),
    "Formulir rekapitulasi daftar pemilih (PKPU 7/2022 dan PKPU 1/2025)",
)
BALANCE = Rule(
    "NERACA",
    _("Neraca daftar pemilih"),
    _("daftar sebelumnya + pemilih baru − TMS = jumlah pemilih"),
    "Rekapitulasi pemutakhiran data pemilih berkelanjutan (PKPU 1/2025)",
)
BASELINE = Rule(
    "DAFTAR-ASAL",
    _("Daftar asal sama dengan yang pernah ditetapkan"),
    _("jumlah sebelumnya = jumlah pada daftar asal"),
    "Rekapitulasi pemutakhiran data pemilih berkelanjutan (PKPU 1/2025)",
)
REASONS = Rule(
    "RINCIAN-ALASAN",
    _("Rincian alasan menjadi jumlahnya"),
    _("jumlah semua alasan = pemilih baru, atau = TMS"),
    "Rekapitulasi pemutakhiran data pemilih berkelanjutan (PKPU 1/2025)",
)
CHILDREN = Rule(
    "JUMLAH-WILAYAH",
    _("Wilayah bawahan menjadi jumlah tercetak"),
    _("jumlah semua kabupaten/kota = baris provinsi"),
    "Rekapitulasi berjenjang daftar pemilih (PKPU 7/2022)",
)
DISABILITY = Rule(
    "JUMLAH-DISABILITAS",
    _("Rincian pemilih disabilitas menjadi jumlahnya"),
    _("jumlah semua wilayah, atau semua ragam = jumlah tercetak"),
    "Rekapitulasi DPT (PKPU 7/2022)",
)
VOTE_SHARE = Rule(
    "PERSEN-SUARA-SAH",
    _("Persentase suara sah"),
    _("suara ÷ jumlah suara sah semua calon × 100, dibulatkan seperti tercetak"),
    "Rekapitulasi hasil penghitungan suara",
)

FIGURE_NAMES: Mapping[str, str] = {
    "polling_stations": "TPS",
    "special_stations": _("TPS lokasi khusus"),
    "male": _("laki-laki"),
    "female": _("perempuan"),
    "total": _("jumlah pemilih"),
    "previous": _("daftar sebelumnya"),
    "new": _("pemilih baru"),
    "ineligible": "TMS",
    "corrected": _("perbaikan data"),
    "districts": _("kecamatan"),
    "villages": _("desa/kelurahan"),
}
SUMMED = ("polling_stations", "special_stations", "male", "female", "total", "new", "ineligible")
_SPLITS = ("new", "ineligible", "corrected")


@dataclass(frozen=True, slots=True)
class RollFigures:
    """The printed figures of one row; ``None`` is missing.

    ``figures`` maps figure names (``male``, ``new_female``, …) to counts. ``new_reasons`` and
    ``ineligible_reasons`` map the name of each listed reason to its count.
    """

    region_code: str
    region_name: str
    figures: Mapping[str, int | None]
    new_reasons: Mapping[str, int | None] = field(default_factory=dict)
    ineligible_reasons: Mapping[str, int | None] = field(default_factory=dict)

    def get(self, name: str) -> int | None:
        """Return one figure, ``None`` if the source does not give it."""
        return self.figures.get(name)

    def new_or_listed(self) -> int | None:
        """Return the printed number of new voters, or the sum of its listed reasons."""
        return _printed_or_sum(self.get("new"), self.new_reasons)

    def ineligible_or_listed(self) -> int | None:
        """Return the printed number of ineligible voters, or the sum of its listed reasons."""
        return _printed_or_sum(self.get("ineligible"), self.ineligible_reasons)


def _printed_or_sum(printed: int | None, reasons: Mapping[str, int | None]) -> int | None:
    if printed is not None or not reasons:
        return printed
    known = [value for value in reasons.values() if value is not None]
    return sum(known) if len(known) == len(reasons) else None


def check_row(row: RollFigures) -> Iterator[Check]:
    """Yield the checks that one row admits by itself: sexes and reasons."""
    yield check_sum(
        SEX_SUM,
        row.region_name,
        {"laki-laki": row.get("male"), "perempuan": row.get("female")},
        row.get("total"),
        printed_name="jumlah pemilih",
        region_code=row.region_code,
    )
    for name in _SPLITS:
        male, female = row.get(f"{name}_male"), row.get(f"{name}_female")
        if male is not None or female is not None:
            yield check_sum(
                SEX_SUM,
                f"{row.region_name}, {FIGURE_NAMES[name]}",
                {"laki-laki": male, "perempuan": female},
                row.get(name),
                printed_name=FIGURE_NAMES[name],
                region_code=row.region_code,
            )
    for name, reasons in (("new", row.new_reasons), ("ineligible", row.ineligible_reasons)):
        if reasons:
            yield check_sum(
                REASONS,
                f"{row.region_name}, {FIGURE_NAMES[name]}",
                reasons,
                row.get(name),
                printed_name=f"jumlah {FIGURE_NAMES[name]}",
                region_code=row.region_code,
            )


def check_continuity(row: RollFigures, baseline_total: int | None) -> Iterator[Check]:
    """Yield the checks of a row against the roll it starts from: the balance and the baseline.

    Where the source lists reasons but not their sum, the balance uses that sum.
    """
    yield check_balance(
        BALANCE,
        row.region_name,
        previous=row.get("previous"),
        new=row.new_or_listed(),
        ineligible=row.ineligible_or_listed(),
        printed=row.get("total"),
        region_code=row.region_code,
    )
    yield check_equal(
        BASELINE,
        row.region_name,
        row.get("previous"),
        baseline_total,
        printed_name="daftar sebelumnya",
        other_name=_("jumlah pada daftar asal"),
        region_code=row.region_code,
    )


def check_children(parent: RollFigures, children: Sequence[RollFigures]) -> Iterator[Check]:
    """Yield one check per summed figure of a parent row against its children.

    Without any child row the voters' total alone is reported as not checkable, once.
    """
    names = SUMMED if children else ("total",)
    for name in names:
        if parent.get(name) is None and all(child.get(name) is None for child in children):
            continue
        yield check_sum(
            CHILDREN,
            f"{parent.region_name}, {FIGURE_NAMES[name]}",
            {child.region_name: child.get(name) for child in children},
            parent.get(name),
            printed_name=FIGURE_NAMES[name],
            region_code=parent.region_code,
        )


def check_disability(
    where: str,
    printed: int | None,
    by_region: Mapping[str, int | None],
    by_kind: Mapping[str, int | None],
) -> Iterator[Check]:
    """Yield a check of the printed total for each breakdown that was published."""
    for name, parts in (
        (_("pemilih disabilitas menurut wilayah"), by_region),
        (_("pemilih disabilitas menurut ragam"), by_kind),
    ):
        if parts:
            yield check_sum(
                DISABILITY,
                f"{where}, {name}",
                dict(parts),
                printed,
                printed_name=_("jumlah pemilih disabilitas"),
            )


def check_vote_shares(
    contest: str,
    votes: Sequence[tuple[str, int | None, Decimal | None]],
    region_code: str | None = None,
) -> Iterator[Check]:
    """Yield a check per candidate (name, votes, printed percentage) of one contest and region.

    The base is the sum of valid votes of all candidates, as the law on elections has it.
    """
    known = [count for _name, count, _percent in votes if count is not None]
    whole = sum(known) if len(known) == len(votes) else None
    for name, count, percent in votes:
        yield check_share(
            VOTE_SHARE,
            f"{contest}, {name}",
            part=count,
            whole=whole,
            printed=percent,
            region_code=region_code,
        )


def contest_place(contest: str) -> str | None:
    """Return the place whose office or council is elected, as the name of the contest says.

    "Bupati dan Wakil Bupati Ende" is about "Kabupaten Ende", "Wali Kota Kupang" about
    "Kota Kupang". ``None`` where the name tells no place, as that of a governor.
    """
    found = _LOCAL_OFFICE.fullmatch(" ".join(contest.split()))
    if found is None:
        return None
    form = "Kota" if found["city"] else "Kabupaten"
    place = found["place"]
    return place if place.casefold().startswith(form.casefold()) else f"{form} {place}"
