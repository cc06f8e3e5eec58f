"""The history of a unit with its lines: steps of people, newest first, each with old → new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model, Q
from django.utils import timezone
from django.utils.translation import gettext

from kpuntt.formatting import format_date, format_decimal, format_integer
from kpuntt.publishing.models import PublicationUnit

#: What the portal keeps for itself; a change of it is no news.
_OWN = {"edits", "made_by", "verified_by", "published_at", "scheduled_by"}
#: More new rows than this in one step are counted, not listed: a copy, an import.
_LISTED = 5


#: Kind and number of a record → the record before it of the same row.
Predecessors = dict[tuple[type, int], Any]
#: Kind and key of a row → the row in words.
Names = dict[tuple[Any, Any], str]


@dataclass(frozen=True, slots=True)
class Trail:
    """A kind of line whose history belongs to a unit; ``path`` leads from the line to the unit."""

    model: type[Model]
    path: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its old and new value in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happened to one row."""

    kind: str
    row: str
    fields: Sequence[FieldChange]


@dataclass(frozen=True, slots=True)
class Step:
    """What one person did at one time."""

    at: datetime
    who: str
    why: str
    rows: Sequence[RowChange]
    added: Sequence[str]


class UnitHistory:
    """The steps in the life of a unit; ``len`` and slices make it pageable."""

    def __init__(self, unit: PublicationUnit, trails: Iterable[Trail] = ()) -> None:
        self.records: list[Any] = [_records(type(unit)).filter(id=unit.pk)]
        for trail in trails:
            owners = _owner_ids(trail.model, trail.path, unit.pk)
            self.records.append(_records(trail.model).filter(owners))
        self._order()

    @classmethod
    def of_row(cls, row: Model) -> UnitHistory:
        """Return the history of a single line."""
        history = cls.__new__(cls)
        history.records = [_records(type(row)).filter(id=row.pk)]
        history._order()  # noqa: SLF001 - our own
        return history

    def _order(self) -> None:
        times: set[datetime] = set()
        for records in self.records:
            times.update(records.order_by().values_list("history_date", flat=True).distinct())
        self.times = sorted(times, reverse=True)

    def __len__(self) -> int:
        return len(self.times)

    def __getitem__(self, part: slice) -> list[Step]:
        """Return the steps of a page, in a number of queries that depends on the kinds only."""
        times = self.times[part]
        found: dict[datetime, list[Any]] = {at: [] for at in times}
        for records in self.records:
            for record in (
                records.filter(history_date__in=times)
                .select_related("history_user")
                .order_by("history_id")
            ):
                found[record.history_date].append(record)
        before = _predecessors([item for items in found.values() for item in items])
        names = _names(before, [item for items in found.values() for item in items])
        return [_step(at, items, before, names) for at, items in found.items()]


def _records(model: type[Model]) -> Any:
    return model.history.model.objects  # type: ignore[attr-defined]


def _owner_ids(model: type[Model], path: str, pk: int) -> Q:
    """Return what the records of lines of a unit have in common, also of lines that are gone."""
    name, _, rest = path.partition("__")
    if not rest:
        return Q(**{f"{name}_id": pk})
    owner: Any = model._meta.get_field(name).related_model
    live = owner._default_manager.filter(**{rest: pk}).values("pk")
    found = Q(**{f"{name}_id__in": live})
    if hasattr(owner, "history"):
        gone = _records(owner).filter(_owner_ids(owner, rest, pk)).values("id")
        found |= Q(**{f"{name}_id__in": gone})
    return found


def _predecessors(records: Sequence[Any]) -> Predecessors:
    """Return for each changed record the one before it of the same row."""
    found: Predecessors = {}
    by_model: dict[type, list[Any]] = {}
    for record in records:
        if record.history_type == "~":
            by_model.setdefault(type(record), []).append(record)
    for model, items in by_model.items():
        newest = max(item.history_id for item in items)
        earlier = model._default_manager.filter(  # type: ignore[attr-defined]
            id__in={item.id for item in items}, history_id__lte=newest
        ).order_by("id", "history_id")
        last: Any = None
        for record in earlier:
            if last is not None and last.id == record.id:
                found[model, record.history_id] = last
            last = record
    return found


