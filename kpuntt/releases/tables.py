"""The files of each dataset in a release, by the writers that the web uses."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kpuntt.caching.models import Generation
from kpuntt.exports.dataset import Dataset, Row
from kpuntt.exports.writers import BOM, Provenance, write_csv, write_json, write_xlsx
from kpuntt.metadata.facts import PUBLISHER
from kpuntt.releases.month import Month

EXTENSIONS = ("csv", "xlsx", "json")


@dataclass(frozen=True, slots=True)
class Table:
    """A dataset as it stands in a release: how many rows, as of when, from which documents."""

    dataset: Dataset
    rows: int
    as_of: date | None
    sources: tuple[str, ...]

    def path(self, extension: str) -> str:
        """Return the path of its file in the folder of the release."""
        return table_path(self.dataset.name, extension)


def table_path(name: str, extension: str) -> str:
    """Return the path of a dataset's file in the folder of any release."""
    return f"data/{name}.{extension}"


def release_address(month: Month, path: str = "") -> str:
    """Return the permanent address of a release, or of a file in it."""
    return f"{settings.SITE_ORIGIN}/rilis/{month}/{path}"


def release_rows(dataset: Dataset) -> Iterator[Row]:
    """Yield the published rows in their natural order, which is made a total one.

    Rows that the order of the web leaves equal would come as the database likes, and no two
    releases would be alike.
    """
    queryset = dataset.queryset()
    order: Sequence[object] = queryset.query.order_by or queryset.model._meta.ordering
    for row in queryset.order_by(*order, "pk").iterator(chunk_size=2000):  # type: ignore[arg-type]
        yield dataset.finish(row)


def write_table(folder: Path, dataset: Dataset, month: Month) -> Table:
    """Write CSV, JSON and XLSX of ``dataset`` below ``folder``; return what they hold."""
    has_sources = "sumber" in {column.name for column in dataset.columns}
    sources = tuple(dataset.distinct("sumber", {})) if has_sources else ()
    as_of = _as_of(dataset)

    def provenance(extension: str) -> Provenance:
        return Provenance(
            address=release_address(month, table_path(dataset.name, extension)),
            as_of=as_of.isoformat() if as_of else "",
            publisher=PUBLISHER,
            sources=sources,
            criteria={},
        )

    with (folder / table_path(dataset.name, "csv")).open("wb") as file:
        file.writelines(write_csv(dataset, release_rows(dataset)))
    with (folder / table_path(dataset.name, "json")).open("wb") as file:
        file.writelines(write_json(dataset, release_rows(dataset), provenance("json")))
    with (folder / table_path(dataset.name, "xlsx")).open("wb") as file:
        rows = write_xlsx(
            dataset, release_rows(dataset), provenance("xlsx"), file, temporary=folder
        )
    return Table(dataset, rows, as_of, sources)


def _as_of(dataset: Dataset) -> date | None:
    """Return the day of the newest publication in the areas of ``dataset``."""
    moments = Generation.objects.filter(area__in=dataset.areas).values_list("changed_at", flat=True)
    newest = max(moments, default=None)
    return timezone.localtime(newest).date() if newest else None


def csv_rows(dataset: Dataset, rows: Iterable[Row]) -> Iterator[list[str]]:
    """Yield ``rows`` as their CSV file prints them."""
    printed = b"".join(write_csv(dataset, rows)).decode().removeprefix(BOM)
    lines = csv.reader(io.StringIO(printed, newline=""), strict=True)
    next(lines)
    yield from lines
