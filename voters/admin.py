"""Rolls and elections in the admin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.editing.desk import PUBLICATION, SOURCE, EditingAdmin
from kpuntt.editing.grid import Row
from kpuntt.editing.inlines import GridInline
from kpuntt.editing.regions import PROVINCE_KEY, region_rows
from kpuntt.editing.source import SourcedForm
from kpuntt.editing.trail import Trail
from kpuntt.publishing.models import PublicationUnit
from kpuntt.reconciliation import Check
from kpuntt.regions.models import RegionLevel
from kpuntt.regions.selectors import RegionNames, region_names
from voters.checks import report_checks, roll_checks
from voters.line_admin import FIGURES, RollLineAdmin
from voters.models import (
    Candidate,
    Contest,
    Election,
    ElectionReport,
    ElectionStage,
    LogisticsItem,
    Roll,
    RollLine,
    RollReason,
    Vote,
)
from voters.rules import contest_place
from voters.submission_admin import SubmissionAdmin, SubmissionDeadlineAdmin

__all__ = [
    "ElectionAdmin",
    "ElectionReportAdmin",
    "RollAdmin",
    "RollLineAdmin",
    "SubmissionAdmin",
    "SubmissionDeadlineAdmin",
]


class RollLineInline(GridInline):
    """The figures by regency and city; those of districts come by import and stay as they are."""

    model = RollLine
    path = "roll"
    columns = (*FIGURES, "note")
    identities: ClassVar[Sequence[Mapping[str, Any]]] = [
        {"plus": ["male", "female"], "equals": "total", "says": "laki-laki + perempuan"},
        {
            "plus": ["previous", "new"],
            "minus": ["ineligible"],
            "equals": "total",
            "says": "daftar sebelumnya + baru − TMS",
        },
    ]
    sum_columns = FIGURES
    sum_keys = (PROVINCE_KEY,)

    def rows(self, request: HttpRequest, unit: PublicationUnit | None) -> list[Row]:  # noqa: ARG002
        return region_rows()

    @staticmethod
    def key_of(line: Any) -> str:
        return str(line.region_id)

    def lines(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        levels = [RegionLevel.PROVINCE, RegionLevel.REGENCY]
        return super().lines(queryset).filter(region__level__in=levels)


@admin.register(Roll)
class RollAdmin(EditingAdmin):
    """All versions of all rolls."""

    form = SourcedForm
    inlines = [RollLineInline]
    trails = (Trail(RollLine, "roll"), Trail(RollReason, "line__roll"))
    cited_lines = (Trail(RollLine, "roll"),)
    list_display = ["title", "version", "state", "as_of", "published_at"]
    list_filter = ["state", "kind", "stage"]
    search_fields = ["title"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "kind", "year", "as_of", "precision", "baseline"]}),
        (_("PDPB"), {"fields": ["period_kind", "period_number"]}),
        (_("DPT"), {"fields": ["election", "stage"]}),
        SOURCE,
        (_("Keterangan"), {"fields": ["summary"]}),
        PUBLICATION,
    ]

    def checks_of(self, unit: Any) -> Sequence[Check]:
        return roll_checks(Roll.objects.for_page().get(pk=unit.pk))


@admin.register(Election)
class ElectionAdmin(BrowseOnlyAdmin):
    """All elections."""

    list_display = ["short_name", "name", "year"]


class ContestInline(GridInline):
    """The offices to be filled."""

    model = Contest
    path = "report"
    columns = ("name", "status")
    free = 1

    def lines(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        return queryset.order_by("name")


class CandidateInline(GridInline):
    """The candidates of each contest, with a blank row for a further one."""

    model = Candidate
    path = "contest__report"
    columns = ("order", "ballot_number", "name", "running_mate")

    def rows(self, request: HttpRequest, unit: PublicationUnit | None) -> list[Row]:  # noqa: ARG002
        if unit is None or unit.pk is None:
            return []
        contests = Contest.objects.filter(report=unit.pk).prefetch_related("candidates")
        rows = []
        for contest in contests:
            rows += [Row(str(item.pk), f"{contest}, {item}") for item in contest.candidates.all()]
            label = gettext("Calon baru, %(contest)s") % {"contest": contest}
            rows.append(Row(f"baru-{contest.pk}", label, {"contest_id": contest.pk}))
        return rows

    def lines(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        return queryset.order_by("contest", "order")


def _electing(contest: Contest, everywhere: list[Row], names: RegionNames) -> list[Row]:
    """Return the rows of the regions that elect: that of the regency for its own head."""
    place = contest_place(contest.name)
    region = names.resolve(place) if place else None
    own = [row for row in everywhere if region is not None and row.key == region.code]
    return own or everywhere


class VoteInline(GridInline):
    """The votes of each candidate by regency and city; a regency elects its own head only."""

    model = Vote
    path = "candidate__contest__report"
    columns = ("votes", "percent")

    def rows(self, request: HttpRequest, unit: PublicationUnit | None) -> list[Row]:  # noqa: ARG002
        if unit is None or unit.pk is None:
            return []
        candidates = Candidate.objects.filter(contest__report=unit.pk).select_related("contest")
        everywhere, names = region_rows(), region_names()
        return [
            Row(
                f"{candidate.pk}-{row.key}",
                f"{candidate}, {row.label}",
                {**row.values, "candidate_id": candidate.pk},
            )
            for candidate in candidates.order_by("contest", "order")
            for row in _electing(candidate.contest, everywhere, names)
        ]

    @staticmethod
    def key_of(line: Any) -> str:
        return f"{line.candidate_id}-{line.region_id}"


class LogisticsInline(GridInline):
    """Election supplies."""

    model = LogisticsItem
    path = "report"
    columns = ("order", "name", "quantity")
    free = 3


class StageInline(GridInline):
    """The stages with their dates."""

    model = ElectionStage
    path = "report"
    columns = ("order", "name", "starts_on", "ends_on", "printed_period", "output", "note")
    free = 3


@admin.register(ElectionReport)
class ElectionReportAdmin(EditingAdmin):
    """All versions of what is published about elections."""

    form = SourcedForm
    inlines = [ContestInline, CandidateInline, VoteInline, LogisticsInline, StageInline]
    cited_lines = (
        Trail(Vote, "candidate__contest__report"),
        Trail(LogisticsItem, "report"),
        Trail(ElectionStage, "report"),
    )
    trails = (*cited_lines, Trail(Contest, "report"), Trail(Candidate, "contest__report"))
    list_display = ["election", "version", "state", "published_at"]
    list_filter = ["state"]
    list_select_related = ["election"]
    fieldsets = [(None, {"fields": ["election", "slug"]}), SOURCE, PUBLICATION]

    def checks_of(self, unit: Any) -> Sequence[Check]:
        return report_checks(ElectionReport.objects.for_page().get(pk=unit.pk))
