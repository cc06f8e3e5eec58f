"""What can be found of the voters' area: current rolls, and elections."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from kpuntt.formatting import format_integer
from kpuntt.search.documents import SearchDocument, SearchKind
from voters.models import Election, ElectionReport, Precision, Roll, RollKind, RollStage
from voters.selectors import contest_result, rolls_overview


def search_documents() -> Iterator[SearchDocument]:
    """Yield the current version of every roll, and every election."""
    for roll in rolls_overview():
        yield SearchDocument(
            key=f"roll:{roll.slug}",
            kind=SearchKind.ROLL,
            title=roll.title,
            summary=_roll_summary(roll),
            address=roll.get_absolute_url(),
            text=_roll_text(roll),
            date=roll.as_of if roll.precision == Precision.DAY else None,
        )
    published = ElectionReport.objects.published().for_page()
    reports = {report.election_id: report for report in published}
    for election in Election.objects.select_related("parent"):
        report = reports.get(election.pk)
        yield SearchDocument(
            key=f"election:{election.slug}",
            kind=SearchKind.ELECTION,
            title=election.short_name,
            summary=_election_summary(election, report),
            address=election.get_absolute_url(),
            text=_election_text(election, report),
        )


def _roll_summary(roll: Roll) -> str:
    if roll.province_total is None:
        return _("Daftar pemilih; jumlah se-provinsi tidak disebut dalam sumbernya.")
    sentence = _("%(total)s pemilih") % {"total": format_integer(roll.province_total)}
    if roll.province_male is not None and roll.province_female is not None:
        sentence += ": " + _("%(male)s laki-laki dan %(female)s perempuan") % {
            "male": format_integer(roll.province_male),
            "female": format_integer(roll.province_female),
        }
    return f"{sentence}."


def _roll_text(roll: Roll) -> str:
    names = [_("Daftar pemilih"), str(roll.year)]
    if roll.kind == RollKind.PDPB:
        names.append(_("PDPB, pemutakhiran daftar pemilih berkelanjutan"))
    if roll.stage:
        names.append(str(RollStage(roll.stage).label))
    if roll.stage == RollStage.DPT:
        names.append(_("daftar pemilih tetap"))
    if roll.election is not None:
        names.append(roll.election.name)
    return ". ".join([*names, roll.summary])


def _election_summary(election: Election, report: ElectionReport | None) -> str:
    if report is None:
        return f"{election.name}."
    for contest in report.contests.all():
        result = contest_result(contest)
        if result is not None:
            vote = result.rows[0].vote
            return _("%(name)s. Suara terbanyak: %(candidate)s, %(votes)s suara sah.") % {
                "name": election.name,
                "candidate": result.rows[0].candidate.name,
                "votes": format_integer(vote.votes),
            }
    parts = []
    if stages := len(report.stages.all()):
        parts.append(_("%(n)s tahapan") % {"n": stages})
    if items := len(report.logistics.all()):
        parts.append(_("%(n)s jenis logistik") % {"n": items})
    return f"{election.name}: {', '.join(parts)}." if parts else f"{election.name}."


def _election_text(election: Election, report: ElectionReport | None) -> str:
    names = [election.parent.short_name] if election.parent else []
    if report is not None:
        for contest in report.contests.all():
            names.append(contest.name)
            names += [f"{item.name}, {item.running_mate}" for item in contest.candidates.all()]
        names += [item.name for item in report.stages.all()]
        names += [item.name for item in report.logistics.all()]
    return ". ".join(names)
