"""What an import would do with a file, said to a person and to a program. Nothing is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kpuntt.formatting import format_figure
from kpuntt.imports.kinds import Parsed
from kpuntt.reconciliation import Check, Figure


class Outcome(StrEnum):
    """What became of a file, the best first."""

    ACCEPTED = "accepted"
    ROWS_REFUSED = "rows_refused"
    REFUSED = "refused"


_WORDS = {
    Outcome.ACCEPTED: "diterima",
    Outcome.ROWS_REFUSED: "diterima sebagian",
    Outcome.REFUSED: "ditolak",
}


@dataclass(frozen=True, slots=True)
class Preview:
    """A file with what was read from it, or with the sentence that refuses it."""

    file: str
    parsed: Parsed | None
    reason: str = ""

    @property
    def outcome(self) -> Outcome:
        """Whether all rows, some rows or nothing of the file is accepted."""
        if self.parsed is None:
            return Outcome.REFUSED
        return Outcome.ROWS_REFUSED if self.parsed.rows_refused else Outcome.ACCEPTED

    def as_json(self) -> dict[str, Any]:
        """Return the preview as plain values; a refused file has no rows at all."""
        parsed = self.parsed
        return {
            "file": self.file,
            "outcome": self.outcome.value,
            "reason": self.reason,
            "rows_in": parsed.rows_in if parsed else 0,
            "rows_accepted": len(parsed.records) if parsed else 0,
            "rows_refused": parsed.rows_refused if parsed else 0,
            "errors": [asdict(error) for error in parsed.errors] if parsed else [],
            "totals": _plain_all(parsed.totals) if parsed else {},
            "printed_totals": (
                _plain_all(parsed.printed_totals) if parsed and parsed.printed_totals else None
            ),
            "findings": [_finding(check) for check in parsed.findings] if parsed else [],
            "notices": list(parsed.notices) if parsed else [],
        }

    def as_text(self) -> Iterator[str]:
        """Yield the lines of a report in Indonesian."""
        yield f"{self.file}: {_WORDS[self.outcome]}"
        if self.parsed is None:
            yield f"  {self.reason}"
            return
        parsed = self.parsed
        yield (
            f"  {parsed.rows_in} baris data: {len(parsed.records)} diterima, "
            f"{parsed.rows_refused} ditolak"
        )
        for error in parsed.errors:
            place = ", ".join(
                part
                for part in (
                    f"lembar {error.sheet}",
                    f"baris {error.row}",
                    f"kolom {error.column}" if error.column else "",
                )
                if part
            )
            yield f"  Salah: {place}: {error.problem} {error.remedy}"
        for name, total in parsed.totals.items():
            printed = (parsed.printed_totals or {}).get(name)
            beside = f"; tercetak {format_figure(printed)}" if printed is not None else ""
            label = parsed.kind.column(name).label
            yield f"  Total “{label}”: {_shown(total)}{beside}"
        for check in parsed.findings:
            yield (
                f"  Temuan {check.rule.code}, {check.where}: tercetak {_shown(check.printed)}, "
                f"terhitung {_shown(check.computed)}"
            )
        for notice in parsed.notices:
            yield f"  Catatan: {notice}"


def _plain(value: Figure | None) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def _plain_all(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _finding(check: Check) -> dict[str, Any]:
    return {
        "rule": check.rule.code,
        "where": check.where,
        "printed": _plain(check.printed),
        "computed": _plain(check.computed),
        "difference": _plain(check.difference),
    }


def _shown(value: Figure | None) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else format_figure(value)
