"""The monthly releases: what there is, what each holds and changed, and their files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpuntt.caching.pages import public_page
from kpuntt.releases.month import Month
from kpuntt.releases.reading import release_page, release_rows
from kpuntt.releases.serving import file_response
from kpuntt.releases.shelf import Release, public_shelf
from kpuntt.sentences import release_sentence
from kpuntt.sharing import Share


@public_page("releases")
def releases(request: HttpRequest) -> HttpResponse:
    """All releases, the newest first."""
    return render(request, "portal/releases.html", {"rows": release_rows(public_shelf())})


@public_page("releases")
def release(request: HttpRequest, month: str) -> HttpResponse:
    """One release: contents, sizes, hashes, checks, what changed before and since."""
    page = release_page(public_shelf(), _release(month))
    share = Share(release_sentence(page), request.path)
    return render(request, "portal/release.html", {"page": page, "share": share})


@require_safe
def release_file(request: HttpRequest, month: str, path: str) -> HttpResponseBase:
    """A file of a release; only what the release itself lists is ever opened."""
    found = _release(month)
    file = found.files.get(path)
    if file is None:
        raise Http404
    return file_response(request, found, file)


def _release(month: str) -> Release:
    found = public_shelf().release(Month.parse(month))
    if found is None:
        raise Http404
    return found
