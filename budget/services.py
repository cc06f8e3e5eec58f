"""Writing budget snapshots: the balancing lines, and publication together with them."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from budget import rules
from budget.checks import line_figures
from budget.models import BudgetLine, BudgetSnapshot, LineKind
from kpuntt.publishing.services import publication_load, publication_publish


@transaction.atomic
def snapshot_load(*, snapshot: BudgetSnapshot, note: str) -> BudgetSnapshot:
    """Publish a snapshot that a command has just transcribed, with its balancing lines."""
    balancing_lines_write(snapshot=snapshot)
    return publication_load(unit=snapshot, note=note)


@transaction.atomic
def snapshot_publish(*, snapshot: BudgetSnapshot, actor: AbstractBaseUser) -> BudgetSnapshot:
    """Publish a verified snapshot; its balancing lines follow from the lines as they are now."""
    balancing_lines_write(snapshot=snapshot)
    return publication_publish(unit=snapshot, actor=actor)


@transaction.atomic
def balancing_lines_write(*, snapshot: BudgetSnapshot) -> int:
    """Replace the balancing lines of a snapshot and return how many it has."""
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
