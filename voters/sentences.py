"""The sentence of each page of the voters' area, from the rows that the page already holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpuntt.formatting import format_change, format_integer, format_percent
from kpuntt.headlines import attribution, edition, found, headline, shortened

if TYPE_CHECKING:
    from voters.selectors import ContestResult, ElectionPage, RollPage

_ESTABLISHED = {"dpt", "dpthp"}


def voters(
    subject: str,
    place: str,
    *details: str,
    total: int | None,
    male: int | None,
    female: int | None,
    source_kind: str = "",
    otherwise: str,
) -> str:
    """Return the sentence about the voters of ``place``; figures that are not given are left out.

    ``place`` goes on from "pemilih" ("di NTT"), and ``otherwise`` is said if there is no figure.
    """
    sexes = [
        f"{format_integer(value)} {name}"
        for value, name in ((male, "laki-laki"), (female, "perempuan"))
        if value is not None
    ]
    where = f"{place}{attribution(source_kind)}"
    if total is not None:
        split = f" ({', '.join(sexes)})" if sexes else ""
        return headline(subject, f"{format_integer(total)} pemilih {where}", split, *details)
    if sexes:
        return headline(subject, f"pemilih {' dan '.join(sexes)} {where}", *details)
    return headline(subject, otherwise)


def change(difference: int | None, baseline: str) -> str:
    """Return the change against a baseline as a detail; nothing if it is not known."""
    return "" if difference is None else f", {format_change(difference)} dibanding {baseline}"


def roll_sentence(page: RollPage) -> str:
    """Return the sentence of a roll."""
    roll, line, regencies = page.roll, page.province, len(page.regencies)
    return voters(
        edition(roll.title, state=roll.state, version=roll.version),
        "di NTT",
        change(page.change, roll.baseline.title if roll.baseline else ""),
        found(len(page.checks.differs)),
        total=line.total if line else None,
        male=line.male if line else None,
        female=line.female if line else None,
        source_kind=line.citation.document.kind if line else "",
        otherwise=(
            f"angka {regencies} kabupaten/kota di NTT, jumlah provinsi belum diterbitkan"
            if regencies
            else "daftar pemilih di NTT"
        ),
    )


def election_sentence(page: ElectionPage) -> str:
    """Return the sentence of an election: its result, or else the roll it was held with."""
    report = page.report
    subject = (
        edition(page.election.short_name, state=report.state, version=report.version)
        if report
        else page.election.short_name
    )
    findings = found(len(page.checks.differs))
    if page.results:
        return headline(subject, *_result(page.results[0]), findings)
    rolls = [
        roll
        for roll in page.rolls
        if roll.stage in _ESTABLISHED and roll.province_total is not None
    ]
    if rolls:
        roll = rolls[-1]
        return voters(
            subject,
            f"dalam {roll.title}",
            findings,
            total=roll.province_total,
            male=roll.province_male,
            female=roll.province_female,
            source_kind=roll.source_kind or "",
            otherwise="",
        )
    if report:
        return headline(subject, "tahapan dan logistik di NTT", findings)
    return headline(subject, "hasil, logistik, dan tahapan di NTT belum diterbitkan")


def _result(result: ContestResult) -> tuple[str, str, str]:
    """Return who has the most votes, the printed percentage, and for which office."""
    first = result.rows[0]
    provisional = "" if result.contest.status == "resmi" else ", hasil sementara"
    fact = (
        f"suara terbanyak {shortened(first.candidate.name, 60)}, "
        f"{format_integer(first.vote.votes)} dari {format_integer(result.total)} suara sah"
        f"{attribution(first.vote.citation.document.kind)}{provisional}"
    )
    percent = first.vote.percent
    return (
        fact,
        "" if percent is None else f" ({format_percent(percent, None)})",
        f", pemilihan {result.contest.name}",
    )
