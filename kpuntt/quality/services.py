"""Writing the register of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from kpuntt.activity.models import Action
from kpuntt.activity.services import activity_add
from kpuntt.caching.services import generation_bump
from kpuntt.formatting import format_figure
from kpuntt.quality.models import CheckTally, Finding, FindingStatus
from kpuntt.reconciliation import Check, Figure, Outcome, Rule


@dataclass(frozen=True, slots=True)
class CheckedSubject:
    """A published unit together with all checks that were made of it."""

    slug: str
    title: str
    path: str
    checks: Sequence[Check]


@dataclass(frozen=True, slots=True)
class RegisterSummary:
    """What one run found in one area."""

    area: str
    holds: int
    differs: int
    not_checkable: int


@transaction.atomic
def findings_register(*, area: str, subjects: Sequence[CheckedSubject]) -> RegisterSummary:
    """Write the differences among ``subjects`` into the register of ``area``.

    A finding that is no longer seen is marked resolved, never deleted; one that comes back is open
    again and keeps its explanation. The generations are bumped only if the register changed.
    """
    before = _state(area)
    seen = [
        _record(area, subject, check).pk
        for subject in subjects
        for check in subject.checks
        if check.outcome is Outcome.DIFFERS
    ]
    Finding.objects.filter(area=area).exclude(pk__in=seen).exclude(
        status=FindingStatus.RESOLVED
    ).update(status=FindingStatus.RESOLVED, resolved_at=timezone.now())
    checks = [check for subject in subjects for check in subject.checks]
    _tally(area, checks)
    if _state(area) != before:
        generation_bump(area="quality")
    outcomes = Counter(check.outcome for check in checks)
    return RegisterSummary(
        area,
        outcomes[Outcome.HOLDS],
        outcomes[Outcome.DIFFERS],
        outcomes[Outcome.NOT_CHECKABLE],
    )


class ExplanationError(Exception):
    """An explanation that cannot be kept; the message says why, in Indonesian."""


@transaction.atomic
def finding_explain(
    *, finding: Finding, explanation: str, seen: str, actor: AbstractBaseUser
) -> Finding:
    """Give a finding the explanation of the unit; every page that shows it is new at once.

    ``seen`` is the explanation that the writer had in front of them: if another one has come since,
    nothing is written.
    """
    words = explanation.strip()
    if not words:
        raise ExplanationError("Tulis penjelasan: dari mana selisih ini dan apa tindak lanjutnya.")
    finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if finding.status == FindingStatus.RESOLVED:
        raise ExplanationError("Temuan ini sudah selesai; tidak ada lagi yang perlu dijelaskan.")
    if finding.explanation.split() != seen.split():
        raise ExplanationError(
            f"Penjelasan ini baru saja diubah orang lain menjadi: “{finding.explanation}”. "
            "Muat ulang halaman, lalu ubah lagi bila perlu."
        )
    finding.explanation, finding.status = words, FindingStatus.EXPLAINED
    finding.save(update_fields=["explanation", "status"])
    generation_bump(area="quality")
    activity_add(
        action=Action.EXPLAIN,
        actor=actor,
        area=finding.area,
        model=finding._meta.label_lower,
        slug=finding.subject,
        note=f"{finding.rule}, {finding.place}: {words}",
    )
    return finding


def _record(area: str, subject: CheckedSubject, check: Check) -> Finding:
    finding, _ = Finding.objects.update_or_create(
        area=area,
        subject=subject.slug,
        rule=check.rule.code,
        place=check.where,
        defaults={
            "subject_title": subject.title,
            "path": subject.path,
            "rule_title": check.rule.title,
            "severity": check.rule.severity.value,
            "region_id": check.region_code,
            "printed": _number(check.printed),
            "computed": _number(check.computed),
            "difference": _number(check.difference),
            "printed_text": _words(check.printed),
            "computed_text": _words(check.computed),
            "difference_text": _words(check.difference),
        },
    )
    if finding.status == FindingStatus.RESOLVED:
        finding.status = FindingStatus.EXPLAINED if finding.explanation else FindingStatus.OPEN
        finding.resolved_at = None
        finding.save(update_fields=["status", "resolved_at"])
    return finding


def _number(figure: Figure | None) -> Decimal | None:
    return Decimal(figure) if isinstance(figure, Decimal | int) else None


def _words(figure: Figure | None) -> str:
    """Write a figure as the reader sees it, a decimal with the places it is printed with."""
    if figure is None:
        return ""
    return figure if isinstance(figure, str) else format_figure(figure)


def _tally(area: str, checks: Sequence[Check]) -> None:
    rules: dict[str, Rule] = {check.rule.code: check.rule for check in checks}
    CheckTally.objects.filter(area=area).exclude(rule__in=rules).delete()
    counts = Counter((check.rule.code, check.outcome) for check in checks)
    for code, rule in rules.items():
        CheckTally.objects.update_or_create(
            area=area,
            rule=code,
            defaults={
                "rule_title": rule.title,
                "statement": rule.statement,
                "source": rule.source,
                "holds": counts[code, Outcome.HOLDS],
                "differs": counts[code, Outcome.DIFFERS],
                "not_checkable": counts[code, Outcome.NOT_CHECKABLE],
            },
        )


def _state(area: str) -> tuple[object, ...]:
    """Everything about the register that a public page shows."""
    findings = Finding.objects.filter(area=area).order_by("pk")
    tallies = CheckTally.objects.filter(area=area).order_by("rule")
    shown = ("rule", "rule_title", "statement", "holds", "differs", "not_checkable")
    return list(findings.values_list()), list(tallies.values_list(*shown))
