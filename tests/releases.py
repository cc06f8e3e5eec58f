"""Making releases in tests, looking at them, and applying what they say has changed."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import call_command

from kpuntt.publishing.models import PublicationUnit
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_submit,
    publication_verify,
)
from voters.models import Roll, RollLine

FIRST, SECOND = "2025-08", "2025-09"
NOTE = "TPS Sikka salah ketik."

Line = Mapping[str, str]
#: Rows by the text of their key.
Rows = dict[str, dict[str, str]]


def export(month: str, shelf: Path | None, **options: object) -> str:
    """Run the command and return what it prints; None for ``shelf`` is the public one."""
    output = StringIO()
    call_command("export_monthly", month=month, output=shelf, stdout=output, **options)
    return output.getvalue()


def correct(maker: User, verifier: User) -> None:
    """Correct one cell of a roll in four steps by two people."""
    draft = publication_amend(
        unit=Roll.objects.published().get(slug="dpt-pilkada-2024"), actor=maker, public_note=NOTE
    )
    RollLine.objects.filter(roll=draft, region="53.07").update(polling_stations=558)
    publish(draft, maker, verifier)


def publish(draft: PublicationUnit, maker: User, verifier: User) -> None:
    """Bring a draft to the public."""
    publication_submit(unit=draft, actor=maker)
    publication_verify(unit=draft, actor=verifier)
    publication_publish(unit=draft, actor=verifier)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files below ``folder`` by path, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its file prints it: every cell is text."""

    columns: Sequence[str]
    rows: Sequence[Line]

    def by(self, key: Sequence[str]) -> Rows:
        """Return the rows by the values of their key."""
        return {repr({name: row[name] for name in key}): dict(row) for row in self.rows}


def read_table(path: Path) -> Table:
    """Return the table in a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file, strict=True)
        rows = list(lines)
        return Table(lines.fieldnames or (), rows)


def changes(release: Path) -> Sequence[Line]:
    """Return what the release says has changed."""
    return read_table(release / "perubahan.csv").rows


def parse_key(text: str) -> dict[str, str]:
    """Read the text of a key back: a backslash takes its sense from ``;``, ``=`` and itself."""
    parts = re.findall(r"(?:[^;\\]|\\.)+", text, re.DOTALL)
    pairs = (re.fullmatch(r"((?:[^=\\]|\\.)*)=(.*)", part, re.DOTALL) for part in parts)
    found = [(pair[1], pair[2]) for pair in pairs if pair]
    assert len(found) == len(parts)
    return {name: re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for name, value in found}


def applied(old: Table, said: Sequence[Line], key: Sequence[str]) -> Rows:
    """Apply the lines of one dataset to the former table; return its rows by their key."""
    columns = list(old.columns)
    for line in _about_columns(said):
        if line["tindakan"] == "tambah":
            columns.append(line["kolom"])
        elif line["tindakan"] == "hapus":
            columns.remove(line["kolom"])
    rows = old.by(key)
    for line in said:
        if line["kunci"]:
            row = rows.setdefault(repr(parse_key(line["kunci"])), {})
            assert row.get(line["kolom"], "") == line["lama"]
            row[line["kolom"]] = line["baru"]
    gone = {repr(parse_key(line["kunci"])) for line in said if _removes_row(line)}
    return {
        name: {column: row.get(column, "") for column in columns}
        for name, row in rows.items()
        if name not in gone
    }


def _about_columns(said: Sequence[Line]) -> Iterator[Line]:
    return (line for line in said if not line["kunci"])


def _removes_row(line: Line) -> bool:
    return line["tindakan"] == "hapus" and bool(line["kunci"])
