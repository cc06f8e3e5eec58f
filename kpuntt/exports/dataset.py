"""The declaration of a dataset: its columns, its filters and where its rows come from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from kpuntt.caching.models import Generation
from kpuntt.language import gettext_noop
from kpuntt.publishing.models import PublicationState, PublicationUnit

Row = tuple[Any, ...]
_WHOLE = Decimal(1)
#: Words for people: plain, or to be translated when they are shown.
Text = str | Promise


class ColumnType(StrEnum):
    """Type of a column, by its Frictionless name."""

    TEXT = "string"
    INTEGER = "integer"
    DECIMAL = "number"
    DATE = "date"
    YEAR = "year"
    BOOLEAN = "boolean"

    @property
    def label(self) -> str:
        """What the data dictionary calls it, in Indonesian; a page translates it."""
        return _TYPE_LABELS[self]

    @property
    def is_numeric(self) -> bool:
        """Whether values are aligned to the right and can be added or averaged."""
        return self in {ColumnType.INTEGER, ColumnType.DECIMAL}


_TYPE_LABELS = {
    ColumnType.TEXT: gettext_noop("teks"),
    ColumnType.INTEGER: gettext_noop("bilangan bulat"),
    ColumnType.DECIMAL: gettext_noop("desimal"),
    ColumnType.DATE: gettext_noop("tanggal"),
    ColumnType.YEAR: gettext_noop("tahun"),
    ColumnType.BOOLEAN: gettext_noop("ya/tidak"),
}


_MEASURES = {
    ColumnType.TEXT: gettext_noop("teks"),
    ColumnType.INTEGER: gettext_noop("jumlah"),
    ColumnType.DECIMAL: gettext_noop("nilai"),
    ColumnType.DATE: gettext_noop("waktu"),
    ColumnType.YEAR: gettext_noop("waktu"),
    ColumnType.BOOLEAN: gettext_noop("ya/tidak"),
}

#: Every unit that a column may have, so that each can be translated.
UNITS = frozenset(
    {
        "",
        "TPS",
        "m²",
        gettext_noop("buah"),
        gettext_noop("derajat"),
        gettext_noop("desa/kelurahan"),
        gettext_noop("dokumen"),
        gettext_noop("indikator"),
        gettext_noop("kecamatan"),
        gettext_noop("orang"),
        gettext_noop("pemilih"),
        gettext_noop("persen"),
        gettext_noop("rupiah"),
        gettext_noop("suara"),
    }
)


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by its short name, its address and its identifier in the SPDX list."""

    name: str
    url: str
    identifier: str


CC_BY = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/deed.id", "CC-BY-4.0")
ODBL = Licence("ODbL 1.0", "https://opendatacommons.org/licenses/odbl/1-0/", "ODbL-1.0")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a dataset.

    ``name`` is the permanent machine name in files, ``source`` the ORM path or expression it is
    read from. ``labels`` translates stored codes to the words that every format carries. ``trim``
    marks a decimal column whose figures have different precisions.

    Label, description, ``classification``, ``measure`` and ``unit`` are the concept, definition,
    classification, measure and unit that the data standard of Satu Data Indonesia asks for
    (Peraturan Presiden 39 of 2019).
    """

    name: str
    label: Text
    type: ColumnType
    source: str | Combinable
    description: Text
    unit: str = ""
    labels: Mapping[str, Text] | None = None
    trim: bool = False
    classification: Text = ""

    @property
    def measure(self) -> Text:
        """What kind of quantity a value is (Satu Data: ukuran)."""
        if self.labels is not None:
            return gettext_noop("kategori")
        if self.unit == "persen":
            return gettext_noop("persentase")
        if self.type == ColumnType.INTEGER and not self.unit:
            return gettext_noop("nomor")
        return _MEASURES[self.type]

    @property
    def classified(self) -> str:
        """The values that are possible, or the register that they are taken from."""
        if self.labels is None:
            return str(self.classification)
        return "; ".join(str(label) for label in self.labels.values())

    def expression(self) -> Combinable:
        """Return what to select; codes are translated by the database, alike for all formats."""
        source = F(self.source) if isinstance(self.source, str) else self.source
        if self.labels is None:
            return source
        if not isinstance(self.source, str):
            message = f"column {self.name}: labels need a plain path as source"
            raise TypeError(message)
        return Case(
            *(
                When(**{self.source: code}, then=Value(str(self.labels[code])))
                for code in self.labels
            ),
            default=source,
            output_field=CharField(),
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a dataset: a query parameter with a closed list of values.

    ``choices`` reads the list of (value, label); ``apply`` narrows the rows to one value.
    """

    name: str
    label: Text
    description: Text
    choices: Callable[[], Sequence[tuple[str, Text]]]
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Span:
    """Which versions of the rows are meant: those current at ``at``, changed at ``since`` or later.

    None for ``at`` is now; None for ``since`` asks for all rows.
    """

    at: datetime | None = None
    since: datetime | None = None


