"""Budget snapshots, grants and absorption targets in the admin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budget.checks import grant_checks, snapshot_checks
from budget.codes import placed
from budget.models import (
    AbsorptionTarget,
    BudgetLine,
    BudgetSnapshot,
    GrantLine,
    GrantReport,
    LineKind,
)
from budget.services import structure_copy
from kpuntt.browsing import BrowseOnlyAdmin
from kpuntt.editing.desk import PUBLICATION, SOURCE, EditingAdmin
from kpuntt.editing.grid import GridFormSet, Row, RowForm
from kpuntt.editing.inlines import GridInline
from kpuntt.editing.regions import region_rows
from kpuntt.editing.source import SourcedForm
from kpuntt.editing.trail import Trail
from kpuntt.publishing.models import PublicationState, PublicationUnit
from kpuntt.reconciliation import Check

_TOTAL = "jumlah"


class SnapshotForm(SourcedForm):
    """A snapshot; a new one may take over the lines of an earlier one."""

    structure_of = forms.ModelChoiceField(
        label=_("Susunan dari"),
        required=False,
        queryset=BudgetSnapshot.objects.filter(
            state__in=[PublicationState.PUBLISHED, PublicationState.SUPERSEDED]
        ),
        help_text=_("Kode dan uraiannya disalin tanpa angka; kosongkan untuk tabel baru."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["structure_of"]


class BudgetLineForm(RowForm):
    """A printed line; its code is blank only where the portal computes a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["printed_code"].required = True


class BudgetFormSet(GridFormSet):
    """The printed lines; code and parent follow from their places in the table."""

    def clean(self) -> None:
        """Give each line the code of its place before it is compared with the others."""
        if all(
            form.cleaned_data.get(name) not in (None, "")
            for form in self.kept_forms
            for name in ("order", "level", "printed_code")
        ):
            for form, (code, _parent) in self._placed():
                form.instance.code = code
        super().clean()

    def _placed(self) -> list[tuple[Any, tuple[str, str | None]]]:
        """Return the lines in their order, each with its code and the one above it."""
        kept = sorted(self.kept_forms, key=lambda form: int(form.instance.order))
        places = placed([(form.instance.printed_code, form.instance.level) for form in kept])
        return list(zip(kept, places, strict=True))

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        places = self._placed()
        renamed = {
            form.instance.pk
            for form, (code, _parent) in places
            if form.instance.pk and not form.has_changed() and self.stored_code(form) != code
        }
        saved = super().save(commit=commit)
        lines = {code: form.instance for form, (code, _parent) in places}
        for code, parent in (place for _form, place in places):
            line = lines[code]
            above = lines[parent].pk if parent is not None else None
            if line.pk in renamed or line.parent_id != above:
                line.parent_id = above
                line.save(update_fields=["code", "parent"])
        return saved

    def stored_code(self, form: Any) -> str:
        """Return the code of a stored line as it was before."""
        return str(self.stored[form.instance.pk]["code"])


class BudgetLineInline(GridInline):
    """Ceilings and realisation in whole rupiah; the lines that the portal computes are left out."""

    model = BudgetLine
    form = BudgetLineForm
    formset = BudgetFormSet
    path = "snapshot"
    blamed: ClassVar[Mapping[str, str]] = {"code": "printed_code"}
    columns = (
        "order",
        "level",
        "printed_code",
        "name",
        "ceiling",
        "realisation",
        "remaining",
        "percent",
        "note",
    )
    free = 3
    identities: ClassVar[Sequence[Mapping[str, Any]]] = [
        {
            "plus": ["ceiling"],
            "minus": ["realisation"],
            "equals": "remaining",
            "says": "pagu − realisasi",
        }
    ]

    def lines(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        return super().lines(queryset).filter(kind=LineKind.PRINTED).order_by("order")

    def check_table(self, formset: GridFormSet) -> None:
        """Refuse to take away a line that has parts."""
        gone = {form.instance.pk for form in formset.deleted_forms}
        for form in formset.initial_forms:
            if form.instance.parent_id in gone and form.instance.pk not in gone:
                message = gettext(
                    "%(row)s masih di bawah baris yang dihapus; hapus rinciannya dahulu."
                )
                raise forms.ValidationError(message % {"row": form.label})


@admin.register(BudgetSnapshot)
class BudgetSnapshotAdmin(EditingAdmin):
    """All versions of all months."""

    form = SnapshotForm
    inlines = [BudgetLineInline]
    cited_lines = (Trail(BudgetLine, "snapshot"),)
    trails = cited_lines
    list_display = ["title", "version", "state", "year", "month", "basis", "published_at"]
    list_filter = ["state", "year", "basis"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "year", "month", "basis", "revision"]}),
        (_("Tabel"), {"fields": ["structure_of"]}),
        SOURCE,
        PUBLICATION,
    ]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001
        """Cite a new snapshot as its lines."""
        if not change:
            obj.citation = form.cite()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        super().save_related(request, form, formsets, change)
        source = form.cleaned_data.get("structure_of")
        if not change and source is not None:
            structure_copy(source=source, snapshot=form.instance)

    def checks_of(self, unit: Any) -> Sequence[Check]:
        return snapshot_checks(BudgetSnapshot.objects.for_page().get(pk=unit.pk))


@admin.register(BudgetLine)
class BudgetLineAdmin(BrowseOnlyAdmin):
    """The lines of all snapshots."""

    list_display = ["snapshot", "code", "name", "kind", "ceiling", "realisation", "percent"]
    list_filter = ["snapshot", "level", "kind"]
    list_select_related = ["snapshot"]


class GrantLineInline(GridInline):
    """The grants of the province, regencies and cities, and the printed total."""

    model = GrantLine
    path = "report"
    columns = ("printed_name", "regent", "governor", "note")
    sum_columns = ("regent", "governor")
    sum_keys = (_TOTAL,)

    def rows(self, request: HttpRequest, unit: PublicationUnit | None) -> list[Row]:  # noqa: ARG002
        last = 0
        if unit is not None and unit.pk is not None:
            found = GrantLine.objects.filter(report=unit.pk).aggregate(last=Max("order"))
            last = found["last"] or 0
        rows = [*region_rows(), Row(_TOTAL, gettext("Jumlah tercetak"), {"is_total": True})]
        return [
            Row(row.key, row.label, {**row.values, "order": order})
            for order, row in enumerate(rows, start=last + 1)
        ]

    @staticmethod
    def key_of(line: Any) -> str:
        return _TOTAL if line.is_total else str(line.region_id)


@admin.register(GrantReport)
class GrantReportAdmin(EditingAdmin):
    """All versions of all grant reports."""

    form = SourcedForm
    inlines = [GrantLineInline]
    cited_lines = (Trail(GrantLine, "report"),)
    trails = cited_lines
    list_display = ["title", "version", "state", "year", "published_at"]
    list_filter = ["state"]
    fieldsets = [(None, {"fields": ["title", "slug", "year"]}), SOURCE, PUBLICATION]

    def checks_of(self, unit: Any) -> Sequence[Check]:
        return grant_checks(GrantReport.objects.for_page().get(pk=unit.pk))


@admin.register(GrantLine)
class GrantLineAdmin(BrowseOnlyAdmin):
    """The grants of all governments."""

    list_display = ["report", "printed_name", "region", "regent", "governor"]
    list_filter = ["report"]
    list_select_related = ["report", "region"]


@admin.register(AbsorptionTarget)
class AbsorptionTargetAdmin(BrowseOnlyAdmin):
    """The Treasury's reference line."""

    list_display = ["expenditure_type", "name", "quarter", "percent", "source"]
