"""Answers for programs: open to other sites, with errors that they can read (RFC 9457)."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from kpuntt.exports.query import QueryRefused

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], Answer]

METHODS = "GET, HEAD, OPTIONS"
PROBLEM = "application/problem+json"
#: What a script of another site may read and send; a preflight is remembered for a day.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Content-Disposition, Content-Range",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}


def for_machines(view: View[P, Answer]) -> View[P, HttpResponseBase]:
    """Let scripts of any site read a view, and answer each refusal as a problem document."""

    @functools.wraps(view)
    def serve(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response: HttpResponseBase
        if request.method == "OPTIONS":
            response = HttpResponse(status=HTTPStatus.NO_CONTENT, headers={"Allow": METHODS})
            for name, value in PREFLIGHT.items():
                response.headers[name] = value
        elif request.method not in {"GET", "HEAD"}:
            sentence = _("Alamat ini hanya dapat dibaca: pakai GET atau HEAD.")
            response = problem(request, HTTPStatus.METHOD_NOT_ALLOWED, sentence)
            response.headers["Allow"] = METHODS
        else:
            try:
                response = view(request, *args, **kwargs)
            except QueryRefused as refusal:
                response = problem(request, refusal.status, str(refusal))
            except BadRequest as refusal:
                response = problem(request, HTTPStatus.BAD_REQUEST, str(refusal))
            except Http404:
                sentence = _("Tidak ada data di alamat ini. Daftar dataset ada di /data/.")
                response = problem(request, HTTPStatus.NOT_FOUND, sentence)
        for name, value in CORS.items():
            response.headers[name] = value
        return response

    return cast("View[P, HttpResponseBase]", serve)


def problem(request: HttpRequest, status: HTTPStatus, sentence: str) -> HttpResponse:
    """Return a problem document: what went wrong in one sentence, in Indonesian."""
    return json_response(
        {
            "type": "about:blank",
            "title": _TITLES[status],
            "status": status.value,
            "detail": sentence,
            "instance": request.path,
        },
        content_type=PROBLEM,
        status=status,
    )


_TITLES = {
    HTTPStatus.BAD_REQUEST: "Permintaan tidak dapat dipahami",
    HTTPStatus.NOT_FOUND: "Tidak ditemukan",
    HTTPStatus.METHOD_NOT_ALLOWED: "Metode tidak diizinkan",
}


def json_response(
    document: dict[str, Any], *, content_type: str = "application/json", status: int = 200
) -> HttpResponse:
    """Return a JSON document that people can read too."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return HttpResponse(text + "\n", content_type=content_type, status=status)
