"""``PERUBAHAN.md``: what changed since the release before, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpuntt.formatting import format_integer
from kpuntt.releases.changes import Action, Change
from kpuntt.releases.comparison import SHOWN, Comparison
from kpuntt.releases.month import Month
from kpuntt.releases.shelf import CHANGES


def notes_text(
    month: Month, previous: Month | None, sentences: Sequence[str], comparison: Comparison
) -> str:
    """Return the notes as Markdown; ``sentences`` stand at their head."""
    lines = [f"# {_('Perubahan dalam rilis %(month)s') % {'month': month.title}}", ""]
    for sentence in sentences:
        lines += [_plain(sentence), ""]
    if previous is None:
        return "\n".join(lines)
    if not comparison.cells:
        nothing = _("Tidak ada sel yang berubah sejak rilis %(month)s.")
        return "\n".join([*lines, nothing % {"month": previous.title}, ""])
    lines += [f"## {_('Ringkasan')}", ""]
    lines += _table(
        (_("Dataset"), _("Jenis"), _("Sel"), _("Baris"), _("Kolom"), _("Alasan")),
        (
            (
                group.dataset,
                group.kind,
                format_integer(group.cells),
                format_integer(len(group.rows)),
                columns_text(group.columns),
                group.reason,
            )
            for group in comparison.groups.values()
        ),
    )
    if comparison.shown:
        lines += ["", f"## {_('Sel yang berubah')}", ""]
        lines += _table(
            (_("Dataset"), _("Baris"), _("Kolom"), _("Lama"), _("Baru"), _("Jenis")),
            (
                (dataset, change.name, *_cell(change), verdict.kind)
                for dataset, change, verdict in comparison.shown
            ),
        )
    last = _("Daftar lengkapnya ada dalam %(file)s.") % {"file": CHANGES}
    if comparison.is_cut:
        last = _("Di sini hanya %(count)s yang pertama.") % {"count": SHOWN} + f" {last}"
    return "\n".join([*lines, "", last, ""])


def columns_text(columns: dict[str, int]) -> str:
    """Return the columns with how many of their cells changed; many columns as their number."""
    if len(columns) > 6:
        text = ngettext("%(count)d kolom", "%(count)d kolom", len(columns))
        return text % {"count": len(columns)}
    return ", ".join(
        f"{name or _('urutan kolom')} ({format_integer(count)})" for name, count in columns.items()
    )


def _cell(change: Change) -> tuple[str, str, str]:
    """Return column, old and new text; of a whole row only that it came or went."""
    if not change.is_of_whole_row:
        return change.column, change.old, change.new
    if change.action is Action.ADDED:
        return _("semua"), "", _("baris baru")
    return _("semua"), _("baris dihapus"), ""


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    rule = ["---"] * len(heading)
    return [f"| {' | '.join(map(_plain, row))} |" for row in (heading, rule, *rows)]


def _plain(text: str) -> str:
    """Return text as one line that Markdown shows as it is."""
    return re.sub(r"([\\`*_<>\[\]|#])", r"\\\1", " ".join(text.split()))
