"""Writing what the portal computes beside the printed lines of a snapshot."""

from __future__ import annotations

from django.db import transaction

from budget import rules
from budget.checks import line_figures
from budget.models import BudgetLine, BudgetSnapshot, LineKind
from kpuntt.publishing.history import unrecorded


@transaction.atomic
@unrecorded()
def balancing_lines_write(snapshot: BudgetSnapshot) -> int:
    """Replace the balancing lines of a snapshot and return how many it has.

    Runs whenever a snapshot is published or loaded (see ``budget.apps``).
    """
    snapshot.lines.filter(kind=LineKind.BALANCING).delete()
    printed = {
        line.code: line
        for line in BudgetLine.objects.filter(snapshot=snapshot).select_related("parent")
    }
    found = rules.balancing_lines([line_figures(line) for line in printed.values()])
    for item in found:
        parent = printed[item.parent]
        BudgetLine.objects.create(
            snapshot=snapshot,
            kind=LineKind.BALANCING,
            parent=parent,
            name=rules.BALANCING_NAME,
            code=item.code,
            level=item.level,
            order=item.order,
            suborder=item.suborder,
            ceiling=item.ceiling,
            realisation=item.realisation,
            remaining=item.remaining,
            percent=item.percent,
            citation=parent.citation,
            note=f"Dihitung portal: {parent.code} dikurangi semua rinciannya.",
        )
    return len(found)


@transaction.atomic
def structure_copy(*, source: BudgetSnapshot, snapshot: BudgetSnapshot) -> None:
    """Give a new snapshot the printed lines of another one, without any amount."""
    copies: dict[int, BudgetLine] = {}
    lines = list(source.lines.filter(kind=LineKind.PRINTED).order_by("order"))
    parents = {line.pk: line.parent_id for line in lines}
    for line in lines:
        former = line.pk
        line.pk, line.snapshot, line.parent = None, snapshot, None
        line.ceiling = line.realisation = line.remaining = line.percent = None
        line.citation, line.note = snapshot.citation, ""
        line.save(force_insert=True)
        copies[former] = line
    for former, parent in parents.items():
        if parent is not None:
            copies[former].parent = copies[parent]
    BudgetLine.objects.bulk_update(copies.values(), ["parent"])
