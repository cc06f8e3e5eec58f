"""Figures as the reader sees them: formats of the language, words where a figure is missing."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kpuntt import formatting

register = template.Library()

# Filters take text too: a template resolves a figure of a row that is not there to an empty one.


def missing() -> SafeString:
    """Return the words that stand in the place of a figure which the source does not give."""
    return format_html('<span class="na">{}</span>', _("tidak disebut"))


@register.simple_tag(takes_context=True)
def current(context: template.Context, name: str) -> SafeString:
    """Mark the menu entry of a section (the name of its first page) that the page belongs to."""
    request = context.get("request")
    inside = request is not None and request.path.startswith(reverse(name))
    return mark_safe(' aria-current="true"') if inside else mark_safe("")


@register.filter
def count(value: int | str | None) -> str:
    """Write a count with points between thousands; a missing one in words, never as zero."""
    return (
        missing() if value is None or isinstance(value, str) else formatting.format_integer(value)
    )


@register.filter
def millions(value: int) -> str:
    """Write a round axis level in millions ("3,5 juta"), or in full where that is shorter."""
    if value < 1_000_000:
        return formatting.format_integer(value)
    level = formatting.format_decimal((Decimal(value) / 1_000_000).normalize())
    return _("%(level)s juta") % {"level": level}


@register.filter
def change(value: int | str | None) -> str:
    """Write a difference with its sign."""
    return missing() if value is None or isinstance(value, str) else formatting.format_change(value)


@register.filter
def figure(value: Decimal | int | str | None) -> str:
    """Write a number of either kind, a decimal with the places it has; words pass through."""
    if value is None or value == "":
        return missing()
    return value if isinstance(value, str) else formatting.format_figure(value)


@register.filter
def percent(value: Decimal | str | None) -> str:
    """Write a percentage with the decimals that it is printed with."""
    return (
        missing()
        if value is None or isinstance(value, str)
        else formatting.format_percent(value, None)
    )


@register.filter
def whole_percent(value: int) -> str:
    """Write a round axis level in per cent."""
    return formatting.format_percent(Decimal(value), 0)


@register.filter(expects_localtime=True)
def day(value: date | str | None) -> str:
    """Write a date in words."""
    return missing() if value is None or isinstance(value, str) else formatting.format_date(value)


@register.filter(expects_localtime=True)
def moment(value: datetime | None) -> str:
    """Write a day and the time of it in the zone of the portal: ``4 Juli 2025 14.30``."""
    if value is None:
        return missing()
    return f"{formatting.format_date(value)} {formatting.format_time(value.time())}"


@register.filter
def words(value: str) -> str:
    """Pass words through; say that there are none where there are none."""
    return value or missing()


@register.filter
def size(value: int) -> str:
    """Write the size of a file in thousands or millions of bytes."""
    return formatting.format_size(value)
