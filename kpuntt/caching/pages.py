"""Public pages: rendered once per generation, kept compressed, revalidated with one query."""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypedDict, cast

import brotli
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    QueryDict,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpuntt.caching.models import Generation
from kpuntt.caching.release import release_id
from kpuntt.caching.services import page_area

P = ParamSpec("P")
_REFUSED = re.compile(r";\s*q=0(\.0*)?\s*$")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

CACHE_CONTROL = "public, no-cache"
MAX_STORED_PARAMS = 1
# Added to shared links by social networks and campaign tools; they say nothing about the page.
TRACKING = frozenset({"fbclid", "gclid", "igshid"})


class StoredPage(TypedDict):
    """A rendered page as it lies in the cache."""

    content_type: str
    br: bytes
    gzip: bytes


def public_page(
    *areas: str,
    params: tuple[str, ...] = (),
    free_text: tuple[str, ...] = (),
    repeated: tuple[str, ...] = (),
    stored: bool = True,
) -> Callable[[View[P]], View[P]]:
    """Serve a view as a public page whose content depends only on its areas and parameters.

    ``areas`` are the areas whose publications can change the page; beside them each page has a
    generation of its own (``page_bump``). ``params`` are the query parameters that the view reads;
    ``"*"`` stands for all of them. Others reach neither the key nor the view, so a tracking
    parameter added by a social network costs nothing and cannot be written into a stored page.
    ``free_text`` are parameters that anybody can fill with anything: such pages are never stored,
    nor are those with more than ``MAX_STORED_PARAMS`` parameters, so nobody can push the others
    out. With ``stored=False`` a page has an ETag but is always made anew (downloads). A parameter
    given twice is refused, unless it is one of ``repeated``; such pages are not stored either.

    A matching ``If-None-Match`` is answered before anything is rendered, with one query.
    """

    def decorate(view: View[P]) -> View[P]:
        @functools.wraps(view)
        def serve(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            # The type is Django's own immutable variant, which only its parser makes.
            request.GET = _known(  # type: ignore[assignment]
                request.GET, params + free_text, repeated
            )
            key = _key(request, areas)
            few = len(request.GET) <= MAX_STORED_PARAMS
            keep = stored and few and not {*free_text, *repeated} & set(request.GET)
            etag = f'W/"{key}"'
            response: HttpResponseBase
            if _matches(request, etag):
                response = HttpResponseNotModified()
            elif keep and (page := cache.get(key)) is not None:
                asked = request.headers.get("If-None-Match", "").strip()
                response = HttpResponseNotModified() if asked == "*" else _respond(request, page)
            else:
                response = view(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                if stored and isinstance(response, HttpResponse):
                    page = _compress(response)
                    if keep:
                        cache.set(key, page)
                    response = _respond(request, page)
            response.headers["ETag"] = etag
            response.headers["Cache-Control"] = CACHE_CONTROL
            patch_vary_headers(response, ["Accept-Encoding"])
            return _without_body(response) if request.method == "HEAD" else response

        return cast("View[P]", require_safe(serve))

    return decorate


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    """Drop the body of an answer to HEAD, keeping the headers that GET would have sent."""
    length = response.headers.get("Content-Length")
    if isinstance(response, HttpResponse):
        response.content = b""
    elif isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    if length is not None:
        response.headers["Content-Length"] = length
    return response


def _known(params: QueryDict, names: tuple[str, ...], repeated: tuple[str, ...]) -> QueryDict:
    """Return the parameters that the page reads; refuse one that is given twice but may not be."""
    known = QueryDict(mutable=True)
    for name, values in params.lists():
        if name in repeated:
            known.setlist(name, values)
            continue
        if name in TRACKING or name.startswith("utm_") or not {name, "*"} & set(names):
            continue
        if len(values) > 1:
            raise BadRequest(
                _("Parameter “%(name)s” hanya boleh diisi sekali.") % {"name": name[:40]}
            )
        known[name] = values[0]
    return known


def _key(request: HttpRequest, areas: tuple[str, ...]) -> str:
    """Digest what the page depends on: code, address, parameters and generations.

    The host is left out on purpose, since anybody can invent ports: absolute addresses in a page
    come from the settings.
    """
    areas = (*areas, page_area(request.path))
    numbers = dict(Generation.objects.filter(area__in=areas).values_list("area", "number"))
    parts: list[Any] = [release_id(), settings.SITE_ORIGIN, request.path]
    parts += sorted(request.GET.lists())
    parts += [(area, numbers.get(area, 0)) for area in areas]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:40]


def _matches(request: HttpRequest, etag: str) -> bool:
    """Compare weakly, as RFC 9110 section 13.1.2 asks for ``If-None-Match``."""
    candidates = parse_etags(request.headers.get("If-None-Match", ""))
    return any(item.removeprefix("W/") == etag[2:] for item in candidates)


def _compress(response: HttpResponse) -> StoredPage:
    return {
        "content_type": response.headers["Content-Type"],
        "br": brotli.compress(response.content, quality=9),
        "gzip": gzip.compress(response.content, compresslevel=9, mtime=0),
    }


def _respond(request: HttpRequest, page: StoredPage) -> HttpResponse:
    encodings = {
        token.partition(";")[0].strip()
        for token in request.headers.get("Accept-Encoding", "").lower().split(",")
        if not _REFUSED.search(token)
    }
    if "br" in encodings:
        body, encoding = page["br"], "br"
    elif "gzip" in encodings:
        body, encoding = page["gzip"], "gzip"
    else:
        body, encoding = gzip.decompress(page["gzip"]), ""
    response = HttpResponse(body, content_type=page["content_type"])
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Content-Length"] = str(len(body))
    return response
