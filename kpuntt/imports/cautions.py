"""What should make a person look twice before figures are submitted: each needs a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from kpuntt.formatting import format_figure
from kpuntt.imports.kinds import Record
from kpuntt.imports.targets import ImportTarget, Key, Row
from kpuntt.reconciliation import Check, Figure

#: A figure that moves further than this share of its former value is a jump.
JUMP = Decimal("0.2")
#: More rows than these with the same trouble share one caution, or nobody would read them.
MOST = 25


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence that needs a reason; ``key`` is the same as long as the same figures meet."""

    key: str
    text: str


def cautions_of(
    target: ImportTarget,
    records: Sequence[Record],
    name_of: Callable[[Row], str],
    *,
    start: Mapping[Key, Row],
    gone: Sequence[str],
    unsaid: Mapping[str, int],
    findings: Sequence[Check],
    mismatches: Sequence[str],
    total_missing: bool,
    is_new: bool,
) -> list[Caution]:
    """Return the cautions of a comparison.

    ``start`` are the rows that figures are held against, ``gone`` the names of published rows that
    the file does not list, ``unsaid`` how many published values a column has that the file does
    not fill, by its label, ``mismatches`` the signs that it is another table.
    """
    cautions = [
        *[_caution("salah-berkas", text, text) for text in mismatches],
        *_gathered(
            "lonjakan",
            list(_jumps(target, records, name_of, start)),
            _("angka berubah lebih dari 20 % pada %(count)s baris"),
        ),
        *_gathered(
            "temuan",
            [_finding(check) for check in findings],
            _("hitungan tidak cocok pada %(count)s tempat"),
        ),
    ]
    if gone:
        text = _("%(count)s baris versi terbit tidak ada dalam berkas dan akan hilang: %(names)s.")
        cautions.append(
            _caution("hilang", text % {"count": len(gone), "names": _some(gone)}, *sorted(gone))
        )
    for label, count in unsaid.items():
        text = _("Berkas ini tidak mengisi kolom “%(label)s”; %(count)s isi terbit akan hilang.")
        sentence = text % {"label": label, "count": count}
        cautions.append(_caution("kolom-hilang", sentence, sentence))
    if total_missing:
        text = _("Berkas ini tidak memuat baris jumlah; jumlah tercetak yang terbit tetap dipakai.")
        if is_new:
            text = _(
                "Berkas ini tidak memuat baris jumlah; terbitannya tidak akan menampilkan jumlah "
                "tercetak."
            )
        cautions.append(_caution("tanpa-jumlah", text))
    return cautions


def _jumps(
    target: ImportTarget,
    records: Sequence[Record],
    name_of: Callable[[Row], str],
    start: Mapping[Key, Row],
) -> Iterator[str]:
    labels = {column.name: column.label for column in target.kind.columns}
    for record in records:
        before = start.get(target.key_of(record.values))
        if before is None:
            continue
        found = [
            _("%(label)s %(old)s → %(new)s")
            % {"label": label, "old": _shown(before.get(name)), "new": _shown(new)}
            for name, label in labels.items()
            for new in [record.values.get(name)]
            if _is_jump(before.get(name), new)
        ]
        if found:
            yield f"{name_of(record.values)}: {', '.join(found)}"


def _is_jump(old: Any, new: Any) -> bool:
    if not isinstance(old, int | Decimal) or not isinstance(new, int | Decimal):
        return False
    former = Decimal(old)
    return abs(new - former) > JUMP * abs(former)


def _finding(check: Check) -> str:
    text = _("%(title)s, %(where)s: tercetak %(printed)s, terhitung %(computed)s")
    return text % {
        "title": check.rule.title,
        "where": check.where,
        "printed": _shown(check.printed),
        "computed": _shown(check.computed),
    }


def _gathered(sort: str, sentences: list[str], heading: str) -> list[Caution]:
    """Return one caution for each sentence, or one for all if they are too many."""
    if len(sentences) <= MOST:
        return [_caution(sort, f"{sentence}.", sentence) for sentence in sentences]
    opening = heading % {"count": len(sentences)}
    text = f"{opening[:1].upper()}{opening[1:]}: {_some(sentences)}."
    return [_caution(sort, text, *sentences)]


def _some(names: Sequence[str]) -> str:
    shown = "; ".join(islice(names, 5))
    return shown if len(names) <= 5 else _("%(names)s; dan lain-lain") % {"names": shown}


def _caution(sort: str, text: str, *facts: str) -> Caution:
    digest = hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]
    return Caution(f"{sort}-{digest}", text)


def _shown(value: Figure | None) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else format_figure(value)
