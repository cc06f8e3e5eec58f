"""How imported tables become figures and evidence of performance reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpuntt.imports.bounds import figure_problem
from kpuntt.imports.kinds import CellError, ImportKind, Record
from kpuntt.imports.targets import CitationOf, ImportTarget, Key, Row
from kpuntt.imports.unit_form import NewUnitForm
from kpuntt.imports.words import words
from kpuntt.provenance.models import Citation
from performance.evidence_targets import EVIDENCE_TARGETS
from performance.imports import INDICATORS
from performance.models import (
    Indicator,
    Mitigation,
    PerformanceReport,
    PlanDocument,
    Result,
    Target,
    UnitKind,
)

#: The table of targets and results that is imported is that of BAB III.
_TABLE = PlanDocument.REPORT
_LARGEST = Decimal("9999999.99")


class NewReportForm(NewUnitForm):
    """The year of a new report, and the report whose objectives and indicators it goes on with."""

    plan_from = forms.ModelChoiceField(
        label=gettext_lazy("Sasaran dan indikator seperti pada"),
        queryset=PerformanceReport.objects.none(),
        help_text=gettext_lazy("Angkanya tidak ikut disalin."),
    )

    class Meta:
        model = PerformanceReport
        fields = ["title", "slug", "year"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["plan_from"]
        field.queryset = PerformanceReport.objects.published()

    def clean_year(self) -> int:
        """One report a year."""
        year: int = self.cleaned_data["year"]
        if PerformanceReport.objects.filter(year=year).exists():
            raise forms.ValidationError(
                _("Laporan tahun ini sudah ada. Perbaiki laporan itu, atau tulis tahun lain.")
            )
        return year


class IndicatorTarget(ImportTarget):
    """Targets and results of the indicators of a report."""

    kind: ClassVar[ImportKind] = INDICATORS
    model = PerformanceReport
    line_model: ClassVar[type[Model]] = Result
    new_form: ClassVar[type[forms.ModelForm[Any]] | None] = NewReportForm
    longest = {"target": 20, "realisasi": 20, "capaian": 20}

    def key_of(self, values: Row) -> Key:
        return (words(values["indikator"]),)

    def namer(self) -> Callable[[Row], str]:
        return lambda values: str(values["indikator"])

    def current(
        self,
        unit: PerformanceReport,
        records: Sequence[Record],  # noqa: ARG002
        region: str,  # noqa: ARG002
    ) -> dict[Key, Row]:
        rows: dict[Key, Row] = {}
        for indicator in _indicators(unit):
            target = next((t for t in indicator.targets.all() if t.document == _TABLE), None)
            result = next((r for r in indicator.results.all() if r.document == _TABLE), None)
            if target is None and result is None:
                continue
            rows[(words(indicator.name),)] = {
                "indikator": indicator.name,
                "target": target.printed if target else None,
                "realisasi": result.printed if result else None,
                "capaian": result.achievement_printed if result else None,
            }
        return rows

    def refusals(self, unit: Any, records: Sequence[Record], region: str) -> list[CellError]:  # noqa: ARG002
        # A new report takes its indicators from a published one, so these are all that can be met.
        indicators = _indicators(unit) if unit else _published_indicators()
        known: dict[str, list[Indicator | None]] = {}
        for indicator in indicators:
            known.setdefault(words(indicator.name), []).append(indicator)
        errors: list[CellError] = []
        for record in records:
            meant = known.get(words(record.values["indikator"])) or [None]
            # Several reports may have it: a row is refused if it suits none of them.
            found = [_errors(record, indicator) for indicator in meant]
            fewest: list[CellError] = min(found, key=len)
            errors += fewest
        return errors

    def create(self, form: forms.ModelForm[Any], citation: Citation) -> Any:
        """Copy objectives and indicators of the chosen report, without its figures."""
        plan: PerformanceReport = form.cleaned_data["plan_from"]
        report: PerformanceReport = form.save(commit=False)
        report.region, report.document = plan.region, citation.document
        report.save()
        plan.copy_lines_to(report)
        for objective in report.objectives.all():
            for row in objective.evidence():
                row.delete()
        Mitigation.objects.filter(objective__report=report).delete()
        for indicator in _indicators(report):
            for figures in (indicator.targets, indicator.results, indicator.slots):
                figures.all().delete()
        report.objectives.update(citation=citation)
        return report

    def write(
        self,
        draft: PerformanceReport,
        records: Sequence[Record],
        citation_of: CitationOf,
        region: str,  # noqa: ARG002
    ) -> None:
        known = {words(indicator.name): indicator for indicator in _indicators(draft)}
        listed = {words(record.values["indikator"]) for record in records}
        for name, indicator in known.items():
            if name not in listed:
                indicator.targets.filter(document=_TABLE).delete()
                indicator.results.filter(document=_TABLE).delete()
        for record in records:
            indicator = known.get(words(record.values["indikator"]))
            if indicator is not None:
                _write_indicator(indicator, record, citation_of(record))


def _indicators(report: PerformanceReport) -> Any:
    found = Indicator.objects.filter(objective__report=report)
    return (
        found.select_related("objective")
        .order_by("objective__number", "number")
        .prefetch_related("targets", "results")
    )


def _published_indicators() -> list[Indicator]:
    reports = PerformanceReport.objects.published()
    return list(Indicator.objects.filter(objective__report__in=reports).select_related("objective"))


def _errors(record: Record, indicator: Indicator | None) -> list[CellError]:
    def error(column: str, problem: str, remedy: str) -> CellError:
        value = str(record.values.get(column) or "")
        return CellError(record.sheet, record.row, column.capitalize(), value, problem, remedy)

    if indicator is None:
        problem = _("Laporan ini tidak mempunyai indikator dengan nama itu.")
        return [error("indikator", problem, _("Tulis nama indikator persis seperti di laporan."))]
    found = []
    graded = indicator.unit == UnitKind.GRADE
    for name in ("target", "realisasi"):
        number = record.values.get(f"{name}_angka")
        wanted = record.values.get(f"{name}_predikat") if graded else number
        if not wanted and wanted != 0:
            problem = (
                _("Indikator ini dinilai dengan predikat.") if graded else _("Angkanya kosong.")
            )
            remedy = _("Tulis predikatnya.") if graded else _("Tulis bilangannya.")
            found.append(error(name, problem, remedy))
    for name in ("target", "realisasi", "capaian"):
        number = record.values.get(f"{name}_angka")
        problem = "" if number is None else figure_problem(number, _LARGEST)
        if problem:
            found.append(error(name, problem, _("Periksa angkanya.")))
    objective = words(record.values.get("sasaran") or "")
    if objective and objective != words(indicator.objective.text):
        problem = _("Indikator ini berada di bawah sasaran lain dalam laporan.")
        found.append(error("sasaran", problem, _("Tulis sasarannya seperti di laporan.")))
    return found


def _write_indicator(indicator: Indicator, record: Record, citation: Citation) -> None:
    """Write target and result; what else is known of the result stays."""
    values = record.values
    Target.objects.update_or_create(
        indicator=indicator,
        document=_TABLE,
        defaults={**_measure(values, "target"), "citation": citation},
    )
    Result.objects.update_or_create(
        indicator=indicator,
        document=_TABLE,
        defaults={
            **_measure(values, "realisasi"),
            "achievement_printed": values.get("capaian") or "",
            "achievement": values.get("capaian_angka"),
            "citation": citation,
        },
    )


def _measure(values: Row, name: str) -> dict[str, Any]:
    return {
        "printed": values[name],
        "value": values.get(f"{name}_angka"),
        "grade": values.get(f"{name}_predikat") or "",
    }


TARGETS = (IndicatorTarget(), *EVIDENCE_TARGETS)
