"""What is known about a dataset at one moment, beside its declaration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpuntt.exports.dataset import Dataset
from kpuntt.exports.formats import FileFormat

PUBLISHER = "KPU Provinsi Nusa Tenggara Timur"
PORTAL = "Data Pemilu NTT"
PROVINCE = "Nusa Tenggara Timur"
PROVINCE_CODE = "53"


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last year that a dataset speaks about; not every day is known."""

    first: int
    last: int

    def __str__(self) -> str:
        return "–".join(dict.fromkeys([str(self.first), str(self.last)]))


@dataclass(frozen=True, slots=True)
class Facts:
    """A dataset, the origin it is served from, the day of its data, its period and its sources."""

    dataset: Dataset
    origin: str
    as_of: date | None = None
    period: Period | None = None
    sources: tuple[str, ...] = ()

    def citing(self, sources: Sequence[str]) -> Facts:
        """Return the same facts with the titles of the source documents."""
        return replace(self, sources=tuple(sources))

    @property
    def page(self) -> str:
        """The address of the dataset's page."""
        return f"{self.origin}/data/{self.dataset.name}/"

    def file(self, extension: FileFormat) -> str:
        """The address of one of its files."""
        return f"{self.origin}/data/{self.dataset.name}.{extension}"
