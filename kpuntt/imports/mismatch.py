"""Signs that a file is not the table that it was uploaded as: its title, a heading of another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kpuntt.imports.headings import Vocabulary
from kpuntt.imports.kinds import Parsed
from kpuntt.imports.targets import ImportTarget, all_targets
from kpuntt.imports.words import words

_YEAR = re.compile(r"\b20[0-9]{2}\b")
#: The fields by which units of an area differ from each other, where a unit has them.
_TELLING = ("kind", "stage", "period_kind")


def mismatches(target: ImportTarget, parsed: Parsed, unit: Any) -> Iterator[str]:
    """Yield a sentence for each sign that ``parsed`` is no table of ``target``, or not of ``unit``.

    What a title does not name says nothing; a title that names the unit among others is right.
    """
    text = words(" ".join(parsed.above))
    years = set(_YEAR.findall(text))
    right = {str(getattr(unit, "year", "")), *_YEAR.findall(str(unit))}
    if years and not years & right:
        sentence = _(
            "Judul di atas tabel menyebut tahun %(named)s, bukan tahun terbitan “%(unit)s”."
        )
        yield sentence % {"named": ", ".join(sorted(years)), "unit": unit}
    fields = {field.name: field for field in unit._meta.concrete_fields}
    for name in _TELLING:
        field = fields.get(name)
        value = getattr(unit, name, "")
        named = _named(field.choices, text) if field is not None and field.choices else {}
        if value and named and value not in named:
            yield _("Judul di atas tabel menyebut “%(named)s”, bukan terbitan “%(unit)s”.") % {
                "named": ", ".join(named.values()),
                "unit": unit,
            }
    for title in parsed.unread:
        for other in all_targets():
            meant = Vocabulary(other.kind).meant(title.split(" / "))
            if other is not target and any(column.required for column in meant):
                yield _("Kolom “%(title)s” adalah kolom wajib tabel “%(kind)s”.") % {
                    "title": title,
                    "kind": other.kind.title,
                }


def _named(choices: Any, text: str) -> dict[str, str]:
    """Return the choices, by value, that a text names as whole words."""
    return {
        value: str(label)
        for value, label in choices
        if any(f" {words(str(name))} " in f" {text} " for name in (value, label) if name)
    }