def _names(before: Predecessors, records: Sequence[Any]) -> Names:
    """Return the rows to which changed fields lead, in words; a row that is gone has none."""
    wanted: dict[Any, set[Any]] = {}
    for record in records:
        former = before.get((type(record), record.history_id))
        for field in _fields(record) if record.history_type == "~" else ():
            values = {getattr(item, field.attname) for item in (former, record) if item is not None}
            if field.is_relation and len(values) + (former is None) > 1:
                wanted.setdefault(field.related_model, set()).update(values - {None})
    return {
        (model, pk): str(row)
        for model, pks in wanted.items()
        for pk, row in model._default_manager.select_related().in_bulk(pks).items()
    }


def _step(at: datetime, records: Sequence[Any], before: Predecessors, names: Names) -> Step:
    first = records[0]
    rows = []
    added = [record for record in records if record.history_type == "+"]
    for record in records:
        if record.history_type == "~":
            former = before.get((type(record), record.history_id))
            fields = list(_changes(former, record, names))
            if fields:
                rows.append(RowChange(gettext("diubah"), _name(record), fields))
        elif record.history_type == "-":
            rows.append(
                RowChange(gettext("dihapus dari konsep"), _name(record), list(_values(record)))
            )
    if len(added) <= _LISTED:
        rows.extend(
            RowChange(gettext("ditambahkan"), _name(record), list(_values(record)))
            for record in added
        )
        added = []
    user = first.history_user
    who = (user.get_full_name() or user.get_username()) if user else gettext("portal")
    return Step(at, who, first.history_change_reason or "", rows, _counted(added))


def _counted(records: Sequence[Any]) -> list[str]:
    counts: dict[str, int] = {}
    for record in records:
        name = str(record.instance_type._meta.verbose_name)
        counts[name] = counts.get(name, 0) + 1
    return [f"{format_integer(count)} {name}" for name, count in counts.items()]


def _name(record: Any) -> str:
    """Name a row by its kind and its place, without asking the database row by row."""
    kind = str(record.instance_type._meta.verbose_name)
    place = next(
        (
            str(value)
            for name in ("region_id", "code", "printed_name", "name", "document")
            if (value := getattr(record, name, None))
        ),
        "",
    )
    return f"{kind} {place}".strip()


def _fields(record: Any) -> Iterator[Field[Any, Any]]:
    for field in record.tracked_fields:
        if not field.primary_key and field.name not in _OWN:
            yield field


def _changes(old: Any, new: Any, names: Names) -> Iterator[FieldChange]:
    for field in _fields(new):
        after = getattr(new, field.attname)
        if old is None:
            if after not in (None, "", False):
                found = _words(field, after, names)
                yield FieldChange(_label(field), gettext("tidak tercatat"), found)
        elif (former := getattr(old, field.attname)) != after:
            words = _words(field, former, names), _words(field, after, names)
            yield FieldChange(_label(field), *words)


def _values(record: Any) -> Iterator[FieldChange]:
    for field in _fields(record):
        value = getattr(record, field.attname)
        if value not in (None, "", False) and not field.is_relation:
            yield FieldChange(_label(field), "", _words(field, value, {}))


def _label(field: Field[Any, Any]) -> str:
    return str(field.verbose_name)


def _words(field: Field[Any, Any], value: Any, names: Names) -> str:
    if value is None or value == "":
        return gettext("kosong")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        return names.get((field.related_model, value), str(value))
    return _written(value)


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, bool):
        return gettext("ya") if value else gettext("tidak")
    if isinstance(value, int):
        return format_integer(value)
    return format_decimal(value) if isinstance(value, Decimal) else str(value)
