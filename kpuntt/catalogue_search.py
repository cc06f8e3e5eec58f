"""Finding a dataset in the catalogue: by words, by area, and by whether it speaks of regions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from kpuntt.catalogue import Holding
from kpuntt.datasets import AREA_LABELS
from kpuntt.exports.dataset import Dataset, Text
from kpuntt.search.words import index_words, tokens

WORDS, AREA, PLACE = "q", "bidang", "wilayah"
MAX_WORDS = 64
REFERENCE = "acuan"


def _area(dataset: Dataset) -> str:
    return dataset.areas[0] if dataset.areas[0] in AREA_LABELS else REFERENCE


def _place(dataset: Dataset) -> str:
    names = {column.name for column in dataset.columns}
    return "ya" if "kode_wilayah" in names else "tidak"


#: What a dataset is sorted by: its value, and the words for each value.
_FACETS: Mapping[str, tuple[Text, Callable[[Dataset], str], Mapping[str, Text]]] = {
    AREA: (_("Bidang"), _area, {**AREA_LABELS, REFERENCE: _("Acuan")}),
    PLACE: (
        _("Menurut wilayah"),
        _place,
        {"ya": _("Barisnya menyebut wilayah"), "tidak": _("Tanpa wilayah")},
    ),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many of the datasets found have it, and whether it is chosen."""

    value: str
    label: Text
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet by its parameter, with its choices."""

    name: str
    label: Text
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Finding:
    """The datasets that answer a search, and the facets by which it can be narrowed."""

    words: str
    found: Sequence[Holding]
    facets: Sequence[Facet]


def find(holdings: Sequence[Holding], params: Mapping[str, str]) -> Finding:
    """Return what ``params`` (words, area, place) ask of the catalogue.

    Raises ``BadRequest`` with a sentence for a value that no facet has, or for too long a search.
    """
    words = params.get(WORDS, "").strip()
    if len(words) > MAX_WORDS:
        raise BadRequest(_("Pencarian terlalu panjang; paling banyak 64 huruf."))
    chosen = {name: params[name] for name in _FACETS if params.get(name, "semua") != "semua"}
    for name, value in chosen.items():
        if value not in _FACETS[name][2]:
            raise BadRequest(_("Pilihan itu tidak dikenal."))
    answering = [holding for holding in holdings if _answers(holding.dataset, words)]
    return Finding(
        words,
        [holding for holding in answering if _has(holding.dataset, chosen)],
        [_facet(name, answering, chosen) for name in _FACETS],
    )


def _answers(dataset: Dataset, words: str) -> bool:
    """Whether each word of a search begins a word of what the dataset says of itself."""
    asked = tokens(words)
    if not asked:
        return True
    parts = [dataset.name, dataset.title, dataset.description, *dataset.keywords]
    parts += [part for column in dataset.columns for part in (column.name, column.label)]
    known = index_words(" ".join(str(part).replace("_", " ") for part in parts))
    return all(any(word.startswith(part) for word in known) for part in asked)


def _has(dataset: Dataset, chosen: Mapping[str, str]) -> bool:
    return all(_FACETS[name][1](dataset) == value for name, value in chosen.items())


def _facet(name: str, answering: Sequence[Holding], chosen: Mapping[str, str]) -> Facet:
    """Return a facet; its counts respect the other facets that are chosen, but not itself."""
    label, read, labels = _FACETS[name]
    others = {other: value for other, value in chosen.items() if other != name}
    values = [read(item.dataset) for item in answering if _has(item.dataset, others)]
    return Facet(
        name,
        label,
        [
            Choice(value, text, values.count(value), chosen.get(name) == value)
            for value, text in labels.items()
        ],
    )
