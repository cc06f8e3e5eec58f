"""From published snapshots and grant reports to checks: the bridge between models and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budget import rules
from budget.models import (
    BudgetLine,
    BudgetSnapshot,
    GrantReport,
    Level,
    LineKind,
    RestatedFigure,
)
from kpuntt.language import gettext_noop as _
from kpuntt.quality.services import CheckedSubject
from kpuntt.reconciliation import Check, Figure

AREA = "budget"


def line_figures(line: BudgetLine) -> rules.LineFigures:
    """Return what the rules need to know of a line fetched with its parent."""
    return rules.LineFigures(
        code=line.code,
        level=line.level,
        order=line.order,
        printed_code=line.printed_code,
        parent=line.parent.code if line.parent else None,
        ceiling=line.ceiling,
        realisation=line.realisation,
        remaining=line.remaining,
        percent=line.percent,
    )


def snapshot_checks(snapshot: BudgetSnapshot) -> list[Check]:
    """Return every check of a snapshot fetched by ``for_page``, without a query."""
    return [*rules.check_lines(printed_figures(snapshot)), *_restated_checks(snapshot)]


def line_checks(snapshot: BudgetSnapshot, code: str) -> list[Check]:
    """Return the checks of one line of a snapshot fetched by ``for_page``, without a query.

    The total is also checked against the other places of the document that state it.
    """
    figures = {line.code: line for line in printed_figures(snapshot)}
    line = figures.get(code)
    if line is None:
        return []
    parent = figures[line.parent] if line.parent is not None else None
    checks = list(rules.check_line(line, parent, rules.parts_of([*figures.values()], code)))
    if line.level == Level.TOTAL:
        checks.extend(_restated_checks(snapshot))
    return checks


def printed_figures(snapshot: BudgetSnapshot) -> Sequence[rules.LineFigures]:
    """Return the printed lines of a snapshot; what the portal computed is no evidence."""
    return [line_figures(line) for line in snapshot.lines.all() if line.kind == LineKind.PRINTED]


def _restated_checks(snapshot: BudgetSnapshot) -> Iterator[Check]:
    total = next((line for line in snapshot.lines.all() if line.level == Level.TOTAL), None)
    in_table: dict[str, Figure | None] = {}
    if total is not None:
        in_table = {
            RestatedFigure.CEILING: total.ceiling,
            RestatedFigure.REALISATION: total.realisation,
            RestatedFigure.PERCENT: total.percent,
        }
    for restatement in snapshot.restatements.all():
        yield rules.check_restated(
            f"{restatement.citation.place}, {restatement.get_figure_display().lower()}",
            restatement.value,
            in_table.get(restatement.figure),
            name=restatement.get_figure_display().lower(),
        )


def grant_checks(report: GrantReport) -> list[Check]:
    """Return every check of a grant report fetched by ``for_page``, without a query."""
    lines = list(report.lines.all())
    rows = [line for line in lines if not line.is_total]
    total = next((line for line in lines if line.is_total), None)
    return [
        rules.check_grants(
            _("Hibah pilbup/pilwalkot"),
            {row.printed_name: row.regent for row in rows},
            total.regent if total else None,
        ),
        rules.check_grants(
            _("Hibah pilgub"),
            {row.printed_name: row.governor for row in rows},
            total.governor if total else None,
        ),
    ]


def checked_subjects() -> list[CheckedSubject]:
    """Return every published unit of the area with its checks, for the register."""
    subjects = []
    years_seen = set()
    for snapshot in BudgetSnapshot.objects.published().for_page().newest_first():
        # The page of a year shows its newest month; earlier months stand at their own address.
        newest = snapshot.year not in years_seen
        years_seen.add(snapshot.year)
        path = snapshot.get_absolute_url() if newest else snapshot.get_version_url()
        subjects.append(
            CheckedSubject(snapshot.slug, snapshot.title, path, snapshot_checks(snapshot))
        )
    subjects.extend(
        CheckedSubject(report.slug, report.title, report.get_absolute_url(), grant_checks(report))
        for report in GrantReport.objects.published().for_page()
    )
    return subjects
