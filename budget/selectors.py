"""What the budget pages show, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget.charts import AbsorptionChart, absorption_chart
from budget.checks import AREA, grant_checks, line_checks, snapshot_checks
from budget.models import (
    AbsorptionTarget,
    BudgetLine,
    BudgetSnapshot,
    GrantLine,
    GrantReport,
    Level,
    LineKind,
    Restatement,
)
from kpuntt.formatting import percent_of
from kpuntt.provenance.models import Document
from kpuntt.provenance.selectors import documents_of
from kpuntt.quality.models import Finding
from kpuntt.quality.selectors import CheckSummary
from kpuntt.reconciliation import Check


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in the drill-down, and how deep below the total it lies (programmes are 1)."""

    line: BudgetLine
    depth: int

    @property
    def indent(self) -> str:
        """Unbreakable blanks in front of the code, four for each level below the programme."""
        return "\u00a0" * 4 * (self.depth - 1)


def drill_down(lines: Sequence[BudgetLine], *, largest_first: bool) -> list[LineRow]:
    """Return all lines but the total, each followed by what lies below it.

    The lines come in printed order, and stay so unless those with the largest ceiling come first
    among their siblings; a line without a ceiling then comes last.
    """
    total = next((line for line in lines if line.level == Level.TOTAL), None)
    below: dict[int | None, list[BudgetLine]] = {}
    for line in lines:
        if line is not total:
            below.setdefault(line.parent_id, []).append(line)
    if largest_first:
        for siblings in below.values():
            siblings.sort(key=lambda line: (line.ceiling is None, -(line.ceiling or 0)))

    def walk(parent: int | None, depth: int) -> list[LineRow]:
        rows = []
        for line in below.get(parent, ()):
            rows += [LineRow(line, depth), *walk(line.pk, depth + 1)]
        return rows

    return walk(total.pk if total else None, 1)


@dataclass(frozen=True, slots=True)
class TargetRow:
    """The reference line of one type of expenditure, quarter by quarter."""

    name: str
    code: str
    quarters: Sequence[AbsorptionTarget]


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """Everything on the page of one snapshot."""

    snapshot: BudgetSnapshot
    total: BudgetLine | None
    rows: Sequence[LineRow]
    largest: BudgetLine | None
    least_absorbed: BudgetLine | None
    months: Sequence[BudgetSnapshot]
    curve: AbsorptionChart | None
    targets: Sequence[TargetRow]
    restatements: Sequence[Restatement]
    checks: CheckSummary
    documents: Sequence[Document]
    versions: Sequence[BudgetSnapshot]
    withdrawn: BudgetSnapshot | None


def least_absorbed(lines: Sequence[BudgetLine]) -> BudgetLine | None:
    """Return the printed line without details of its own whose printed percentage is lowest."""
    parents = {line.parent_id for line in lines}
    details = [
        line
        for line in lines
        if line.kind == LineKind.PRINTED and line.percent is not None and line.pk not in parents
    ]
    return min(details, key=lambda line: (line.percent or 0, line.order), default=None)


def snapshot_page(snapshot: BudgetSnapshot, *, largest_first: bool) -> SnapshotPage:
    """Gather the page of a snapshot that was fetched by ``for_page``."""
    lines = list(snapshot.lines.all())
    months = list(
        BudgetSnapshot.objects.published().filter(year=snapshot.year).with_total().newest_first()
    )
    targets = _targets()
    curve = absorption_curve([month for month in months if month.basis == snapshot.basis], targets)
    programmes = [line for line in lines if line.level == Level.PROGRAMME]
    return SnapshotPage(
        snapshot=snapshot,
        total=next((line for line in lines if line.level == Level.TOTAL), None),
        rows=drill_down(lines, largest_first=largest_first),
        largest=max(programmes, key=lambda line: line.ceiling or 0, default=None),
        least_absorbed=least_absorbed(lines),
        months=months,
        curve=curve,
        targets=targets,
        restatements=list(snapshot.restatements.all()),
        checks=CheckSummary.of(
            snapshot_checks(snapshot), Finding.objects.about(AREA, snapshot.slug)
        ),
        documents=documents_of(
            [snapshot.citation]
            + [line.citation for line in lines]
            + [item.citation for item in snapshot.restatements.all()]
        ),
        versions=list(
            BudgetSnapshot.objects.readable().filter(slug=snapshot.slug).order_by("-version")
        ),
        withdrawn=BudgetSnapshot.objects.withdrawn()
        .filter(year=snapshot.year, month__gt=snapshot.month)
        .order_by("-month", "-version")
        .first(),
    )


