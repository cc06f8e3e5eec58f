"""The content of a change form as texts, read from the forms of the page or from what was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from kpuntt.editing.merge import State

#: Fields that say which row it is, not what is in it.
PLACES = ("row", "id")
#: Asked anew at each save.
NOT_KEPT = ("change_reason",)
DELETE = forms.formsets.DELETION_FIELD_NAME


def stored_state(form: Any, formsets: Sequence[Any]) -> State:
    """Return what unbound forms show."""
    state = {"": _shown(form)}
    for formset in formsets:
        for index, item in enumerate(formset.forms):
            state[_row(formset.prefix, _place(item), index)] = _shown(item)
    return state


def sent_state(data: QueryDict, form: Any, formsets: Sequence[Any]) -> State:
    """Return what was sent, whether or not the rows it speaks of still exist."""
    state = {"": _sent(data, form.fields, "")}
    for formset in formsets:
        prefix = formset.prefix
        total = str(data.get(f"{prefix}-TOTAL_FORMS", "0"))
        fields = formset.empty_form.fields
        for index in range(min(int(total) if total.isdecimal() else 0, formset.absolute_max)):
            place = data.get(f"{prefix}-{index}-row") or data.get(f"{prefix}-{index}-id") or ""
            state[_row(prefix, place, index)] = _sent(data, fields, f"{prefix}-{index}-")
    return state


def names(formsets: Sequence[Any], merged: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (row, field, name of the control) for the form that is to be sent again.

    Rows that are stored come first, as Django wants them; rows that were added follow.
    """
    for formset in formsets:
        known = [
            _row(formset.prefix, _place(item), index) for index, item in enumerate(formset.forms)
        ]
        added = [row for row in merged if row.startswith(f"{formset.prefix}:") and row not in known]
        for index, row in enumerate([*known, *added]):
            for name in merged[row]:
                yield row, name, f"{formset.prefix}-{index}-{name}"


def management(formsets: Sequence[Any], merged: Mapping[str, Any]) -> dict[str, str]:
    """Return the hidden counters and keys that belong to ``names``."""
    hidden: dict[str, str] = {}
    for formset in formsets:
        prefix = formset.prefix
        known = [_row(prefix, _place(item), index) for index, item in enumerate(formset.forms)]
        added = [row for row in merged if row.startswith(f"{prefix}:") and row not in known]
        hidden |= {
            f"{prefix}-TOTAL_FORMS": str(len(known) + len(added)),
            f"{prefix}-INITIAL_FORMS": str(formset.initial_form_count()),
        }
        for index, item in enumerate(formset.forms):
            hidden[f"{prefix}-{index}-id"] = str(item.instance.pk or "")
            if "row" in item.fields:
                hidden[f"{prefix}-{index}-row"] = _key(item)
        for index, row in enumerate(added, start=len(known)):
            hidden[f"{prefix}-{index}-row"] = (
                row.partition(":")[2]
                if "row" in formset.empty_form.fields and not row.partition(":")[2].startswith("+")
                else ""
            )
    return hidden


def _row(prefix: str, place: str, index: int) -> str:
    return f"{prefix}:{place}" if place else f"{prefix}:+{index}"


def _key(item: Any) -> str:
    return str(item["row"].value() or "") if "row" in item.fields else ""


def _place(item: Any) -> str:
    return _key(item) or str(item.instance.pk or "")


def _shown(form: Any) -> dict[str, list[str]]:
    return {
        name: texts(form[name].field.widget, form[name].value())
        for name in form.fields
        if _is_kept(form, name)
    }


def _is_kept(form: Any, name: str) -> bool:
    owner = getattr(form, "_meta", None)
    is_parent = owner is not None and isinstance(
        form.fields[name], forms.models.InlineForeignKeyField
    )
    return name not in PLACES and name not in NOT_KEPT and not is_parent


def _sent(data: QueryDict, fields: Mapping[str, forms.Field], prefix: str) -> dict[str, list[str]]:
    return {
        name: texts(field.widget, field.widget.value_from_datadict(data, {}, prefix + name))
        for name, field in fields.items()
        if name not in PLACES
        and name not in NOT_KEPT
        and not isinstance(field, forms.models.InlineForeignKeyField)
    }


def texts(widget: Any, value: Any) -> list[str]:
    """Return what a control sends for ``value``."""
    widget = getattr(widget, "widget", widget)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        return [str(item) for item in shown if item is not None]
    return [] if shown is None else [str(shown)]
