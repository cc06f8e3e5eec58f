"""Why a cell differs from the release before: what kind of change it is, and who says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from kpuntt.exports.columns import TEXT
from kpuntt.exports.dataset import Column, Dataset
from kpuntt.language import gettext_noop
from kpuntt.publishing.models import PublicationState, PublicationUnit
from kpuntt.releases.changes import Action, Change
from kpuntt.releases.tables import csv_rows

UnitName = tuple[str, str]
_ONCE_PUBLIC = (
    PublicationState.WITHDRAWN,
    PublicationState.SUPERSEDED,
    PublicationState.PUBLISHED,
)


class ChangeKind(StrEnum):
    """What kind of change it is; a page translates it."""

    NEW_PERIOD = gettext_noop("periode baru")
    CORRECTION = gettext_noop("koreksi")
    WITHDRAWAL = gettext_noop("penarikan")
    DEFINITION = gettext_noop("definisi")
    NEW = gettext_noop("baru")
    UPDATE = gettext_noop("pembaruan")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind of a change, its reason, and the unit that it came with, if with any.

    ``version`` is the version that is public now, None where the unit is public no longer.
    """

    kind: ChangeKind
    reason: str
    unit: UnitName | None = None
    version: int | None = None

    @classmethod
    def definition(cls) -> Verdict:
        """Return the verdict on what comes of another set of columns, not of other figures."""
        return cls(ChangeKind.DEFINITION, _("Susunan kolom atau kamus data berubah."))


@dataclass(frozen=True, slots=True)
class _History:
    """The versions of one unit that the public has seen, the earliest first."""

    versions: tuple[PublicationUnit, ...]

    @property
    def current(self) -> PublicationUnit | None:
        return next((u for u in self.versions if u.state == PublicationState.PUBLISHED), None)

    def notes(self, after: int) -> str:
        """What the versions after the given one say they correct."""
        later = (unit for unit in self.versions if unit.version > after)
        return " ".join(unit.public_note for unit in later if unit.public_note)


class Judge:
    """Tells the reason of each change of one dataset since the release before."""

    def __init__(
        self, dataset: Dataset, former: Mapping[UnitName, int], redefined: Iterable[str]
    ) -> None:
        """Read the units of ``dataset``.

        ``former`` are the versions in the release before, ``redefined`` the columns that it did not
        have or that are gone.
        """
        self._former = former
        self._redefined = frozenset(redefined)
        self._units: dict[tuple[str, ...], UnitName] = {}
        self._histories: dict[UnitName, _History] = {}
        model = dataset.unit_model
        if model is not None:
            self._histories = _histories(model)
            self._units = _units_by_key(dataset, model)
        self._by_units = model is not None

    def verdict(self, change: Change) -> Verdict:
        """Return kind and reason of ``change``."""
        if not change.key or (change.action is Action.CHANGED and change.column in self._redefined):
            return Verdict.definition()
        name = self._units.get(tuple(value for _column, value in change.key))
        if name is None:
            return self._without_unit(change)
        history, was = self._histories[name], self._former.get(name)
        current = history.current
        if current is None:
            last = history.versions[-1]
            return Verdict(ChangeKind.WITHDRAWAL, last.withdrawal_note, name)
        if was is None:
            reason = history.notes(1) or _("Terbitan baru: %(title)s.") % {"title": current}
            return Verdict(ChangeKind.NEW_PERIOD, reason, name, current.version)
        if current.version > was:
            return Verdict(ChangeKind.CORRECTION, history.notes(was), name, current.version)
        return Verdict(
            ChangeKind.UPDATE,
            _("Terbitannya tetap; nama wilayah, dokumen sumber, atau sebutannya yang berubah."),
        )

    def _without_unit(self, change: Change) -> Verdict:
        if self._by_units:
            return Verdict(ChangeKind.UPDATE, _("Terbitan baris ini tidak tercatat lagi."))
        kind = ChangeKind.NEW if change.action is Action.ADDED else ChangeKind.UPDATE
        return Verdict(kind, _("Bukan bagian dari suatu terbitan; diperbarui langsung."))


def published_units(datasets: Iterable[Dataset]) -> list[PublicationUnit]:
    """Return every unit that is public now, of all kinds that the datasets are published in."""
    models = {dataset.unit_model for dataset in datasets} - {None}
    ordered = sorted((model for model in models if model), key=lambda model: model._meta.label)
    return [
        unit
        for model in ordered
        for unit in model._default_manager.filter(state=PublicationState.PUBLISHED).order_by("slug")
    ]


def unit_name(unit: PublicationUnit) -> UnitName:
    """Return what names a unit in all its versions: its kind and its slug."""
    return (unit._meta.label_lower, unit.slug)


def _histories(model: type[PublicationUnit]) -> dict[UnitName, _History]:
    found: dict[UnitName, list[PublicationUnit]] = {}
    for unit in model._default_manager.filter(state__in=_ONCE_PUBLIC).order_by("slug", "version"):
        found.setdefault(unit_name(unit), []).append(unit)
    return {name: _History(tuple(versions)) for name, versions in found.items()}


def _units_by_key(
    dataset: Dataset, model: type[PublicationUnit]
) -> dict[tuple[str, ...], UnitName]:
    """Return which unit each row belongs to, rows of former and withdrawn versions included.

    A row that is public now belongs to the unit that it is public in.
    """
    prefix = f"{dataset.unit}__" if dataset.unit else ""
    slug = Column("slug", "slug", TEXT, f"{prefix}slug", "")
    named = replace(dataset, columns=(*map(dataset.column, dataset.key), slug))
    units: dict[tuple[str, ...], UnitName] = {}
    for state in _ONCE_PUBLIC:
        rows: Any = dataset.rows().filter(**{f"{prefix}state": state}).order_by()
        values = rows.values_list(*(column.expression() for column in named.columns))
        for *key, unit in csv_rows(named, values.iterator(chunk_size=2000)):
            units[tuple(key)] = (model._meta.label_lower, unit)
    return units
