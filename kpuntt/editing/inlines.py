"""The table of a unit as an inline of the admin."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.checks import InlineModelAdminChecks
from django.db.models import Field, Model, QuerySet
from django.forms import Textarea, TextInput, modelformset_factory
from django.http import HttpRequest

from kpuntt.editing.fields import figure_field
from kpuntt.editing.grid import GridFormSet, Row, RowForm
from kpuntt.publishing.models import PublicationUnit

if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
else:
    TabularInline = admin.TabularInline


#: Kept for the fields of the unit, the counters of the tables, and choices between two edits.
OTHER_FIELDS = 200


class UnitInlineChecks(InlineModelAdminChecks):
    """The lines may belong to the unit by way of other lines."""

    def _check_relation(self, obj: Any, parent_model: Any) -> list[Any]:  # noqa: ARG002
        return []

    def _check_exclude_of_parent_model(self, obj: Any, parent_model: Any) -> list[Any]:  # noqa: ARG002
        return []


class UnitInline(TabularInline):
    """Lines have no rights of their own: whoever may change the unit may change them."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._unit_room.has_view_permission(request, obj))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        room = self._unit_room
        if obj is None:
            return bool(room.has_add_permission(request))
        return bool(room.has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    @property
    def _unit_room(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)


class GridInline(UnitInline):
    """A table with a row for each thing that belongs in it.

    ``path`` leads from a line to its unit. ``columns`` are the fields to fill in. ``identities``
    are laws of one row for the browser (``plus``, ``minus``, ``equals``, ``says``), ``sum_columns``
    those that the rows with ``sum_keys`` add up. ``blamed`` names the field at which an error of a
    column that nobody types is shown.
    """

    template = "admin/editing/grid.html"
    checks_class = UnitInlineChecks
    form = RowForm
    formset = GridFormSet  # type: ignore[assignment]
    path: str
    columns: Sequence[str] = ()
    free = 0
    can_delete = True
    identities: ClassVar[Sequence[Mapping[str, Any]]] = ()
    sum_columns: Collection[str] = ()
    sum_keys: Collection[str] = ()
    blamed: ClassVar[Mapping[str, str]] = {}

    def rows(self, request: HttpRequest, unit: PublicationUnit | None) -> list[Row]:  # noqa: ARG002
        """Return the rows that belong in the table, in their order."""
        return []

    @staticmethod
    def key_of(line: Any) -> str:
        """Return the key of the row in which a stored line stands."""
        return str(line.pk)

    def lines(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        """Return the stored lines that the table shows, with what their labels need."""
        return queryset.select_related("citation__document").order_by("pk")

    def check_table(self, formset: GridFormSet) -> None:
        """Refuse what cannot be stored; a sum that does not add up is not for refusing."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        editable = self.has_change_permission(request, obj)
        made: Any = modelformset_factory(
            self.model,
            form=self.form,
            formset=self.formset,
            fields=[*self.columns],
            can_delete=self.can_delete and editable,
            # Each row has several fields: a form that can be sent never has as many rows.
            max_num=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
            formfield_callback=partial(self.formfield_for_dbfield, request=request),
        )
        made.grid = _Grid(self)
        made.editable = editable
        return made

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002
        return [*self.columns]

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Read figures as documents print them; keep words in one line."""
        if db_field.choices or db_field.is_relation:
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        made = figure_field(db_field)
        if (
            made is not None
            and isinstance(made.widget, TextInput | Textarea)
            and made.widget.attrs.get("size") is None
        ):
            made.widget = TextInput(
                {"size": 16, "maxlength": getattr(db_field, "max_length", None)}
            )
        return made


def close_what_cannot_be_sent(formsets: Sequence[Any]) -> None:
    """Show tables only, the largest first, until the server would take all that is left.

    It refuses a form of too many fields as a whole, and so everything that was typed.
    """
    grids = [item for item in formsets if isinstance(item, GridFormSet) and item.editable]
    most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS - OTHER_FIELDS
    for formset in sorted(grids, key=lambda item: item.controls, reverse=True):
        if sum(item.controls for item in grids if item.editable) > most:
            formset.close()


def editable_tables(formsets: Sequence[Any]) -> list[Any]:
    """Return the tables of which something is sent."""
    return [item for item in formsets if getattr(item, "editable", True)]


class _Grid:
    """What a formset asks of its inline."""

    def __init__(self, inline: GridInline) -> None:
        self.path, self.columns, self.free = inline.path, inline.columns, inline.free
        self.identities, self.sum_columns = inline.identities, inline.sum_columns
        self.sum_keys, self.blamed = inline.sum_keys, inline.blamed
        self.key_of, self.lines, self.check = inline.key_of, inline.lines, inline.check_table
