"""Performance reports in the admin."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.editing.desk import PUBLICATION, SOURCE, EditingAdmin
from kpuntt.editing.fields import PrintedDecimalField
from kpuntt.editing.grid import Row, RowForm
from kpuntt.editing.inlines import GridInline
from kpuntt.editing.source import SourcedForm
from kpuntt.editing.trail import Trail
from kpuntt.publishing.models import PublicationState, PublicationUnit
from kpuntt.reconciliation import Check
from kpuntt.regions.models import Region, RegionLevel
from performance.checks import report_checks
from performance.models import (
    Indicator,
    LegalDocumentCount,
    OfficeBuilding,
    PerformanceReport,
    PlanDocument,
    Result,
    StaffCount,
    Target,
    UnitKind,
)
from performance.models.figures import RESULT_DOCUMENTS
from performance.services import structure_copy


class PerformanceForm(SourcedForm):
    """A report; a new one takes over the indicators of an earlier one."""

    structure_of = forms.ModelChoiceField(
        label=_("Susunan dari"),
        queryset=PerformanceReport.objects.filter(
            state__in=[PublicationState.PUBLISHED, PublicationState.SUPERSEDED]
        ),
        help_text=_("Sasaran dan indikatornya disalin tanpa angka."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["structure_of"]
            self.initial.setdefault("source_document", self.instance.document_id)


class MeasureForm(RowForm):
    """A target or result: a grade of the scale where the indicator is graded, else a number."""

    def clean(self) -> dict[str, Any] | None:
        """Read what is printed; the number or grade that it means is not asked for."""
        cleaned = super().clean()
        indicator = self.place.values["indicator"] if self.place else None
        printed = self.cleaned_data.get("printed", "")
        if indicator is not None and printed:
            if indicator.unit == UnitKind.GRADE:
                grades = [band.grade for band in indicator.scale.bands.all()]
                if printed.upper() not in grades:
                    message = gettext("“%(value)s” bukan predikat. Pilih salah satu: %(grades)s.")
                    self.add_error(
                        "printed", message % {"value": printed, "grades": ", ".join(grades)}
                    )
                self.instance.value, self.instance.grade = None, printed.upper()
            else:
                self.instance.value, self.instance.grade = self._number("printed"), ""
        if "achievement_printed" in self.fields:
            self.instance.achievement = self._number("achievement_printed")
        return cleaned

    def _number(self, name: str) -> Decimal | None:
        figure = PrintedDecimalField(digits=9, places=2)
        try:
            number: Decimal | None = figure.clean(self.cleaned_data.get(name, ""))
        except forms.ValidationError as error:
            self.add_error(name, error)
            return None
        return number


class MeasureInline(GridInline):
    """A row for each indicator and each table that prints a figure of it."""

    form = MeasureForm
    path = "indicator__objective__report"
    documents: Sequence[PlanDocument] = ()

    def rows(self, request: HttpRequest, unit: PublicationUnit | None) -> list[Row]:  # noqa: ARG002
        if unit is None or unit.pk is None:
            return []
        indicators = (
            Indicator.objects.filter(objective__report=unit.pk)
            .select_related("scale")
            .prefetch_related("scale__bands")
            .order_by("objective__number", "number")
        )
        return [
            Row(
                f"{indicator.pk}-{document.value}",
                f"{indicator}, {document.label}",
                {"indicator": indicator, "document": document.value},
            )
            for indicator in indicators
            for document in self.documents
        ]

    @staticmethod
    def key_of(line: Any) -> str:
        return f"{line.indicator_id}-{line.document}"

    def lines(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        return super().lines(queryset).select_related("indicator", "citation__document")


class TargetInline(MeasureInline):
    """The targets as each document prints them."""

    model = Target
    columns = ("printed",)
    documents = list(PlanDocument)


class ResultInline(MeasureInline):
    """The rows of the tables of results; the computed achievement is not asked for."""

    model = Result
    columns = (
        "printed",
        "achievement_printed",
        "narrated",
        "score",
        "reference_year",
        "assessor",
        "provisional",
        "note",
    )
    documents = RESULT_DOCUMENTS


@admin.register(PerformanceReport)
class PerformanceReportAdmin(EditingAdmin):
    """All versions of all reports."""

    form = PerformanceForm
    inlines = [TargetInline, ResultInline]
    cited_lines = (
        Trail(Target, "indicator__objective__report"),
        Trail(Result, "indicator__objective__report"),
    )
    trails = cited_lines
    list_display = ["title", "version", "state", "year", "published_at"]
    list_filter = ["state", "year"]

    fieldsets = [
        (None, {"fields": ["title", "slug", "year", "region", "document", "structure_of"]}),
        SOURCE,
        PUBLICATION,
    ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer the province, regencies and cities."""
        if db_field.name == "region":
            kwargs["queryset"] = Region.objects.filter(
                level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY]
            ).order_by("code")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        if not change:
            structure_copy(source=form.cleaned_data["structure_of"], report=form.instance)

    def checks_of(self, unit: Any) -> Sequence[Check]:
        return report_checks(PerformanceReport.objects.for_page().get(pk=unit.pk))


@admin.register(Indicator)
class IndicatorAdmin(BrowseOnlyAdmin):
    """The indicators of all reports."""

    list_display = ["number", "short_name", "objective", "unit", "direction"]
    list_filter = ["objective__report"]
    list_select_related = ["objective"]


@admin.register(Target)
class TargetAdmin(BrowseOnlyAdmin):
    """The targets as each document prints them."""

    list_display = ["indicator", "document", "printed"]
    list_filter = ["document", "indicator__objective__report"]
    list_select_related = ["indicator"]


@admin.register(Result)
class ResultAdmin(BrowseOnlyAdmin):
    """The rows of the tables of results."""

    list_display = ["indicator", "document", "printed", "achievement_printed", "computed"]
    list_filter = ["document", "indicator__objective__report"]
    list_select_related = ["indicator"]


@admin.register(OfficeBuilding)
class OfficeBuildingAdmin(BrowseOnlyAdmin):
    """The office buildings of all reports."""

    list_display = ["unit_name", "region", "ownership", "repair", "area_printed"]
    list_filter = ["ownership", "repair", "objective__report"]
    list_select_related = ["region"]


@admin.register(LegalDocumentCount)
class LegalDocumentCountAdmin(BrowseOnlyAdmin):
    """The JDIH tables of all reports."""

    list_display = ["name", "region", "physical", "web"]
    list_filter = ["objective__report"]
    list_select_related = ["region"]


@admin.register(StaffCount)
class StaffCountAdmin(BrowseOnlyAdmin):
    """The staff tables of all reports."""

    list_display = ["name", "group", "total", "civil_servants", "contract"]
    list_filter = ["position", "objective__report"]
