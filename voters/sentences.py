"""The sentence of each page of the voters' area, from the rows that the page already holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpuntt.formatting import format_change, format_integer, format_percent
from kpuntt.headlines import attribution, edition, found, headline, shortened
from kpuntt.language import gettext as _

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
    Both, and the details, are in the language of the page.
    """
    sexes = [
        words % {"n": format_integer(value)}
        for value, words in ((male, _("%(n)s laki-laki")), (female, _("%(n)s perempuan")))
        if value is not None
    ]
    where = f"{place}{attribution(source_kind)}"
    if total is not None:
        split = f" ({', '.join(sexes)})" if sexes else ""
        voting = _("%(n)s pemilih %(where)s") % {"n": format_integer(total), "where": where}
        return headline(subject, voting, split, *details)
    if sexes:
        split = _(" dan ").join(sexes)
        fact = _("pemilih %(split)s %(where)s") % {"split": split, "where": where}
        return headline(subject, fact, *details)
    return headline(subject, otherwise)


def change(difference: int | None, baseline: str) -> str:
    """Return the change against a baseline as a detail; nothing if it is not known."""
    if difference is None:
        return ""
    words = {"change": format_change(difference), "baseline": baseline}
    return _(", %(change)s dibanding %(baseline)s") % words


def roll_sentence(page: RollPage) -> str:
    """Return the sentence of a roll."""
    roll, line, regencies = page.roll, page.province, len(page.regencies)
    return voters(
        edition(roll.title, state=roll.state, version=roll.version),
        _("di NTT"),
        change(page.change, roll.baseline.title if roll.baseline else ""),
        found(len(page.checks.differs)),
        total=line.total if line else None,
        male=line.male if line else None,
        female=line.female if line else None,
        source_kind=line.citation.document.kind if line else "",
        otherwise=(
            _("angka %(n)d kabupaten/kota di NTT, jumlah provinsi belum diterbitkan")
            % {"n": regencies}
            if regencies
            else _("daftar pemilih di NTT")
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
            _("dalam %(roll)s") % {"roll": roll.title},
            findings,
            total=roll.province_total,
            male=roll.province_male,
            female=roll.province_female,
            source_kind=roll.source_kind or "",
            otherwise="",
        )
    if report:
        return headline(subject, _("tahapan dan logistik di NTT"), findings)
    return headline(subject, _("hasil, logistik, dan tahapan di NTT belum diterbitkan"))


def _result(result: ContestResult) -> tuple[str, str, str]:
    """Return who has the most votes, the printed percentage, and for which office."""
    first = result.rows[0]
    provisional = "" if result.contest.status == "resmi" else _(", hasil sementara")
    most = _("suara terbanyak %(name)s, %(votes)s dari %(total)s suara sah") % {
        "name": shortened(first.candidate.name, 60),
        "votes": format_integer(first.vote.votes),
        "total": format_integer(result.total),
    }
    fact = f"{most}{attribution(first.vote.citation.document.kind)}{provisional}"
    percent = first.vote.percent
    return (
        fact,
        "" if percent is None else f" ({format_percent(percent, None)})",
        _(", pemilihan %(office)s") % {"office": result.contest.name},
    )
