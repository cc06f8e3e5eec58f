"""The language of a request: its address says it, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from kpuntt.language import language_of


class LanguageMiddleware:
    """Answer every request in the language of its address.

    Django's ``LocaleMiddleware`` would also ask cookies and ``Accept-Language``: a page would then
    differ by reader, and could be stored neither here nor on the way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request.path_info)):
            return self.get_response(request)
