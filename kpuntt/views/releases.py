"""The monthly releases: what there is, what each holds and changed, and their files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kpuntt.caching.pages import CACHE_CONTROL, public_page
from kpuntt.offline.archive import offline_archive
from kpuntt.releases.month import Month
from kpuntt.releases.reading import release_page, release_rows
from kpuntt.releases.serving import file_response, release_file_response
from kpuntt.releases.shelf import Release, public_shelf
from kpuntt.sentences import release_sentence
from kpuntt.sharing import Share


@public_page("releases")
def releases(request: HttpRequest) -> HttpResponse:
    """All releases, the newest first."""
    context = {"rows": release_rows(public_shelf()), "offline": offline_archive()}
    return render(request, "portal/releases.html", context)


@public_page("releases")
def release(request: HttpRequest, month: str) -> HttpResponse:
    """One release: contents, sizes, hashes, checks, what changed before and since."""
    page = release_page(public_shelf(), _release(month))
    share = Share(release_sentence(page), request.path)
    context = {"page": page, "share": share, "offline": offline_archive()}
    return render(request, "portal/release.html", context)


@require_safe
def release_file(request: HttpRequest, month: str, path: str) -> HttpResponseBase:
    """A file of a release; only what the release itself lists is ever opened."""
    found = _release(month)
    file = found.files.get(path)
    if file is None:
        raise Http404
    return release_file_response(request, found, file)


@require_safe
def offline_site(request: HttpRequest) -> HttpResponseBase:
    """The newest offline copy of the portal."""
    archive = offline_archive()
    if archive is None:
        raise Http404
    return file_response(request, archive.path, [("Cache-Control", CACHE_CONTROL)])


def _release(month: str) -> Release:
    found = public_shelf().release(Month.parse(month))
    if found is None:
        raise Http404
    return found
