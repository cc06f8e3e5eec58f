"""Which pages show figures that can be reported; each view says so itself.

A page is named by its Indonesian address, whatever language it was read in: figures and reports
are the same in both.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation

from kpuntt.language import INDONESIAN
from kpuntt.reports.rules import MAX_PATH

View = TypeVar("View", bound=Callable[..., Any])

_AREAS: dict[Callable[..., Any], str] = {}


def shows_figures(area: str) -> Callable[[View], View]:
    """Mark a view whose pages show figures of ``area``; it stands above all other decorators."""

    def mark(view: View) -> View:
        _AREAS[view] = area
        return view

    return mark


def figure_area(path: str) -> str:
    """Return the area of the figures on the pages of this address; "" if they show none."""
    match = _match(path)
    return "" if match is None else _AREAS[match.func]


def is_shown(path: str) -> bool:
    """Tell whether a page with figures can be read at ``path``, an address without host or query.

    The view itself is asked, so that no second list of what is published has to agree with it.
    """
    match = _match(path)
    if match is None:
        return False
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    try:
        with translation.override(INDONESIAN):
            return bool(match.func(request, *match.args, **match.kwargs).status_code == 200)
    except (Http404, BadRequest):
        return False


def _match(path: str) -> ResolverMatch | None:
    if len(path) > MAX_PATH:
        return None
    try:
        with translation.override(INDONESIAN):
            match = resolve(path)
    except Resolver404:
        return None
    return match if match.func in _AREAS else None