NOW = Span()


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table that the public may read, download and cite.

    ``rows`` returns the rows in their natural order, those of all versions where the dataset has a
    ``unit``: the ORM path from a row to its unit of publication, empty if the row is the unit
    itself, None if the rows are not published unit by unit. ``key`` are the columns whose values
    name a row in every version; ``areas`` are the areas whose publications can change the rows.
    ``covers`` is the path to the date or year that a row speaks about, if it does.
    """

    name: str
    title: Text
    description: Text
    columns: tuple[Column, ...]
    rows: Callable[[], QuerySet[Any]]
    areas: tuple[str, ...]
    key: tuple[str, ...]
    unit: str | None = None
    covers: str = ""
    keywords: tuple[Text, ...] = ()
    filters: tuple[Filter, ...] = ()
    rhythm: Text = ""
    attribution: Text = ""
    licence: Licence = CC_BY

    def column(self, name: str) -> Column:
        """Return the column of this machine name; ``KeyError`` if there is none."""
        return {column.name: column for column in self.columns}[name]

    @property
    def unit_model(self) -> type[PublicationUnit] | None:
        """The kind of unit that the rows are published in; None if they are in none."""
        if self.unit is None:
            return None
        model: Any = self.rows().model
        for name in filter(None, self.unit.split("__")):
            model = model._meta.get_field(name).related_model
        return cast("type[PublicationUnit]", model)

    def queryset(
        self, criteria: Mapping[str, str] | None = None, order: str = "", span: Span = NOW
    ) -> QuerySet[Any, Row]:
        """Return the published rows that meet ``criteria`` as tuples in column order.

        ``criteria`` maps filter names to values already checked against their choices; ``order``
        is a column name, with a minus in front for descending; ``span`` is the moment they are
        read as of and what they must have changed since.
        """
        queryset = self._filtered(criteria or {}, span)
        if order:
            expression = self.column(order.removeprefix("-")).expression()
            direction = (
                expression.desc(nulls_last=True)  # type: ignore[attr-defined]
                if order.startswith("-")
                else expression.asc(nulls_last=True)  # type: ignore[attr-defined]
            )
            queryset = queryset.order_by(direction, *_ordering(queryset))
        return queryset.values_list(*(column.expression() for column in self.columns))

    def distinct(self, name: str, criteria: Mapping[str, str], span: Span = NOW) -> list[Any]:
        """Return the distinct values of one column among the rows that meet ``criteria``."""
        queryset = self._filtered(criteria, span).order_by()
        values = queryset.values_list(self.column(name).expression(), flat=True).distinct()
        return sorted(value for value in values if value is not None)

    def _filtered(self, criteria: Mapping[str, str], span: Span) -> QuerySet[Any]:
        queryset = self._changed_since(self.published(span.at), span.since)
        for item in self.filters:
            if item.name in criteria:
                queryset = item.apply(queryset, criteria[item.name])
        return queryset

    def published(self, at: datetime | None = None) -> QuerySet[Any]:
        """Return the rows of the versions that are current, or were at the moment ``at``.

        ``ValueError`` if a moment is asked of a dataset whose rows have no versions.
        """
        model, rows = self.unit_model, self.rows()
        if model is None:
            if at is not None:
                message = f"dataset {self.name} keeps no versions"
                raise ValueError(message)
            return rows
        if at is None:
            return rows.filter(**{self._on_unit("state"): PublicationState.PUBLISHED})
        versions = model._default_manager.current_at(at)  # type: ignore[attr-defined]
        return rows.filter(**{f"{self.unit or 'pk'}__in": versions.values("pk")})

    def _changed_since(self, rows: QuerySet[Any], since: datetime | None) -> QuerySet[Any]:
        """Narrow to rows that can have changed since then: never fewer, at times more."""
        if since is None:
            return rows
        if self.unit is not None:
            return rows.filter(**{self._on_unit("published_at__gte"): since})
        changed = Generation.objects.filter(area=self.areas[0], changed_at__gte=since)
        return rows if changed.exists() else rows.none()

    def _on_unit(self, field: str) -> str:
        return f"{self.unit}__{field}" if self.unit else field

    def finish(self, row: Row) -> Row:
        """Drop the zeros that the database adds to whole numbers in columns of mixed precision."""
        return tuple(
            _trimmed(value) if column.trim and isinstance(value, Decimal) else value
            for column, value in zip(self.columns, row, strict=True)
        )

    def iterate(
        self, criteria: Mapping[str, str] | None = None, order: str = "", span: Span = NOW
    ) -> Iterator[Row]:
        """Yield the rows one by one; memory does not grow with their number."""
        for row in self.queryset(criteria, order, span).iterator(chunk_size=2000):
            yield self.finish(row)


def _trimmed(value: Decimal) -> Decimal:
    whole = value == value.to_integral_value()
    return value.quantize(_WHOLE) if whole else value.normalize()


def _ordering(queryset: QuerySet[Any]) -> Sequence[Any]:
    return queryset.query.order_by or queryset.model._meta.ordering
