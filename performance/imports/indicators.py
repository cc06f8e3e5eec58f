"""The table of indicators with their targets, results and achievements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kpuntt.formatting import FigureError, parse_decimal
from kpuntt.imports.kinds import Accepted, Draft, ImportColumn, ImportKind, Record, ValueType
from kpuntt.imports.words import plain_text, words
from kpuntt.publishing.models import PublicationState
from kpuntt.reconciliation import Check
from performance import rules
from performance.checks import AREA, scale_of
from performance.models import GradeBand, Indicator

_MEASURES = ("target", "realisasi", "capaian")


def _grades() -> frozenset[str]:
    return frozenset(GradeBand.objects.values_list("grade", flat=True))


def _arrange_indicators(drafts: Sequence[Draft], within: str) -> None:  # noqa: ARG001
    """Read what each measure means: a grade of a known scale, or a number."""
    grades = _grades()
    for draft in drafts:
        for name in _MEASURES:
            if name not in draft.printed:
                continue
            text = plain_text(draft.printed[name])
            draft.values[f"{name}_angka"] = draft.values[f"{name}_predikat"] = None
            if text in grades:
                draft.values[f"{name}_predikat"] = text
                continue
            try:
                draft.values[f"{name}_angka"] = parse_decimal(draft.printed[name])
            except FigureError:
                draft.refuse(
                    name,
                    f"“{text}” bukan bilangan dan bukan predikat.",
                    f"Tulis satu bilangan atau salah satu predikat: {', '.join(sorted(grades))}.",
                )


def _measure(values: Mapping[str, Any], name: str) -> rules.Measure:
    number: Decimal | None = values.get(f"{name}_angka")
    return rules.Measure(number, values.get(f"{name}_predikat") or "")


def _check_indicators(table: Accepted) -> Sequence[Check]:
    published = (
        Indicator.objects.filter(objective__report__state=PublicationState.PUBLISHED)
        .select_related("scale")
        .prefetch_related("scale__bands")
        .order_by("objective__report__year", "pk")
    )
    known = {words(indicator.name): indicator for indicator in published}
    return list(_indicator_checks(table.records, known))


def _indicator_checks(records: Sequence[Record], known: Mapping[str, Indicator]) -> Iterator[Check]:
    """Yield the check of each achievement; a new indicator has no known way to compute it."""
    for record in records:
        indicator = known.get(words(record.values["indikator"]))
        yield rules.check_achievement(
            indicator.short_name if indicator else record.values["indikator"],
            indicator.method if indicator else "",
            _measure(record.values, "target"),
            _measure(record.values, "realisasi"),
            printed=record.values.get("capaian_angka"),
            scale=scale_of(indicator) if indicator else {},
        )


INDICATORS = ImportKind(
    name="indikator-kinerja",
    title="Indikator kinerja",
    area=AREA,
    key=("indikator",),
    columns=(
        ImportColumn(
            "sasaran",
            "Sasaran",
            ValueType.TEXT,
            ("Sasaran Strategis", "Sasaran Program", "Sasaran Kegiatan"),
            spans=True,
            wraps=True,
            help="Boleh kosong bila sama dengan baris di atasnya.",
        ),
        ImportColumn(
            "indikator",
            "Indikator",
            ValueType.TEXT,
            ("Indikator Kinerja", "Indikator Kinerja Utama", "IKU"),
            required=True,
            wraps=True,
        ),
        ImportColumn(
            "target",
            "Target",
            ValueType.TEXT,
            required=True,
            figure=True,
            help="Bilangan, persen, atau predikat seperti tercetak.",
        ),
        ImportColumn(
            "realisasi",
            "Realisasi",
            ValueType.TEXT,
            required=True,
            figure=True,
            help="Bilangan, persen, atau predikat seperti tercetak.",
        ),
        ImportColumn(
            "capaian",
            "Capaian",
            ValueType.TEXT,
            ("% Capaian", "Capaian (%)", "Persentase Capaian"),
            figure=True,
            help="Seperti tercetak; portal menghitungnya sendiri di sebelahnya.",
        ),
    ),
    arrange=_arrange_indicators,
    check=_check_indicators,
    examples=(
        {
            "sasaran": "Meningkatnya akuntabilitas keuangan dan kinerja KPU Provinsi Nusa "
            "Tenggara Timur",
            "indikator": "Nilai Evaluasi atas akuntabilitas kinerja KPU Provinsi Nusa Tenggara "
            "Timur",
            "target": "B",
            "realisasi": "BB",
            "capaian": "103",
        },
        {
            "indikator": "Nilai Evaluasi atas pelaksanaan reformasi birokrasi KPU Provinsi Nusa "
            "Tenggara Timur",
            "target": "78",
            "realisasi": "89,25",
            "capaian": "114,43",
        },
    ),
)
