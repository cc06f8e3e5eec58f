"""A table in a form: one row for each region (or indicator, or candidate) of a unit.

The rows that belong in the table are known before anything is entered, so a new draft shows them
all; those left blank are not stored. Free rows below take what is in no list.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.forms.models import BaseModelFormSet
from django.utils.translation import gettext

from kpuntt.editing.source import Place
from kpuntt.editing.uniqueness import (
    Once,
    constraints_of,
    refuse_seconds,
    step_aside,
    stored_lines,
)
from kpuntt.publishing.models import PublicationUnit

if TYPE_CHECKING:
    RowModelForm = forms.ModelForm[Any]
    ModelFormSet = BaseModelFormSet[Any, Any]
else:
    RowModelForm = forms.ModelForm
    ModelFormSet = BaseModelFormSet


@dataclass(frozen=True, slots=True)
class Row:
    """A row that belongs in a table: its key in the form, its name, and what identifies it."""

    key: str
    label: str
    values: Mapping[str, Any] = field(default_factory=dict)


class RowForm(RowModelForm):
    """One row; an error names row and column, because a table of 23 rows has many cells."""

    row = forms.CharField(required=False, widget=forms.HiddenInput)
    label: str = ""
    _errors: Any
    #: What identifies the row, if it belongs in the table.
    place: Row | None = None

    def full_clean(self) -> None:
        """Put the place in front of each error."""
        super().full_clean()
        for name, errors in (self._errors or {}).items():
            where = self._where(name)
            self._errors[name] = self.error_class(
                [f"{where}: {message}" for message in errors], renderer=self.renderer
            )

    def _where(self, name: str | None) -> str:
        if name not in self.fields:
            return self.label
        column = str(self.fields[name].label or name)
        return gettext("%(row)s, kolom %(column)s") % {"row": self.label, "column": column}

    def refuse(self, name: str | None, message: str) -> None:
        """Refuse a row that is right by itself but does not go with the others."""
        self.add_error(name, f"{self._where(name)}: {message}")

    def has_changed(self) -> bool:
        """Say whether a figure was typed; the key alone makes no row."""
        return any(name != "row" for name in self.changed_data)


@dataclass(frozen=True, slots=True)
class TableRow:
    """A form of the table as the template shows it."""

    label: str
    form: Any
    is_sum: bool
    source: str

    @property
    def cells(self) -> list[Any]:
        """The fields that are seen."""
        return [
            cell
            for cell in self.form.visible_fields()
            if cell.name != forms.formsets.DELETION_FIELD_NAME
        ]

    @property
    def deletion(self) -> Any:
        """The box that takes the row away, if the row is stored and may go."""
        name = forms.formsets.DELETION_FIELD_NAME
        return self.form[name] if name in self.form.fields and self.form.instance.pk else None


class GridFormSet(ModelFormSet):
    """The forms of a table. ``rows`` are those that belong in it, ``free`` the blank ones below."""

    #: Set by ``GridInline.get_formset``.
    grid: Any
    editable: bool = True
    #: Whether the table is only shown because a form of its size could not be sent.
    too_large: bool = False

    def __init__(
        self,
        *args: Any,
        instance: PublicationUnit | None = None,
        rows: Sequence[Row] = (),
        citation: models.Model | None = None,
        save_as_new: bool = False,  # noqa: ARG002 - Django's signature
        **kwargs: Any,
    ) -> None:
        self.instance = instance
        self.rows = {row.key: row for row in rows}
        #: The source of rows that are new; set before saving.
        self.citation = citation
        #: The source that most rows share; set before showing.
        self.place: Place | None = None
        queryset = kwargs.pop("queryset")
        stored = instance is not None and instance.pk is not None
        lines = queryset.filter(**{self.grid.path: instance.pk}) if stored else queryset.none()  # type: ignore[union-attr]
        kwargs["queryset"] = self.grid.lines(lines)
        super().__init__(*args, **kwargs)
        known = {self.grid.key_of(line) for line in self.get_queryset()}
        missing = [key for key in self.rows if key not in known] if self.editable else []
        self.initial_extra = [{"row": key} for key in missing]
        self.extra = len(missing) + (self.grid.free if self.editable else 0)

    @property
    def controls(self) -> int:
        """How many fields the table adds to what the browser sends."""
        per_row = len(self.grid.columns) + len(("id", "row", forms.formsets.DELETION_FIELD_NAME))
        return (len(self.get_queryset()) + self.extra) * per_row

    def close(self) -> None:
        """Show the stored rows only, and take nothing of what is sent."""
        self.too_large, self.editable, self.can_delete = True, False, False
        self.is_bound, self.extra, self.initial_extra = False, 0, []
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []

    def is_valid(self) -> bool:
        """Say whether what was sent can be saved; of a table that is only shown, nothing was."""
        return self.too_large or super().is_valid()

    @classmethod
    def get_default_prefix(cls) -> str:
        """Name the controls after the kind of line."""
        model: Any = cls.model
        return str(model._meta.model_name)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Tell the form which row it is."""
        super().add_fields(form, index)
        form.fields["row"].initial = self.grid.key_of(form.instance) if form.instance.pk else ""
        key = self._key(form)
        row = self.rows.get(key)
        form.place = row
        if row is not None:
            form.label = row.label
        elif form.instance.pk:
            form.label = str(form.instance)
        else:
            number = (
                ""
                if index is None
                else index + 1 - self.initial_form_count() - len(self.initial_extra or ())
            )
            form.label = gettext("Baris baru %(number)s") % {"number": number}

    def _key(self, form: Any) -> str:
        if form.instance.pk:
            return str(self.grid.key_of(form.instance))
        if form.is_bound:
            return str(form.data.get(form.add_prefix("row"), ""))
        return str((form.initial or {}).get("row", ""))

    def save_new(self, form: Any, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Give a new row its source."""
        if self.citation is not None and hasattr(form.instance, "citation_id"):
            form.instance.citation = self.citation
        return super().save_new(form, commit=commit)

    def save_existing_objects(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002
        """Take rows away before others get their places, parts before what they are part of."""
        gone = [form.instance for form in reversed(self.deleted_forms) if form.instance.pk]
        for line in gone:
            self.delete_existing(line, commit=commit)
        step_aside(self)
        saved = super().save_existing_objects(commit=commit)
        self.deleted_objects = gone
        return saved

    @cached_property
    def constraints(self) -> list[Once]:
        """What the lines of a unit may hold only once."""
        model: Any = self.model
        return constraints_of(model, self.grid.path)

    @cached_property
    def stored(self) -> dict[int, dict[str, Any]]:
        """What the constraints are about of all stored lines of the unit, as it was before."""
        if self.instance is None or self.instance.pk is None:
            return {}
        model: Any = self.model
        lines = model._default_manager.filter(**{self.grid.path: self.instance.pk})
        return stored_lines(lines, self.constraints)

    @property
    def kept_forms(self) -> list[Any]:
        """The forms whose rows will be there after saving."""
        return [
            form
            for form in self.forms
            if (form.instance.pk or form.has_changed())
            and not form.cleaned_data.get(forms.formsets.DELETION_FIELD_NAME)
        ]

    def clean(self) -> None:
        """Refuse a key that is not of this table, and what may be there only once."""
        super().clean()
        seen: set[str] = set()
        for form in self.extra_forms:
            if not form.has_changed() or not hasattr(form, "cleaned_data"):
                continue
            key = form.cleaned_data.get("row", "")
            if (key and key not in self.rows) or (not key and not self.grid.free):
                raise forms.ValidationError(
                    gettext("Baris “%(key)s” tidak ada dalam tabel ini.") % {"key": key}
                )
            if key and key in seen:
                raise forms.ValidationError(
                    gettext("Baris “%(row)s” terisi dua kali; hapus salah satunya.")
                    % {"row": self.rows[key].label}
                )
            seen.add(key)
            self._put(form, key)
        refuse_seconds(self)
        self.grid.check(self)

    def _put(self, form: Any, key: str) -> None:
        """Give a new row its unit and its place."""
        if "__" not in self.grid.path:
            setattr(form.instance, self.grid.path, self.instance)
        for name, value in (self.rows[key].values if key else {}).items():
            setattr(form.instance, name, value)

    @cached_property
    def table(self) -> list[TableRow]:
        """The rows in the order of the printed tables, free ones last."""
        order = {key: place for place, key in enumerate(self.rows)}
        end = len(order)
        forms_in_order = sorted(
            enumerate(self.forms), key=lambda item: (order.get(self._key(item[1]), end), item[0])
        )
        return [
            TableRow(
                form.label, form, self._key(form) in self.grid.sum_keys, self._own_source(form)
            )
            for _place, form in forms_in_order
            if self.editable or form.instance.pk
        ]

    def _own_source(self, form: Any) -> str:
        """The source of a stored row where it is not that of the whole draft."""
        if self.place is None or getattr(form.instance, "citation_id", None) is None:
            return ""
        own = form.instance.citation
        return "" if Place.of(own) == self.place else str(own)

    @property
    def columns(self) -> Iterator[tuple[str, str]]:
        """Name and label of each column."""
        for name in self.grid.columns:
            yield name, str(self.empty_form.fields[name].label)

    @property
    def rules(self) -> str:
        """The laws of a row that the browser checks while somebody types, as JSON."""
        return json.dumps(self.grid.identities)

    @property
    def sums(self) -> str:
        """The columns whose rows make up the row of sums, as JSON."""
        return json.dumps(list(self.grid.sum_columns))