def absorption_curve(
    months: Sequence[BudgetSnapshot], targets: Sequence[TargetRow]
) -> AbsorptionChart | None:
    """Return the cumulative absorption through months of one year and basis, and its references."""
    return absorption_chart(
        [
            (month.month, month.month_text, percent)
            for month in months
            if month.total_realisation is not None
            and month.total_ceiling
            and (percent := percent_of(month.total_realisation, month.total_ceiling)) is not None
        ],
        {f"{row.code} {row.name}": [target.percent for target in row.quarters] for row in targets},
    )


def _targets() -> list[TargetRow]:
    rows: dict[str, list[AbsorptionTarget]] = {}
    for target in AbsorptionTarget.objects.all():
        rows.setdefault(target.expenditure_type, []).append(target)
    return [TargetRow(targets[0].name, code, targets) for code, targets in rows.items()]


def newest_of_year(year: int) -> BudgetSnapshot | None:
    """Return the newest published snapshot of a year, with all that its page shows."""
    return BudgetSnapshot.objects.published().filter(year=year).newest_first().for_page().first()


@dataclass(frozen=True, slots=True)
class LinePage:
    """Everything on the page of one budget line."""

    snapshot: BudgetSnapshot
    line: BudgetLine
    rows: Sequence[LineRow]
    checks: CheckSummary


def line_page(snapshot: BudgetSnapshot, code: str) -> LinePage | None:
    """Gather the page of the line with this code, or ``None`` if the snapshot has no such line."""
    lines = list(snapshot.lines.all())
    line = next((item for item in lines if item.code == code), None)
    if line is None:
        return None
    return LinePage(
        snapshot=snapshot,
        line=line,
        rows=[LineRow(item, 1) for item in lines if item.parent_id == line.pk],
        checks=CheckSummary.of(
            line_checks(snapshot, code), Finding.objects.about(AREA, snapshot.slug)
        ),
    )


@dataclass(frozen=True, slots=True)
class GrantPage:
    """Everything on the page of one grant report."""

    report: GrantReport
    lines: Sequence[GrantLine]
    total: GrantLine | None
    sums: Sequence[Check]
    checks: CheckSummary
    documents: Sequence[Document]
    versions: Sequence[GrantReport]


def grant_page(report: GrantReport) -> GrantPage:
    """Gather the page of a grant report that was fetched by ``for_page``."""
    lines = list(report.lines.all())
    checks = grant_checks(report)
    return GrantPage(
        report=report,
        lines=[line for line in lines if not line.is_total],
        total=next((line for line in lines if line.is_total), None),
        sums=checks,
        checks=CheckSummary.of(checks, Finding.objects.about(AREA, report.slug)),
        documents=documents_of([line.citation for line in lines]),
        versions=list(GrantReport.objects.readable().filter(slug=report.slug).order_by("-version")),
    )


@dataclass(frozen=True, slots=True)
class BudgetOverview:
    """Everything on the first page of the area: the newest month of each year, and the grants."""

    headline: BudgetLine | None
    years: Sequence[BudgetSnapshot]
    grants: Sequence[GrantReport]


def budget_overview() -> BudgetOverview:
    """Gather the first page of the area."""
    newest: dict[int, BudgetSnapshot] = {}
    for snapshot in BudgetSnapshot.objects.published().with_total().newest_first():
        newest.setdefault(snapshot.year, snapshot)
    return BudgetOverview(
        headline=budget_headline(),
        years=list(newest.values()),
        grants=list(GrantReport.objects.published().with_total().order_by("-year", "slug")),
    )


def budget_headline() -> BudgetLine | None:
    """Return the total line of the newest published snapshot, with its snapshot and source."""
    return (
        BudgetLine.objects.published()
        .filter(level=Level.TOTAL)
        .select_related("snapshot", "citation__document")
        .as_printed()
        .first()
    )


def region_grant(code: str) -> GrantLine | None:
    """Return the newest published grants of one region's government, with report and source."""
    return (
        GrantLine.objects.published()
        .filter(region_id=code)
        .select_related("report", "citation__document")
        .order_by("-report__year", "report__slug")
        .first()
    )


def public_addresses() -> list[str]:
    """Return the addresses of all years, their lines, and all grant reports."""
    overview = budget_overview()
    lines = BudgetLine.objects.filter(snapshot__in=overview.years).select_related("snapshot")
    return [
        *(snapshot.get_absolute_url() for snapshot in overview.years),
        *(line.get_absolute_url() for line in lines.as_printed()),
        *(report.get_absolute_url() for report in overview.grants),
    ]
