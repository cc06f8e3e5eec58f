"""Reading a dataset's query string strictly: what is not understood is refused, never ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext as _

from kpuntt.exports.dataset import Dataset, Filter

ALL = "semua"
ORDER = "urut"
PAGE = "halaman"
MAX_PAGE = 10_000


class QueryRefused(BadRequest):
    """A parameter or value that the dataset does not know; answered with 400 and this sentence."""


@dataclass(frozen=True, slots=True)
class Query:
    """A checked query: criteria by filter name, order by column, page number."""

    criteria: Mapping[str, str]
    order: str
    page: int


def parse_query(dataset: Dataset, params: QueryDict, *, paged: bool = False) -> Query:
    """Return the query that ``params`` ask of ``dataset``.

    Raises ``QueryRefused`` for an unknown parameter or value, a repeated or an empty one: silence
    would answer a mistyped filter with all rows.
    """
    known = {item.name for item in dataset.filters} | {ORDER} | ({PAGE} if paged else set())
    asked: dict[str, str] = {}
    for name in params:
        if name not in known:
            raise QueryRefused(
                _("Parameter “%(name)s” tidak dikenal. Yang dikenal: %(known)s.")
                % {"name": name[:40], "known": ", ".join(sorted(known))}
            )
        values = params.getlist(name)
        if len(values) != 1:
            raise QueryRefused(_("Parameter “%(name)s” hanya boleh diisi sekali.") % {"name": name})
        asked[name] = values[0]
    criteria = {
        item.name: asked[item.name]
        for item in dataset.filters
        if item.name in asked and _checked(item, asked[item.name]) != ALL
    }
    return Query(criteria, _order(dataset, asked.get(ORDER)), _page(asked.get(PAGE)))


def _checked(item: Filter, value: str) -> str:
    if value == ALL:
        return value
    choices = [code for code, _label in item.choices()]
    if value not in choices:
        some = ", ".join(choices[:8]) + (", …" if len(choices) > 8 else "")
        raise QueryRefused(
            _("Nilai “%(value)s” untuk “%(name)s” tidak dikenal. Contoh yang dikenal: %(some)s.")
            % {"value": value[:40], "name": item.name, "some": some}
        )
    return value


def _order(dataset: Dataset, value: str | None) -> str:
    if value is None:
        return ""
    names = {column.name for column in dataset.columns}
    if value.removeprefix("-") not in names:
        raise QueryRefused(
            _("Tidak ada kolom “%(value)s” untuk mengurutkan.") % {"value": value[:40]}
        )
    return value


def _page(value: str | None) -> int:
    if value is None:
        return 1
    if not (
        value.isascii() and value.isdigit() and len(value) <= 5 and 1 <= int(value) <= MAX_PAGE
    ):
        raise QueryRefused(_("Nomor halaman “%(value)s” tidak dikenal.") % {"value": value[:40]})
    return int(value)
