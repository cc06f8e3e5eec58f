"""What waits at the desk of one member of staff: the first page of the admin.

Everything is read through the rooms of the admin (``ModelAdmin.get_queryset`` and their
permissions), so the queue can never show more than the room itself would. A room is a desk if its
model is a unit of publication. Imports have a desk of their own and are read beside the rooms, by
the rights over what they would correct.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from kpuntt.activity.models import Action, Activity
from kpuntt.datasets import AREA_LABELS
from kpuntt.imports.access import has_right, may_enter, visible_batches
from kpuntt.imports.models import LIVE, BatchState, ImportBatch
from kpuntt.imports.targets import target_of
from kpuntt.publishing.models import PublicationState, PublicationUnit
from kpuntt.quality.access import explaining_right
from kpuntt.quality.models import Finding, FindingStatus
from kpuntt.reports.models import FigureReport
from voters.models import Submission
from voters.reporting import Reporting, last_period, reporting

if TYPE_CHECKING:
    Desk = admin.ModelAdmin[Any]
else:
    Desk = admin.ModelAdmin

#: So many rows of a block are shown; how many there are is said beside it.
SHOWN = 10
_IN_WORK = (PublicationState.DRAFT, PublicationState.SUBMITTED, PublicationState.VERIFIED)
_MADE_PUBLIC = (Action.PUBLISH, Action.LOAD)


@dataclass(frozen=True, slots=True)
class Task:
    """A unit and what can be done with it next."""

    title: str
    kind: str
    step: str
    maker: str
    address: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A version that became public: when, and by whom unless a command loaded it.

    ``actor`` is empty too where the log knows the unit by a former address only.
    """

    title: str
    kind: str
    at: datetime
    actor: str
    loaded: bool
    address: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding nobody has explained, with the page where that is done or, else, where it shows."""

    finding: Finding
    address: str


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """How many findings wait for an explanation, by area, and the newest of them."""

    counts: Sequence[tuple[str, int]]
    newest: Sequence[FindingRow]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(number for _area, number in self.counts)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A reader's report that waits for an answer, with the page where it is given."""

    report: FigureReport
    address: str


@dataclass(frozen=True, slots=True)
class WaitingReports:
    """How many readers wait for an answer, and those who have waited longest."""

    total: int
    oldest: Sequence[ReportRow]


@dataclass(frozen=True, slots=True)
class WorkQueue:
    """The blocks of the page; ``None`` is a block in which somebody has no business."""

    waiting: Sequence[Task]
    drafts: Sequence[Task]
    publications: Sequence[Publication]
    reporting: Reporting | None
    reports: bool
    enter_address: str
    findings: OpenFindings | None
    figure_reports: WaitingReports | None
    imports: bool


def work_queue(request: HttpRequest) -> WorkQueue:
    """Gather the queue of whoever asks, in a constant number of queries."""
    desks = [desk for desk in _desks() if desk.has_view_permission(request)]
    waiting: list[Task] = []
    drafts: list[Task] = []
    for desk in desks:
        for unit in _in_work(desk, request):
            step = _next_step(desk, request.user, unit)  # type: ignore[arg-type]
            if step:
                waiting.append(_task(desk, unit, step))
            elif unit.state == PublicationState.DRAFT and unit.made_by_id == request.user.pk:
                drafts.append(_task(desk, unit, _("Lanjutkan")))
    for batch, step in _imports(request.user):
        task = _import_task(batch, step or _("Lanjutkan"))
        (waiting if step else drafts).append(task)
    room = admin.site._registry.get(Submission)  # noqa: SLF001 - the only way to a registered room
    reports = room is not None and room.has_view_permission(request)
    return WorkQueue(
        waiting=waiting,
        drafts=drafts,
        publications=_publications(desks, request),
        reporting=_reporting(room, request) if reports and room is not None else None,
        reports=reports,
        enter_address=_enter_address(room, request),
        findings=_findings(request),
        figure_reports=_figure_reports(request),
        imports=may_enter(request.user),
    )


def _desks() -> Iterator[Desk]:
    """Rooms of units of publication, in the order of their areas."""
    for model, room in admin.site._registry.items():  # noqa: SLF001
        if issubclass(model, PublicationUnit):
            yield room


def _in_work(desk: Desk, request: HttpRequest) -> Iterator[PublicationUnit]:
    related = desk.list_select_related
    names = related if isinstance(related, list | tuple) else ()
    units = desk.get_queryset(request).select_related("made_by", *names)
    yield from units.filter(state__in=_IN_WORK).order_by("pk")


