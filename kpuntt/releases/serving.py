"""Serving the files of a release as static files: ranges, conditional requests, a long life."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import parse_etags
from whitenoise.middleware import WhiteNoiseFileResponse
from whitenoise.responders import Response, SlicedFile, StaticFile

from kpuntt.releases.shelf import Release, ReleaseFile

_TYPES = {
    ".csv": "text/csv; charset=utf-8; header=present",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".md": "text/markdown; charset=utf-8",
    ".zip": "application/zip",
}
_TEXT = "text/plain; charset=utf-8"
#: Pages of other sites may read the files, also in parts.
_FOR_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Range, ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_A_YEAR = 365 * 24 * 3600


class _RangedFile(StaticFile):
    """WhiteNoise's responder, mended in two points.

    It takes a range of one byte for an unsatisfiable one, and knows an ETag only if it comes alone
    and as it was sent, though a proxy that compresses makes it a weak one.
    """

    def is_not_modified(self, request_headers: Any) -> bool:
        asked = request_headers.get("HTTP_IF_NONE_MATCH")
        if asked is None:
            return bool(super().is_not_modified(request_headers))
        known = {tag.removeprefix("W/") for tag in parse_etags(asked)}
        return bool({"*", self.etag} & known)

    def get_range_response(self, range_header: str, base_headers: Any, file_handle: Any) -> Any:
        size = next(int(value) for name, value in base_headers if name == "Content-Length")
        start, end = self.get_byte_range(range_header, size)
        if start > end:
            return self.get_range_not_satisfiable_response(file_handle, size)
        headers = [item for item in base_headers if item[0] != "Content-Length"]
        headers += [
            ("Content-Range", f"bytes {start}-{end}/{size}"),
            ("Content-Length", str(end - start + 1)),
        ]
        part = SlicedFile(file_handle, start, end) if file_handle is not None else None
        return Response(206, headers, part)


def release_file_response(
    request: HttpRequest, release: Release, file: ReleaseFile
) -> HttpResponseBase:
    """Answer a GET or HEAD of a file that belongs to ``release`` and never changes."""
    headers = [("Cache-Control", f"public, max-age={_A_YEAR}, immutable")]
    if file.sha256:
        headers.append(("ETag", f'"{file.sha256}"'))
    return file_response(request, release.folder / file.path, headers)


def file_response(
    request: HttpRequest, path: Path, headers: Sequence[tuple[str, str]]
) -> HttpResponseBase:
    """Answer a GET or HEAD of the file at ``path``, whole or a range of it."""
    kind = _TYPES.get(path.suffix, _TEXT)
    responder = _RangedFile(
        str(path), [("Content-Type", kind), ("Accept-Ranges", "bytes"), *headers]
    )
    asked = dict(request.META)
    if asked.get("HTTP_IF_RANGE", responder.etag) != responder.etag:
        asked.pop("HTTP_RANGE", None)  # of another file than the one that is being continued
    answer = responder.get_response(request.method, asked)
    make = HttpResponse if answer.file is None else WhiteNoiseFileResponse
    body: tuple[Any, ...] = () if answer.file is None else (answer.file,)
    response: HttpResponseBase = make(*body, status=int(answer.status))
    if isinstance(response, HttpResponse | FileResponse):
        del response.headers["Content-Type"]
    for name, value in (*answer.headers, *_FOR_ALL.items()):
        response.headers[name] = value
    return response
