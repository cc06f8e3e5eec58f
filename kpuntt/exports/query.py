"""Reading a dataset's query string strictly: what is not understood is refused, never ignored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from kpuntt.exports.dataset import NOW, Dataset, Filter, Span

ALL = "semua"
ORDER = "urut"
PAGE = "halaman"
SIZE = "ukuran"
AT = "per"
SINCE = "sejak"
MAX_PAGE = 10_000
MAX_SIZE = 1000
DEFAULT_SIZE = 100
#: Nothing was published before; a database need not know the years of the apostles.
_BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]{5,15}(?:Z|[+-][0-9]{2}:[0-9]{2}))?")


class QueryRefused(BadRequest):
    """A parameter or value that the dataset does not know; answered with 400 and this sentence."""

    status = HTTPStatus.BAD_REQUEST


class NothingThere(QueryRefused):
    """A query that is understood but asks for a page or a moment that does not exist."""

    status = HTTPStatus.NOT_FOUND


@dataclass(frozen=True, slots=True)
class Query:
    """A checked query: criteria by filter name, order by column, the versions meant, a page.

    ``size`` is the number of rows a page has; None means that all rows are asked for.
    """

    criteria: Mapping[str, str]
    order: str = ""
    span: Span = NOW
    page: int = 1
    size: int | None = None

    def parameters(self) -> dict[str, str]:
        """Return the parameters of these rows in a fixed order, without those of the page."""
        return {
            **dict(sorted(self.criteria.items())),
            **({ORDER: self.order} if self.order else {}),
            **({AT: format_moment(self.span.at)} if self.span.at else {}),
            **({SINCE: format_moment(self.span.since)} if self.span.since else {}),
        }


def format_moment(moment: datetime) -> str:
    """Write a moment exactly, in UTC, as ``per`` and ``sejak`` read it."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def known_parameters(dataset: Dataset, *, extra: tuple[str, ...] = ()) -> list[str]:
    """Return the parameters that the dataset understands: its filters, order, and versions."""
    versions = [] if dataset.unit is None else [AT]
    return sorted([*(item.name for item in dataset.filters), ORDER, SINCE, *versions, *extra])


def parse_query(
    dataset: Dataset, params: QueryDict, *, paged: tuple[str, ...] = (), size: int | None = None
) -> Query:
    """Return the query that ``params`` ask of ``dataset``.

    ``paged`` names the parameters of the page that are understood (``halaman``, ``ukuran``), and
    ``size`` the length of a page if none is asked for. Raises ``QueryRefused`` for an unknown
    parameter or value, a repeated or an empty one: silence would answer a mistyped filter with all
    rows.
    """
    known = known_parameters(dataset, extra=paged)
    asked: dict[str, str] = {}
    for name in params:
        if name not in known:
            raise QueryRefused(
                _("Parameter “%(name)s” tidak dikenal. Yang dikenal: %(known)s.")
                % {"name": name[:40], "known": ", ".join(known)}
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
    span = Span(at=_moment(AT, asked.get(AT)), since=_moment(SINCE, asked.get(SINCE)))
    if size is None and asked.keys() & set(paged):
        size = DEFAULT_SIZE
    if SIZE in asked:
        size = _number(SIZE, asked[SIZE], MAX_SIZE)
    page = _number(PAGE, asked[PAGE], MAX_PAGE) if PAGE in asked else 1
    return Query(criteria, _order(dataset, asked.get(ORDER)), span, page, size)


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


def _moment(name: str, value: str | None) -> datetime | None:
    """Read a day (its beginning in WITA) or a moment with its zone.

    A version has no moment to come, for what will be read then is not known.
    """
    if value is None:
        return None
    # Python's own parser would take week dates and more, which nobody means to write here.
    plain = _MOMENT.fullmatch(value) is not None
    try:
        day = parse_date(value) if plain and "T" not in value else None
        moment = parse_datetime(value) if plain else None
    except ValueError:
        day = moment = None
    if day is not None:
        moment = timezone.make_aware(datetime.combine(day, time.min))
    if moment is None or timezone.is_naive(moment):
        raise QueryRefused(
            _(
                "“%(name)s=%(value)s” bukan tanggal. Tulis tanggal, misalnya 2026-11-01, "
                "atau waktu dengan zonanya, misalnya 2026-11-01T00:00:00Z."
            )
            % {"name": name, "value": value[:40]}
        )
    if name == AT and moment > timezone.now():
        raise NothingThere(
            _("“%(name)s=%(value)s” belum tiba.") % {"name": name, "value": value[:40]}
        )
    return max(moment, _BEFORE_ALL)


def _number(name: str, value: str, largest: int) -> int:
    digits = value.isascii() and value.isdigit() and len(value) <= 5
    if not (digits and 1 <= int(value) <= largest):
        raise QueryRefused(
            _("“%(name)s=%(value)s” tidak dikenal. Tulis bilangan 1 sampai %(largest)s.")
            % {"name": name, "value": value[:40], "largest": largest}
        )
    return int(value)
