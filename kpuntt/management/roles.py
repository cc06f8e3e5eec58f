"""What each role may do.

A role is a set of permissions, named by codename since no area knows the others. Verifying and
publishing are permissions of units; nobody may delete a unit, and who manages accounts has no part
in figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kpuntt.staff.roles import RoleName

#: The units of publication of each area.
UNITS: Mapping[str, tuple[str, ...]] = {
    "voters": ("roll", "electionreport"),
    "performance": ("performancereport",),
    "budget": ("budgetsnapshot", "grantreport"),
    "news": ("post",),
}
#: What belongs to units and is entered, changed and removed with them, while they are drafts.
LINES: Mapping[str, tuple[str, ...]] = {
    "voters": (
        *("rollline", "rollreason", "disabilitycount", "figurecitation"),
        *("contest", "candidate", "vote", "logisticsitem", "electionstage"),
    ),
    "performance": (
        *("objective", "indicator", "mitigation", "target", "result", "analysisslot"),
        *("officebuilding", "legaldocumentcount", "staffcount", "staffstatement"),
        *("training", "award"),
    ),
    "budget": ("budgetline", "grantline", "restatement"),
    "news": ("postpicture", "relatedpage"),
}
#: What units refer to: it is entered and corrected, and stays.
REFERENCES: Mapping[str, tuple[str, ...]] = {
    "voters": ("election", "reasonkind", "submission", "submissiondeadline"),
    "performance": ("planstatement", "gradescale", "gradeband", "achievementband"),
    "budget": ("absorptiontarget",),
    "news": ("picture", "tag"),
}
#: What the operator of a regency or city enters, for its own region only.
REGIONAL = ("rollline", "rollreason", "disabilitycount", "figurecitation")

#: What everybody who works on figures or news can look up.
COMMON = (
    *("regions.view_region", "regions.view_regionalias", "regions.view_workunit"),
    *("provenance.view_document", "provenance.view_citation"),
    *("quality.view_finding", "quality.view_checktally"),
    *("schedule.view_plannedrelease", "schedule.view_datechange"),
)
#: The log tells of the whole province and of accounts: for those who decide or answer for it.
LOG = "activity.view_activity"
#: Writing beside a finding why it is there; each area explains its own figures.
EXPLAINING = "quality.explain_finding"
#: Saying when something comes out belongs to whoever lets it out.
PLANNING = ("schedule.add_plannedrelease", "schedule.change_plannedrelease")
#: Readers' reports may name people: they are read by those who answer them and nobody else.
ANSWERING = ("reports.view_figurereport", "reports.answer_figurereport")
_SOURCES = tuple(
    f"provenance.{verb}_{model}" for verb in ("add", "change") for model in ("document", "citation")
)


def _grants(app: str, verbs: Iterable[str], models: Iterable[str]) -> set[str]:
    return {f"{app}.{verb}_{model}" for verb in verbs for model in models}


def _reading(app: str) -> set[str]:
    return _grants(app, ["view"], [*UNITS[app], *LINES[app], *REFERENCES[app]])


def _entering(app: str) -> frozenset[str]:
    """Enter and correct everything in an area; removing lines is correcting them."""
    writing = _grants(app, ["add", "change"], [*UNITS[app], *LINES[app], *REFERENCES[app]])
    removing = _grants(app, ["delete"], LINES[app])
    return frozenset({*COMMON, *_SOURCES, *_reading(app), *writing, *removing, EXPLAINING})


def _deciding(verb: str) -> frozenset[str]:
    """Read everything, and take one kind of decision about every unit."""
    reading = {grant for app in UNITS for grant in _reading(app)}
    deciding = {grant for app, units in UNITS.items() for grant in _grants(app, [verb], units)}
    return frozenset({*COMMON, LOG, *reading, *deciding})


#: Role → permissions, as "app.codename".
ROLES: Mapping[str, frozenset[str]] = {
    RoleName.OPERATOR_REGENCY.value: frozenset(
        {
            *COMMON,
            *_reading("voters"),
            *_grants("voters", ["add", "change", "delete"], REGIONAL),
            *_grants("voters", ["add", "change"], ["submission"]),
            "provenance.add_citation",
        }
    ),
    RoleName.OPERATOR_VOTERS.value: _entering("voters"),
    RoleName.OPERATOR_PERFORMANCE.value: _entering("performance"),
    RoleName.OPERATOR_BUDGET.value: _entering("budget"),
    RoleName.NEWS_EDITOR.value: _entering("news"),
    RoleName.VERIFIER.value: _deciding("verify").union(ANSWERING),
    RoleName.PUBLISHER.value: frozenset({*_deciding("publish"), *PLANNING}),
    RoleName.SYSTEM_ADMIN.value: frozenset(
        {
            *_grants("auth", ["add", "change", "view"], ["user"]),
            *("auth.view_group", LOG, "regions.view_region"),
        }
    ),
}
