"""The page of the second of two people: what the other one saved, what is to stay."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from kpuntt.editing.merge import CellChange, Merge, State, merge
from kpuntt.editing.state import DELETE, management, names, sent_state, stored_state
from kpuntt.publishing.models import PublicationUnit

#: How a person chooses in a collision.
CHOICE = "pilih-"
MINE, THEIRS = "saya", "tersimpan"


def base_of(form: Any, formsets: Sequence[Any]) -> str:
    """Return the content of the form as the page will send it back: what the person began with."""
    return _packed(stored_state(form, formsets))


def _packed(state: State) -> str:
    filled = {
        row: {name: texts for name, texts in cells.items() if any(texts)}
        for row, cells in state.items()
    }
    return json.dumps({row: cells for row, cells in filled.items() if cells}, ensure_ascii=False)


def resolve(request: HttpRequest) -> bool:
    """Put what was chosen on the conflict page into what was sent.

    Returns whether a choice is still open; then what was typed is in place, to be shown again.
    """
    typed = _read(request.POST.get("yours", ""))
    if not typed:
        return False
    data = request.POST.copy()
    everything = "_overwrite" in data
    open_ = False
    for name, texts in typed.items():
        choice = MINE if everything else data.get(CHOICE + name)
        open_ = open_ or choice not in {MINE, THEIRS}
        if choice != THEIRS:
            data.setlist(name, [str(text) for text in texts])
    request.POST = data  # type: ignore[assignment]
    return open_


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _base(request: HttpRequest) -> State:
    found = _read(request.POST.get("base", ""))
    return {
        str(row): {
            str(name): [str(text) for text in texts]
            for name, texts in cells.items()
            if isinstance(texts, list)
        }
        for row, cells in found.items()
        if isinstance(cells, dict)
    }


def _complete(base: State, theirs: State) -> State:
    """The page sends filled cells only: every other cell that there was then was blank."""
    return {
        row: {name: base.get(row, {}).get(name, []) for name in cells}
        for row, cells in {**base, **theirs}.items()
    }


def conflict_context(
    request: HttpRequest, unit: PublicationUnit, form: Any, formsets: Sequence[Any]
) -> dict[str, Any]:
    """Return what the conflict page shows and sends."""
    theirs = stored_state(form, formsets)
    mine = sent_state(request.POST, form, formsets)
    base = _complete(_base(request), theirs)
    merged = merge(base=base, theirs=theirs, mine=mine)
    controls = {("", name): name for name in merged.values[""]}
    controls |= {(row, name): control for row, name, control in names(formsets, merged.values)}
    labels = _labels(form, formsets)
    # A cell that is still open keeps its first base, so that it collides until somebody chooses.
    begun = {row: dict(cells) for row, cells in theirs.items()}
    for cell in merged.collisions:
        begun[cell.row][cell.field] = cell.base or []
    collided = {controls[cell.row, cell.field] for cell in merged.collisions}
    hidden = [
        (control, text)
        for (row, name), control in controls.items()
        for text in (theirs if control in collided else merged.values)[row][name]
    ]
    hidden += management(formsets, merged.values).items()
    return {
        "who": _who(unit, request.POST.get("edits", "")),
        "hidden": hidden,
        "edits": unit.edits,
        "base": _packed(begun),
        "yours": json.dumps(
            {controls[cell.row, cell.field]: list(cell.mine) for cell in merged.collisions},
            ensure_ascii=False,
        ),
        "reason": request.POST.get("change_reason", ""),
        "asks_reason": "change_reason" in form.fields,
        "collisions": [
            {**_shown(cell, labels), "control": CHOICE + controls[cell.row, cell.field]}
            for cell in merged.collisions
        ],
        "theirs": [_shown(cell, labels) for cell in merged.theirs],
        "mine": [_shown(cell, labels) for cell in merged.mine],
        "returned": _returned(merged),
    }


def _who(unit: PublicationUnit, edits: str) -> str:
    """Name who saved after the first ``edits`` times."""
    since = int(edits) if edits.isdecimal() and len(edits) < 10 else -1
    history: Any = unit.history  # type: ignore[attr-defined]
    people = [
        record.history_user.get_full_name() or record.history_user.get_username()
        for record in history.filter(edits__gt=since).select_related("history_user")
        if record.history_user is not None
    ]
    return ", ".join(sorted(set(people))) or gettext("orang lain")


def _labels(form: Any, formsets: Sequence[Any]) -> dict[tuple[str, str], str]:
    labels = {("", name): str(form[name].label) for name in form.fields}
    for formset in formsets:
        for index, item in enumerate(formset.forms):
            place = str(item["row"].value() or "") if "row" in item.fields else ""
            place = place or str(item.instance.pk or f"+{index}")
            row = getattr(item, "label", "") or str(item.instance)
            for name in item.fields:
                column = gettext("hapus baris") if name == DELETE else item[name].label
                labels[f"{formset.prefix}:{place}", name] = f"{row}, {column}"
    return labels


def _shown(cell: CellChange, labels: Mapping[tuple[str, str], str]) -> dict[str, str]:
    return {
        "where": labels.get((cell.row, cell.field), cell.field),
        "base": _words(cell.base or ()),
        "theirs": _words(cell.theirs),
        "mine": _words(cell.mine),
    }


def _words(texts: Sequence[str]) -> str:
    return ", ".join(text for text in texts if text) or gettext("kosong")


def _returned(merged: Merge) -> list[str]:
    return [
        "; ".join(_words(texts) for texts in merged.values[row].values() if any(texts))
        for row in merged.returned
    ]
