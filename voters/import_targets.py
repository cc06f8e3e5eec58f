"""How imported tables become lines of rolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kpuntt.formatting import DASHES
from kpuntt.imports.kinds import CellError, ImportKind, Record
from kpuntt.imports.targets import CitationOf, ImportTarget, Key, Row
from kpuntt.imports.unit_form import NewUnitForm
from kpuntt.regions.selectors import region_full_names
from voters.imports import REASONS, ROLL
from voters.imports.columns import PROVINCE, REGION
from voters.imports.rolls import FIGURES, SPECIAL_STATIONS
from voters.models import FigureCitation, ReasonKind, Roll, RollKind, RollLine, RollReason

#: Figures that a roll inherits from the one it starts from; the others count what changed since.
_INHERITED = ("kecamatan", "desa_kelurahan", "tps", "laki_laki", "perempuan", "jumlah")
_REMARK = "keterangan"


class NewRollForm(NewUnitForm):
    """What a new roll is: an election's at one stage, or continuous updating of one period."""

    class Meta:
        model = Roll
        fields = [
            *("title", "slug", "kind", "election", "stage", "period_kind", "period_number"),
            *("year", "as_of", "precision", "baseline", "summary"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["baseline"].queryset = Roll.objects.published()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A DPT has an election and a stage, a PDPB has a period."""
        values = super().clean() or self.cleaned_data
        is_dpt = values.get("kind") == RollKind.DPT
        needed, useless = ("election", "stage"), ("period_kind", "period_number")
        if not is_dpt:
            needed, useless = useless, needed
        for name in needed:
            if values.get(name) in (None, ""):
                self.add_error(name, _("Isi bagian ini untuk jenis daftar yang dipilih."))
        for name in useless:
            if values.get(name) not in (None, ""):
                self.add_error(name, _("Kosongkan bagian ini untuk jenis daftar yang dipilih."))
        return values


def _listed(region: str) -> Q:
    """Return which lines a table lists: province and regencies, or the parts of ``region``."""
    if region:
        return Q(region__parent_id=region)
    return Q(region_id=PROVINCE) | Q(region__parent_id=PROVINCE)


class RollTarget(ImportTarget):
    """The lines of a roll; the printed total is the line of the province."""

    kind: ClassVar[ImportKind] = ROLL
    model = Roll
    line_model = RollLine
    regional = True
    new_form = NewRollForm
    total_row: ClassVar[Row | None] = {REGION: PROVINCE}
    longest = {_REMARK: 300}
    keeps_unsaid = True

    def settle(self, record: Record) -> Record:
        """Remarks that were read as special polling stations are no notes, nor is a dash."""
        remark = record.values.get(_REMARK)
        if not remark or (remark not in DASHES and not SPECIAL_STATIONS.fullmatch(remark)):
            return record
        return replace(record, values={**record.values, _REMARK: None})

    def namer(self) -> Callable[[Row], str]:
        names = region_full_names()
        return lambda values: names.get(values[REGION], str(values[REGION]))

    def current(self, unit: Roll, records: Sequence[Record], region: str) -> dict[Key, Row]:  # noqa: ARG002
        lines = unit.lines.filter(_listed(region))
        return {(line.region_id,): _row(line) for line in lines}

    def baseline(self, unit: Roll) -> dict[Key, Row]:
        if unit.baseline is None:
            return {}
        lines = RollLine.objects.published().filter(roll__slug=unit.baseline.slug)
        rows = {line.region_id: _row(line) for line in lines}
        return {
            (code,): {name: row[name] for name in (REGION, *_INHERITED)}
            for code, row in rows.items()
        }

    def write(
        self, draft: Roll, records: Sequence[Record], citation_of: CitationOf, region: str
    ) -> None:
        former = {line.region_id: line for line in draft.lines.filter(_listed(region))}
        lines, kept_sources = [], []
        for record in records:
            code = record.values[REGION]
            line = former.pop(code, None) or RollLine(roll=draft, region_id=code)
            kept_sources.extend(_fill(line, record, citation_of))
            lines.append(line)
        # A total that the file does not print goes on as it was printed before.
        former.pop(PROVINCE, None)
        RollLine.objects.filter(pk__in=[line.pk for line in former.values()]).delete()
        _save(lines)
        read = {
            (line.pk, FIGURES[name])
            for line, record in zip(lines, records, strict=True)
            for name in record.values
            if name in FIGURES
        }
        own = FigureCitation.objects.filter(line__in=draft.lines.filter(_listed(region)))
        written = [row.pk for row in own if (row.line_id, row.figure) in read]
        FigureCitation.objects.filter(pk__in=written).delete()
        FigureCitation.objects.bulk_create(kept_sources, ignore_conflicts=True)


def _row(line: RollLine) -> dict[str, Any]:
    figures = {name: getattr(line, figure) for name, figure in FIGURES.items()}
    return {REGION: line.region_id, **figures, _REMARK: line.note}


def _fill(line: RollLine, record: Record, citation_of: CitationOf) -> list[FigureCitation]:
    """Write what the file says into ``line``; return the sources of the figures that stay."""
    former = line.citation if line.pk else None
    values = record.values
    for name, figure in FIGURES.items():
        if name in values:
            setattr(line, figure, values[name])
    if _REMARK in values:
        line.note = values[_REMARK] or ""
    line.citation = citation_of(record)
    if former is None:
        return []
    return [
        FigureCitation(line=line, figure=figure, citation=former)
        for name, figure in FIGURES.items()
        if name not in values and getattr(line, figure) is not None
    ]


def _save(lines: Sequence[RollLine]) -> None:
    RollLine.objects.bulk_create([line for line in lines if line.pk is None], batch_size=500)
    RollLine.objects.bulk_update(
        [line for line in lines if line.pk is not None],
        [*FIGURES.values(), "note", "citation"],
        batch_size=200,
    )


class ReasonTarget(ImportTarget):
    """The reasons below the lines of a published roll, of those directions that a file lists."""

    kind: ClassVar[ImportKind] = REASONS
    model = Roll
    line_model = RollReason
    regional = True

    def namer(self) -> Callable[[Row], str]:
        regions = region_full_names()
        kinds = dict(ReasonKind.objects.values_list("code", "name"))
        return lambda row: f"{regions.get(row[REGION], row[REGION])} · {kinds[row['alasan']]}"

    def current(self, unit: Roll, records: Sequence[Record], region: str) -> dict[Key, Row]:
        return {
            (reason.line.region_id, reason.kind.code): {
                REGION: reason.line.region_id,
                "alasan": reason.kind.code,
                "laki_laki": reason.male,
                "perempuan": reason.female,
                "jumlah": reason.total,
            }
            for reason in _reasons(unit, records, region).select_related("line", "kind")
        }

    def refusals(self, unit: Any, records: Sequence[Record], region: str) -> list[CellError]:
        lines = set(unit.lines.values_list("region_id", flat=True)) if unit else set()
        return [
            error for record in records for error in _reason_errors(record, lines, inside=region)
        ]

    def write(
        self, draft: Roll, records: Sequence[Record], citation_of: CitationOf, region: str
    ) -> None:
        _reasons(draft, records, region).delete()
        lines = {line.region_id: line for line in draft.lines.all()}
        kinds = {kind.code: kind for kind in ReasonKind.objects.all()}
        kept = RollReason.objects.filter(line__roll=draft)
        orders: dict[str, int] = {}
        for code, order in kept.values_list("line__region_id", "order"):
            orders[code] = max(order, orders.get(code, 0))
        reasons = []
        for record in records:
            code = record.values[REGION]
            orders[code] = orders.get(code, 0) + 1
            reasons.append(
                RollReason(
                    line=lines[code],
                    kind=kinds[record.values["alasan"]],
                    order=orders[code],
                    male=record.values.get("laki_laki"),
                    female=record.values.get("perempuan"),
                    total=record.values["jumlah"],
                    citation=citation_of(record),
                )
            )
        RollReason.objects.bulk_create(reasons, batch_size=500)


def _reasons(unit: Roll, records: Sequence[Record], region: str) -> QuerySet[RollReason]:
    """Return the reasons that a table like ``records`` replaces."""
    codes = {record.values["alasan"] for record in records}
    directions = ReasonKind.objects.filter(code__in=codes).values("direction")
    inside = Q(region_id=region) | Q(region__parent_id=region)
    lines = unit.lines.filter(inside) if region else unit.lines.all()
    return RollReason.objects.filter(line__in=lines, kind__direction__in=directions)


def _reason_errors(record: Record, lines: set[str], *, inside: str) -> list[CellError]:
    code, errors = record.values[REGION], []
    if code not in lines or not f"{code}.".startswith(inside and f"{inside}."):
        problem = _("Daftar yang diperbaiki tidak memuat baris wilayah ini.")
        remedy = _("Impor dahulu baris daftar pemilihnya, atau hapus baris ini.")
        errors.append(CellError(record.sheet, record.row, "Wilayah", code or "", problem, remedy))
    if record.values.get("jumlah") is None:
        problem, remedy = _("Sel jumlah kosong."), _("Isi jumlahnya; tulis “-” bila nihil.")
        errors.append(CellError(record.sheet, record.row, "Jumlah", "", problem, remedy))
    return errors


TARGETS = (RollTarget(), ReasonTarget())
