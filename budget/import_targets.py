"""How imported tables become lines of budget snapshots and grant reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from django.forms import ModelForm

from budget.codes import DEPTHS, TOTAL
from budget.imports import GRANTS, PRINTED, REALISATION
from budget.models import BudgetLine, BudgetSnapshot, GrantLine, GrantReport, LineKind
from kpuntt.imports.kinds import ImportKind, Record
from kpuntt.imports.targets import CitationOf, ImportTarget, Key, Row
from kpuntt.imports.unit_form import NewUnitForm
from kpuntt.provenance.models import Citation
from kpuntt.regions.selectors import region_full_names

_FIGURES = {
    "pagu": "ceiling",
    "realisasi": "realisation",
    "sisa": "remaining",
    "persen": "percent",
}
_AMOUNTS = {"hibah_pilbup": "regent", "hibah_pilgub": "governor"}
_TOTAL_CODE = "TOTAL"
_REGION = "kode_wilayah"
_TOTAL_NAME = "Jumlah"
#: The largest order that every database can store.
_BEHIND = 32_767


class NewSnapshotForm(NewUnitForm):
    """Which year and month a new snapshot reaches."""

    class Meta:
        model = BudgetSnapshot
        fields = ["title", "slug", "year", "month", "basis", "revision"]


class NewGrantsForm(NewUnitForm):
    """Which round of elections new grants are for."""

    class Meta:
        model = GrantReport
        fields = ["title", "slug", "year"]


class SnapshotTarget(ImportTarget):
    """The printed lines of a snapshot; the portal's balancing lines are written anew."""

    kind: ClassVar[ImportKind] = REALISATION
    model = BudgetSnapshot
    line_model: ClassVar[type[Model]] = BudgetLine
    new_form: ClassVar[type[ModelForm[Any]] | None] = NewSnapshotForm
    total_row: ClassVar[Row | None] = {
        PRINTED: _TOTAL_CODE,
        "kode": _TOTAL_CODE,
        "tingkat": TOTAL,
        "kode_induk": None,
    }
    longest = {"uraian": 250, PRINTED: 60}

    def current(
        self,
        unit: BudgetSnapshot,
        records: Sequence[Record],  # noqa: ARG002
        region: str,  # noqa: ARG002
    ) -> dict[Key, Row]:
        return {(line.code,): _snapshot_row(line) for line in _printed(unit)}

    def baseline(self, unit: BudgetSnapshot) -> dict[Key, Row]:
        """Only ceilings go on from month to month; realisation grows."""
        before = (
            BudgetSnapshot.objects.published()
            .filter(year=unit.year, month__lt=unit.month)
            .order_by("-month")
            .first()
        )
        if before is None:
            return {}
        return {(line.code,): {"pagu": line.ceiling} for line in _printed(before)}

    def create(self, form: ModelForm[Any], citation: Citation) -> Any:
        form.instance.citation = citation
        return form.save()

    def write(
        self,
        draft: BudgetSnapshot,
        records: Sequence[Record],
        citation_of: CitationOf,
        region: str,  # noqa: ARG002
    ) -> None:
        former = {line.code: line for line in _printed(draft)}
        total = _kept_total(draft.lines.filter(level=TOTAL), records)
        draft.lines.exclude(pk=total.pk if total else 0).delete()
        levels: dict[int, list[tuple[BudgetLine, str | None]]] = {}
        for order, record in enumerate(records, start=1):
            line = _line(draft, order, record, former.get(record.values["kode"]))
            line.citation = citation_of(record)
            item = (line, record.values["kode_induk"])
            levels.setdefault(DEPTHS[record.values["tingkat"]], []).append(item)
        made: dict[str | None, BudgetLine] = {}
        if total is not None:
            made[None] = total
        # From the top down: a line can only be written once the one above it is.
        for depth in sorted(levels):
            for line, parent in levels[depth]:
                line.parent = made.get(parent)
            BudgetLine.objects.bulk_create([line for line, _p in levels[depth]], batch_size=500)
            made.update({line.code: line for line, _parent in levels[depth]})


_Line = TypeVar("_Line", BudgetLine, GrantLine)


def _kept_total(found: QuerySet[_Line], records: Sequence[Record]) -> _Line | None:
    """Return the former total, behind all records, if these bring none: it goes on as printed."""
    keys = {record.values.get("kode", record.values.get(_REGION)) for record in records}
    total = found.first()
    if total is None or keys & {None, _TOTAL_CODE}:
        return None
    total.order = _BEHIND
    total.save(update_fields=["order"])
    return total


def _printed(unit: BudgetSnapshot) -> list[BudgetLine]:
    return list(unit.lines.filter(kind=LineKind.PRINTED))


def _snapshot_row(line: BudgetLine) -> dict[str, Any]:
    figures = {name: getattr(line, field) for name, field in _FIGURES.items()}
    return {"kode": line.code, PRINTED: line.printed_code, "uraian": line.name, **figures}


def _line(
    draft: BudgetSnapshot, order: int, record: Record, former: BudgetLine | None
) -> BudgetLine:
    """Return the line of a record, with the note of the former line."""
    values = record.values
    return BudgetLine(
        snapshot=draft,
        order=order,
        level=values["tingkat"],
        printed_code=values[PRINTED],
        code=values["kode"],
        name=values.get("uraian") or "",
        note=former.note if former else "",
        **{field: values.get(name) for name, field in _FIGURES.items()},
    )


class GrantsTarget(ImportTarget):
    """The grants of all governments and the printed total."""

    kind: ClassVar[ImportKind] = GRANTS
    model = GrantReport
    line_model: ClassVar[type[Model]] = GrantLine
    new_form: ClassVar[type[ModelForm[Any]] | None] = NewGrantsForm
    total_row: ClassVar[Row | None] = {_REGION: None}

    def namer(self) -> Callable[[Row], str]:
        names = region_full_names()
        return lambda values: names.get(values[_REGION], _TOTAL_NAME)

    def current(self, unit: GrantReport, records: Sequence[Record], region: str) -> dict[Key, Row]:  # noqa: ARG002
        return {(line.region_id,): _grant_row(line) for line in unit.lines.all()}

    def write(
        self,
        draft: GrantReport,
        records: Sequence[Record],
        citation_of: CitationOf,
        region: str,  # noqa: ARG002
    ) -> None:
        former = {line.region_id: line for line in draft.lines.all()}
        total = _kept_total(draft.lines.filter(is_total=True), records)
        draft.lines.exclude(pk=total.pk if total else 0).delete()
        lines = []
        for order, record in enumerate(records, start=1):
            code = record.values[_REGION]
            line = former.get(code)
            lines.append(
                GrantLine(
                    report=draft,
                    order=order,
                    is_total=code is None,
                    region_id=code,
                    printed_name=_printed_name(record, line),
                    note=line.note if line else "",
                    citation=citation_of(record),
                    **{field: record.values.get(name) for name, field in _AMOUNTS.items()},
                )
            )
        GrantLine.objects.bulk_create(lines, batch_size=500)


def _grant_row(line: GrantLine) -> dict[str, Any]:
    amounts = {name: getattr(line, field) for name, field in _AMOUNTS.items()}
    return {_REGION: line.region_id, **amounts}


def _printed_name(record: Record, former: GrantLine | None) -> str:
    if record.values[_REGION] is None:
        return former.printed_name if former else _TOTAL_NAME
    return " ".join(record.printed.get(_REGION, "").split())[:80]


TARGETS = (SnapshotTarget(), GrantsTarget())
