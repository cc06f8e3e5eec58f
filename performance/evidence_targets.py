"""How imported evidence tables become lines of performance reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from kpuntt.imports.kinds import CellError, ImportKind, Record
from kpuntt.imports.targets import CitationOf, ImportTarget, Key, Row
from kpuntt.regions.selectors import region_full_names
from performance.imports import LEGAL_DOCUMENTS, OFFICES
from performance.models import (
    LegalDocumentCount,
    Objective,
    OfficeBuilding,
    Ownership,
    PerformanceReport,
)

_REGION = "kode_wilayah"
_TOTAL_NAME = "Jumlah"
#: The largest order that every database can store.
_BEHIND = 32_767


class _EvidenceTarget(ImportTarget):
    """An evidence table: its lines belong to the objective that they support.

    The objective is that of the lines which the report has already, or the one of the same number
    as in the newest report that has such lines.
    """

    model = PerformanceReport
    evidence_model: ClassVar[type[Any]]

    def namer(self) -> Callable[[Row], str]:
        names = region_full_names()
        return lambda values: names.get(values[_REGION], _TOTAL_NAME)

    def lines(self, unit: PerformanceReport) -> QuerySet[Any]:
        """Return the lines of a report in their printed order."""
        return self.evidence_model._default_manager.filter(objective__report=unit)  # type: ignore[no-any-return]

    def objective(self, unit: PerformanceReport) -> Objective | None:
        """Return the objective that the lines support; ``None`` if nothing tells."""
        own = unit.objectives.filter(pk__in=self.lines(unit).values("objective")).first()
        if own is not None:
            return own
        others = self.evidence_model._default_manager.filter(
            objective__report__in=PerformanceReport.objects.published()
        ).order_by("-objective__report__year")
        number = others.values_list("objective__number", flat=True).first()
        return None if number is None else unit.objectives.filter(number=number).first()

    def refusals(self, unit: Any, records: Sequence[Record], region: str) -> list[CellError]:  # noqa: ARG002
        if self.objective(unit) is not None:
            return []
        problem = _("Laporan ini tidak mempunyai sasaran yang didukung tabel ini.")
        remedy = _("Pilih laporan lain, atau tambahkan dahulu sasarannya.")
        return [CellError(item.sheet, item.row, "", "", problem, remedy) for item in records]


class LegalDocumentTarget(_EvidenceTarget):
    """The JDIH table and its printed total."""

    kind: ClassVar[ImportKind] = LEGAL_DOCUMENTS
    line_model: ClassVar[type[Model]] = LegalDocumentCount
    evidence_model = LegalDocumentCount
    total_row: ClassVar[Row | None] = {_REGION: None}

    def current(
        self,
        unit: PerformanceReport,
        records: Sequence[Record],  # noqa: ARG002
        region: str,  # noqa: ARG002
    ) -> dict[Key, Row]:
        return {
            (line.region_id,): {
                _REGION: line.region_id,
                "fisik": line.physical,
                "web": line.web,
            }
            for line in self.lines(unit)
        }

    def write(
        self,
        draft: PerformanceReport,
        records: Sequence[Record],
        citation_of: CitationOf,
        region: str,  # noqa: ARG002
    ) -> None:
        objective = self.objective(draft)
        former = self.lines(draft)
        if all(record.values[_REGION] is not None for record in records):
            # A total that the file does not print goes on as it was printed before.
            former.filter(is_total=True).update(order=_BEHIND)
            former = former.filter(is_total=False)
        former.delete()
        LegalDocumentCount.objects.bulk_create(
            [
                LegalDocumentCount(
                    objective=objective,
                    order=order,
                    name=_printed_name(record, 120),
                    region_id=record.values[_REGION],
                    physical=record.values.get("fisik"),
                    web=record.values.get("web"),
                    is_total=record.values[_REGION] is None,
                    citation=citation_of(record),
                )
                for order, record in enumerate(records, start=1)
            ]
        )


class OfficeTarget(_EvidenceTarget):
    """The table of offices: a row per unit, a building per filled pair of cells."""

    kind: ClassVar[ImportKind] = OFFICES
    line_model: ClassVar[type[Model]] = OfficeBuilding
    evidence_model = OfficeBuilding
    longest = {f"{ownership}_luas": 20 for ownership in Ownership}

    def current(
        self,
        unit: PerformanceReport,
        records: Sequence[Record],  # noqa: ARG002
        region: str,  # noqa: ARG002
    ) -> dict[Key, Row]:
        rows: dict[Key, dict[str, Any]] = {}
        for line in self.lines(unit):
            row = rows.setdefault((line.region_id,), _blank_row(line.region_id))
            row[f"{line.ownership}_kondisi"] = line.repair
            row[f"{line.ownership}_luas"] = line.area_printed
        return dict(rows)

    def write(
        self,
        draft: PerformanceReport,
        records: Sequence[Record],
        citation_of: CitationOf,
        region: str,  # noqa: ARG002
    ) -> None:
        objective = self.objective(draft)
        self.lines(draft).delete()
        OfficeBuilding.objects.bulk_create(
            [
                OfficeBuilding(
                    objective=objective,
                    order=order,
                    unit_name=_printed_name(record, 80),
                    region_id=record.values[_REGION],
                    ownership=ownership,
                    repair=record.values[f"{ownership}_kondisi"],
                    area_printed=record.values.get(f"{ownership}_luas") or "",
                    area=record.values.get(f"{ownership}_luas_m2"),
                    citation=citation_of(record),
                )
                for order, record in enumerate(records, start=1)
                for ownership in Ownership
                if record.values.get(f"{ownership}_kondisi")
            ]
        )


def _blank_row(code: str) -> dict[str, Any]:
    cells = {f"{item}_{part}": None for item in Ownership for part in ("kondisi", "luas")}
    return {_REGION: code, **cells}


def _printed_name(record: Record, length: int) -> str:
    if record.values[_REGION] is None:
        return _TOTAL_NAME
    return " ".join(record.printed.get(_REGION, "").split())[:length]


EVIDENCE_TARGETS = (LegalDocumentTarget(), OfficeTarget())
