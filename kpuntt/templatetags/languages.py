"""A page in two languages: links between them, and words that stay in Indonesian."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from kpuntt import language

register = template.Library()

#: The languages by the name that they give themselves.
NAMES = {language.INDONESIAN: "Bahasa Indonesia", language.ENGLISH: "English"}
#: Open Graph's name of each language; the English of the portal is British, as its dates are.
LOCALES = {language.INDONESIAN: "id_ID", language.ENGLISH: "en_GB"}


@dataclass(frozen=True, slots=True)
class Edition:
    """The same page in one language."""

    code: str
    name: str
    path: str


@register.simple_tag
def current_language() -> str:
    """Return the code of the language of the page."""
    return language.current()


@register.simple_tag
def open_graph_locale() -> str:
    """Return the language of the page as Open Graph writes it."""
    return LOCALES[language.current()]


@register.simple_tag(takes_context=True)
def editions(context: template.Context) -> list[Edition]:
    """Return the page in every language, the Indonesian first; none if it exists only once."""
    request = context.get("request")
    if request is None or not _exists(_other(), request.path):
        return []
    share = context.get("share")
    path = share.path if share else request.path
    return [Edition(code, name, language.path_in(code, path)) for code, name in NAMES.items()]


@register.simple_tag(takes_context=True)
def other_edition(context: template.Context) -> Edition:
    """Return the page in the other language, with the reader's choices; or else the first page."""
    request, other = context.get("request"), _other()
    if request is not None and _exists(other, request.path):
        query = request.GET.urlencode()
        path = language.path_in(other, request.path) + (f"?{query}" if query else "")
    else:
        with translation.override(other):
            path = reverse("home")
    return Edition(other, NAMES[other], path)


def _other() -> str:
    return next(code for code in NAMES if code != language.current())


def _exists(code: str, path: str) -> bool:
    with translation.override(code):
        try:
            resolve(language.path_in(code, path))
        except Resolver404:
            return False
    return True


@register.filter
def in_language(path: str) -> str:
    """Return an address that was kept (it is the Indonesian one) in the language of the page."""
    return language.path_in(language.current(), path)


@register.filter
def indonesian(value: object) -> SafeString | str:
    """Show words of the data, which are Indonesian on every page: an English page says so."""
    if value is None or value == "":
        return ""
    if language.current() == language.INDONESIAN:
        return conditional_escape(value)  # type: ignore[arg-type]  # it makes a string of anything
    return format_html('<span lang="id">{}</span>', value)


@register.simple_tag
def in_indonesian() -> SafeString:
    """Mark an element whose whole content is Indonesian on every page (``<div {% … %}>``)."""
    return SafeString("" if language.current() == language.INDONESIAN else ' lang="id"')


@register.filter
def untranslated(value: str) -> bool:
    """Say whether a label has no words in the language of the page: it is one of the data."""
    return gettext(value) == value


@register.filter
def translated(value: str | Promise) -> SafeString | str:
    """Show words that were kept: those of the portal translated, those of the data as they are."""
    return conditional_escape(str(value)) if isinstance(value, Promise) else _joined([value])


@register.filter
def phrase(value: str) -> SafeString | str:
    """Translate a composed term part by part (``Kota Kupang, laki-laki``).

    Between commas stand words of the portal and words of the data. What has no translation is one
    of the data and stays Indonesian.
    """
    return _joined(value.split(", "))


@register.filter
def phrases(values: Iterable[str]) -> SafeString | str:
    """Write a list of composed terms."""
    return _joined(", ".join(values).split(", "))


def _joined(parts: list[str]) -> SafeString | str:
    if language.current() == language.INDONESIAN:
        return conditional_escape(", ".join(parts))
    shown = (gettext(part) if part else "" for part in parts)
    return mark_safe(  # noqa: S308 - every part has been escaped
        ", ".join(
            indonesian(part) if part == found else conditional_escape(found)
            for part, found in zip(parts, shown, strict=True)
        )
    )
