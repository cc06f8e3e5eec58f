"""What a table may hold only once: seen before saving, and rows that change places.

The database refuses a second row too, but in the middle of saving and without a word that helps.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import models
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Once:
    """A constraint inside one unit: ``columns`` are together there once, among rows ``where``."""

    columns: tuple[str, ...]
    where: tuple[tuple[str, Any], ...]

    def key(self, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Return what may be there only once; ``None`` where the constraint says nothing.

        A blank that may not be blank is refused by its field, not as a second one.
        """
        if any(values[name] != wanted for name, wanted in self.where):
            return None
        key = tuple(values[name] for name in self.columns)
        return None if None in key or "" in key else key


def constraints_of(model: type[models.Model], path: str) -> list[Once]:
    """Return the constraints of the lines of a unit to which ``path`` leads."""
    found = []
    for constraint in model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint):
            continue
        condition: Any = constraint.condition
        columns = (model._meta.get_field(name) for name in constraint.fields if name != path)
        found.append(
            Once(
                tuple(str(getattr(column, "attname", column.name)) for column in columns),
                tuple(condition.children) if condition is not None else (),
            )
        )
    return found


def stored_lines(lines: models.QuerySet[Any], constraints: list[Once]) -> dict[int, dict[str, Any]]:
    """Return what the constraints are about of each stored line, by its key."""
    names = {name for once in constraints for name in _names(once)}
    return {line["pk"]: line for line in lines.order_by().values("pk", *names)}


def _names(once: Once) -> tuple[str, ...]:
    return (*once.columns, *(name for name, _wanted in once.where))


def _values(line: Any, once: Once) -> dict[str, Any]:
    return {name: getattr(line, name) for name in _names(once)}


def refuse_seconds(formset: Any) -> None:
    """Put an error at each row that would be there a second time."""
    kept = sorted(formset.kept_forms, key=lambda form: bool(form.has_changed()))
    shown = {form.instance.pk for form in formset.initial_forms}
    for once in formset.constraints:
        holders = {
            once.key(line): gettext("baris yang tidak tampil di sini")
            for pk, line in formset.stored.items()
            if pk not in shown
        }
        for form in kept:
            key = once.key(_values(form.instance, once))
            if key is None or set(_names(once)) & set(form.errors):
                continue
            if key in holders:
                _refuse(form, once, holders[key], formset.grid.blamed)
            else:
                holders[key] = f"“{form.label}”"


def _refuse(form: Any, once: Once, holder: str, blamed: Mapping[str, str]) -> None:
    names = (blamed.get(name, name) for name in _names(once))
    field = next((name for name in names if name in form.fields), None)
    column = field or _names(once)[0]
    written = getattr(form.instance, f"get_{column}_display", None)
    message = gettext("“%(value)s” sudah dipakai %(row)s. Tulis yang lain.")
    value = written() if written else getattr(form.instance, column)
    form.refuse(field, message % {"value": value, "row": holder})


def step_aside(formset: Any) -> None:
    """Write free values where rows change places, so that each finds its place free when saved.

    The history does not tell of it: what the rows hold afterwards is saved right after this.
    """
    model = formset.model
    for once in formset.constraints:
        wanted = {once.key(_values(form.instance, once)) for form in formset.kept_forms}
        free = None
        for form in formset.initial_forms:
            former = formset.stored.get(form.instance.pk)
            final = _values(form.instance, once)
            if former is None or (key := once.key(former)) is None or key not in wanted:
                continue
            if key == once.key(final):
                continue
            row = model._default_manager.filter(pk=form.instance.pk)
            if once.where:
                row.update(**{name: final[name] for name, _wanted in once.where})
                continue
            column = _free_column(model, once)
            free = free or _free_values(formset, column)
            row.update(**{column.attname: next(free)})


def _free_column(model: Any, once: Once) -> Any:
    """Return the column of a constraint that can hold any value for a moment."""
    columns = (model._meta.get_field(name) for name in once.columns)
    return next(item for item in columns if not item.is_relation and not item.choices)


def _free_values(formset: Any, column: Any) -> Iterator[Any]:
    used = {str(line[column.attname]) for line in formset.stored.values()}
    used |= {str(getattr(form.instance, column.attname)) for form in formset.kept_forms}
    for number in count():
        if str(number) not in used:
            yield number if isinstance(column, models.IntegerField) else str(number)