def _next_step(desk: Desk, user: AbstractBaseUser, unit: PublicationUnit) -> str:
    """Return the step that ``user`` may take with a unit that is not a draft; "" if none."""
    label, name = desk.opts.app_label, desk.opts.model_name
    if unit.state == PublicationState.SUBMITTED:
        barred = unit.made_by_id == user.pk and not settings.SINGLE_PERSON_OFFICE
        may = user.has_perm(f"{label}.verify_{name}")  # type: ignore[attr-defined]
        return _("Periksa") if may and not barred else ""
    if unit.state == PublicationState.VERIFIED:
        waits_for_time = unit.publish_at is not None
        may = user.has_perm(f"{label}.publish_{name}")  # type: ignore[attr-defined]
        return _("Terbitkan") if may and not waits_for_time else ""
    return ""


def _task(desk: Desk, unit: PublicationUnit, step: str) -> Task:
    return Task(
        title=_title(unit),
        kind=str(desk.opts.verbose_name),
        step=step,
        maker=_name(unit.made_by),
        address=_address(desk, unit),
    )


def _imports(user: Any) -> Iterator[tuple[ImportBatch, str]]:
    """Yield the imports that wait for ``user`` with the step, and own ones that do for none."""
    for batch in visible_batches(user).filter(state__in=LIVE).select_related("made_by"):
        own = batch.made_by_id == user.pk
        barred = own and not settings.SINGLE_PERSON_OFFICE
        model = target_of(batch.kind).model
        if batch.state == BatchState.SUBMITTED and not barred and has_right(user, "verify", model):
            yield batch, _("Periksa")
        elif batch.state == BatchState.VERIFIED and has_right(user, "publish", model):
            yield batch, _("Terbitkan")
        elif batch.state == BatchState.PREVIEW and own:
            yield batch, ""


def _import_task(batch: ImportBatch, step: str) -> Task:
    return Task(
        title=str(batch),
        kind=_("impor %(kind)s") % {"kind": target_of(batch.kind).kind.title},
        step=step,
        maker=_name(batch.made_by),
        address=batch.get_absolute_url(),
    )


def _title(unit: PublicationUnit) -> str:
    if unit.version == 1:
        return str(unit)
    return _("%(unit)s, versi %(n)d") % {"unit": unit, "n": unit.version}


def _name(user: Any) -> str:
    return "" if user is None else user.get_full_name() or user.get_username()


def _address(desk: Desk, row: Any) -> str:
    name = f"{desk.admin_site.name}:{desk.opts.app_label}_{desk.opts.model_name}_change"
    return reverse(name, args=[row.pk])


def _publications(desks: Sequence[Desk], request: HttpRequest) -> list[Publication]:
    found: list[tuple[Desk, Any]] = []
    for desk in desks:
        related = desk.list_select_related
        names = related if isinstance(related, list | tuple) else ()
        rows = desk.get_queryset(request).filter(published_at__isnull=False)
        rows = rows.select_related(*names) if names else rows
        found += [(desk, unit) for unit in rows.order_by("-published_at", "-pk")[:SHOWN]]
    found.sort(key=lambda pair: pair[1].published_at, reverse=True)
    newest = found[:SHOWN]
    steps = Activity.objects.filter(
        action__in=_MADE_PUBLIC, slug__in=[unit.slug for _desk, unit in newest]
    ).select_related("actor")
    actors = {(row.model, row.slug, row.version): row.actor for row in steps}
    return [
        Publication(
            title=_title(unit),
            kind=str(desk.opts.verbose_name),
            at=unit.published_at,
            actor=_name(actors.get((unit._meta.label_lower, unit.slug, unit.version))),
            loaded=unit.verified_by_id is None,
            address=_address(desk, unit),
        )
        for desk, unit in newest
    ]


def _reporting(room: Any, request: HttpRequest) -> Reporting | None:
    period = last_period()
    return None if period is None else reporting(period, room.regencies(request))


def _enter_address(room: Any, request: HttpRequest) -> str:
    if room is None:
        return ""
    writes = room.has_add_permission(request) and room.has_change_permission(request)
    return reverse("admin:voters_submission_period") if writes else ""


def _findings(request: HttpRequest) -> OpenFindings | None:
    room = admin.site._registry.get(Finding)  # noqa: SLF001
    if room is None or not room.has_view_permission(request):
        return None
    unexplained = room.get_queryset(request).filter(status=FindingStatus.OPEN)
    counts = unexplained.order_by("area").values_list("area").annotate(number=Count("pk"))
    right = explaining_right(request.user)
    return OpenFindings(
        [(str(AREA_LABELS.get(area, area)), number) for area, number in counts],
        [
            FindingRow(
                finding,
                reverse("admin:quality_finding_explain", args=[finding.pk])
                if right.covers(finding)
                else finding.path,
            )
            for finding in unexplained.order_by("-first_seen_at", "-pk")[:SHOWN]
        ],
    )


def _figure_reports(request: HttpRequest) -> WaitingReports | None:
    if not request.user.has_perm("reports.answer_figurereport"):
        return None
    waiting = FigureReport.objects.open()
    return WaitingReports(
        waiting.count(),
        [
            ReportRow(report, reverse("admin:reports_figurereport_answer", args=[report.pk]))
            for report in waiting.order_by("created_at", "pk")[:SHOWN]
        ],
    )
