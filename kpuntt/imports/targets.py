"""What an area declares about the units that an import can correct or make."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.forms import ModelForm

from kpuntt.imports.kinds import CellError, ImportKind, Record
from kpuntt.provenance.models import Citation
from kpuntt.publishing.models import PublicationState, PublicationUnit

Key = tuple[Any, ...]
#: The values of a row by column name, as in a ``Record``.
Row = Mapping[str, Any]
CitationOf = Callable[[Record], Citation]


class ImportTarget(ABC):
    """How the rows of a kind become lines of a unit.

    ``line_model`` is what a regional operator must be allowed to change; ``regional`` says that a
    table of the parts of one regency can be imported by itself. ``new_form`` asks for the fields
    of a new unit; without one, only published units can be corrected. It must have a ``slug``.
    ``total_row`` identifies the row in which units keep the printed total, if they keep one.
    ``longest`` is how many letters a line can hold, by column name. ``keeps_unsaid`` says that a
    figure stays as it was where a file does not speak of it: a column that is not there, or one
    of the template that nobody filled. Only lines whose figures have sources of their own can.
    """

    kind: ClassVar[ImportKind]
    model: ClassVar[type[PublicationUnit]]
    line_model: ClassVar[type[Model]]
    regional: ClassVar[bool] = False
    new_form: ClassVar[type[ModelForm[Any]] | None] = None
    total_row: ClassVar[Row | None] = None
    longest: ClassVar[Mapping[str, int]] = {}
    keeps_unsaid: ClassVar[bool] = False

    def units(self) -> QuerySet[Any]:
        """Return the units that can be corrected."""
        return self.model._default_manager.filter(state=PublicationState.PUBLISHED)

    def settle(self, record: Record) -> Record:
        """Return ``record`` without what its unit keeps elsewhere or not at all."""
        return record

    def key_of(self, values: Row) -> Key:
        """Return what identifies a row."""
        return tuple(values.get(name) for name in self.kind.key)

    def namer(self) -> Callable[[Row], str]:
        """Return a function that says what people call a row; what it needs is read once."""
        names = self.kind.key
        return lambda values: " · ".join(str(values[n]) for n in names if values.get(n) is not None)

    @abstractmethod
    def current(self, unit: Any, records: Sequence[Record], region: str) -> dict[Key, Row]:
        """Return the rows of a published unit that a table like ``records`` replaces.

        ``region`` is the code of the region whose parts the table lists, or empty.
        """

    def baseline(self, unit: Any) -> dict[Key, Row]:  # noqa: ARG002
        """Return the rows that the figures of a new ``unit``, not yet saved, start from."""
        return {}

    def refusals(self, unit: Any, records: Sequence[Record], region: str) -> list[CellError]:  # noqa: ARG002
        """Return what keeps rows out of this very unit: ``None`` is one that has no rows yet."""
        return []

    def create(self, form: ModelForm[Any], citation: Citation) -> Any:  # noqa: ARG002
        """Save the draft that a valid ``new_form`` describes; ``citation`` is the whole file."""
        return form.save()

    @abstractmethod
    def write(
        self, draft: Any, records: Sequence[Record], citation_of: CitationOf, region: str
    ) -> None:
        """Replace the rows of ``draft`` that ``current`` returns by ``records``.

        What a person has added to a row that is still listed stays: its note, its finer reading.
        """


#: Every target by the name of its kind.
_TARGETS: dict[str, ImportTarget] = {}


def target_register(*targets: ImportTarget) -> None:
    """Let tables of these kinds be imported; an app registers them when it starts."""
    for target in targets:
        _TARGETS[target.kind.name] = target


def target_of(kind: str) -> ImportTarget:
    """Return the target of the kind of this name; ``KeyError`` if there is none."""
    return _TARGETS[kind]


def all_targets() -> list[ImportTarget]:
    """Return every target, by area and title."""
    return sorted(_TARGETS.values(), key=lambda item: (item.kind.area, item.kind.title))
