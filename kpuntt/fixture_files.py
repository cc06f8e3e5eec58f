"""Reading the hand-transcribed files in ``fixtures/``: every cell is text, as it was written."""

from __future__ import annotations

import csv
import tomllib
from typing import Any

from django.conf import settings


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of the CSV file ``name`` below ``fixtures/`` as dictionaries of text."""
    with (settings.BASE_DIR / "fixtures" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_tables(name: str, key: str) -> list[dict[str, Any]]:
    """Return the ``[[key]]`` tables of the TOML file ``name`` below ``fixtures/``."""
    with (settings.BASE_DIR / "fixtures" / name).open("rb") as file:
        tables: list[dict[str, Any]] = tomllib.load(file)[key]
    return tables
