"""Pages of the news."""

from __future__ import annotations

import base64
import re
from datetime import date

from django.core.exceptions import BadRequest
from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kpuntt.caching.pages import public_page
from kpuntt.formatting import month_name
from kpuntt.regions.models import Region, RegionLevel
from kpuntt.sharing import Share
from kpuntt.templatetags.languages import indonesian
from news import reads
from news.feeds import news_feed
from news.linked_data import news_article
from news.models import Category, Picture, Post, PostAddress, Tag
from news.preview import previewed_post
from news.querysets import PostQuerySet
from news.selectors import PostPage, first_published, post_list, post_page
from news.sentences import post_sentence

LIST_AREAS = ("news", "regions")
PAGE_AREAS = ("news", reads.AREA, "regions", "provenance", "quality", "voters", "performance")
BEFORE = "sebelum"
PREVIEW = "pratinjau"
#: For so long the browser of a reader does not ask for the counting picture again.
COUNTED_FOR = 1800
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DOT = base64.b64decode("R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==")


@public_page(*LIST_AREAS, free_text=(BEFORE,))
def newest(request: HttpRequest) -> HttpResponse:
    """All posts, newest first."""
    return _list(request, Post.objects.all(), _("Berita"))


@public_page(*LIST_AREAS, free_text=(BEFORE,))
def by_category(request: HttpRequest, category: str) -> HttpResponse:
    """The posts of one category."""
    found = _category(category)
    posts = Post.objects.filter(category=found)
    return _list(request, posts, _(found.label), category=found)


@public_page(*LIST_AREAS, free_text=(BEFORE,))
def by_tag(request: HttpRequest, slug: str) -> HttpResponse:
    """The posts on one topic."""
    tag = get_object_or_404(Tag.objects.in_use(), slug=slug)
    heading = escape(_("Topik: %(tag)s")) % {"tag": indonesian(tag.name)}
    return _list(request, Post.objects.filter(tags=tag), SafeString(heading))


@public_page(*LIST_AREAS, free_text=(BEFORE,))
def by_region(request: HttpRequest, code: str) -> HttpResponse:
    """The posts about the province, a regency or a city."""
    levels = [RegionLevel.PROVINCE, RegionLevel.REGENCY]
    region = get_object_or_404(Region, code=code, level__in=levels)
    heading = _("Berita tentang %(region)s") % {"region": region.full_name}
    return _list(request, Post.objects.filter(region=region), heading)


@public_page(*LIST_AREAS, free_text=(BEFORE,))
def by_year(request: HttpRequest, year: str) -> HttpResponse:
    """The posts about events of one year."""
    posts = _some(Post.objects.filter(date__year=int(year)))
    return _list(request, posts, _("Berita tahun %(year)s") % {"year": year})


@public_page(*LIST_AREAS, free_text=(BEFORE,))
def by_month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """The posts about events of one month."""
    posts = _some(Post.objects.filter(date__year=int(year), date__month=int(month)))
    name = f"{month_name(int(month))} {year}"
    return _list(request, posts, _("Berita %(month)s") % {"month": name})


def _some(posts: PostQuerySet) -> PostQuerySet:
    if not posts.published().exists():
        raise Http404
    return posts


def _category(value: str) -> Category:
    try:
        return Category(value)
    except ValueError:
        raise Http404 from None


def _list(
    request: HttpRequest, posts: PostQuerySet, heading: str, category: Category | None = None
) -> HttpResponse:
    context = {
        "heading": heading,
        "category": category,
        "before": _before(request),
        "page": post_list(posts, _before(request)),
    }
    return render(request, "news/list.html", context)


def _before(request: HttpRequest) -> date | None:
    value = request.GET.get(BEFORE)
    if value is None:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise BadRequest(
            _("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2025-07-04.")
        ) from None


@public_page(*PAGE_AREAS, "budget")
def post_detail(request: HttpRequest, year: str, month: str, slug: str) -> HttpResponseBase:
    """A post; a former address leads to the present one, a withdrawn post answers why (410)."""
    posts = Post.objects.published().for_page()
    post = posts.filter(slug=slug, date__year=int(year), date__month=int(month)).first()
    if post is not None:
        return _post(request, post_page(post))
    address = get_object_or_404(PostAddress, year=year, month=month, slug=slug)
    current = Post.objects.published().filter(slug=address.post_slug).first()
    if current is not None:
        return HttpResponsePermanentRedirect(current.get_absolute_url())
    return _withdrawn(request, address.post_slug)


def _withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    gone = Post.objects.withdrawn().filter(slug=slug).order_by("-version").first()
    if gone is None:
        raise Http404
    return render(request, "news/withdrawn.html", {"post": gone}, status=410)


@public_page(*PAGE_AREAS, "budget")
def post_version(
    request: HttpRequest, year: str, month: str, slug: str, version: int
) -> HttpResponse:
    """A version of a post at its own address, readable until the post is withdrawn (410).

    Under a former address of the post it leads to the present one.
    """
    posts = Post.objects.filter(date__year=int(year), date__month=int(month))
    post = posts.readable().for_page().filter(slug=slug, version=version).first()
    if post is None:
        moved = PostAddress.objects.filter(slug=slug).exclude(post_slug=slug).first()
        if moved is not None:
            place = (year, month, moved.post_slug, version)
            return HttpResponsePermanentRedirect(reverse("news:version", args=place))
        get_object_or_404(posts.exclude(published_at=None), slug=slug, version=version)
        return _withdrawn(request, slug)
    return _post(request, post_page(post), old=post.state != "published")


def _post(request: HttpRequest, page: PostPage, *, old: bool = False) -> HttpResponse:
    post = page.post
    first = first_published([post])[post.slug]
    context = {
        "page": page,
        "old": old,
        "first_published": first,
        "linked_data": news_article(post, first),
        "share": Share(
            post_sentence(post.title, post.summary, state=post.state, version=post.version),
            request.path,
        ),
    }
    return render(request, "news/post.html", context)


@never_cache
@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """A version of a post that is not published yet, for whoever holds the signed link."""
    post = previewed_post(token)
    if post is None:
        raise Http404
    if post.published_at is not None:
        return redirect(post)
    context = {"page": post_page(post), "preview": True, "suffix": f"?{PREVIEW}={token}"}
    response = render(request, "news/post.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@public_page("news")
def feed(request: HttpRequest, category: str = "") -> HttpResponse:
    """The newest posts as Atom, of all categories or of one."""
    text = news_feed(request.path, _category(category) if category else None)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@require_safe
def count_read(request: HttpRequest, slug: str) -> HttpResponse:
    """Count one read and answer with a picture of one dot, which the browser keeps for a while."""
    if (
        request.method == "GET"
        and reads.is_reader(request.headers)
        and Post.objects.published().filter(slug=slug).exists()
    ):
        reads.read_note(slug)
    response = HttpResponse(_DOT, content_type="image/gif")
    response.headers["Cache-Control"] = f"private, max-age={COUNTED_FOR}"
    return response


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of a picture that stands in a published post, or in one that may be looked at."""
    found = Picture.objects.named(name)
    if Post.objects.readable().filter(pictures__picture__in=found).exists():
        policy = "public, max-age=86400"
    elif found.exists() and _may_look_ahead(request, name):
        policy = "private, no-store"
    else:
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/webp")
    response.headers["Cache-Control"] = policy
    return response


def _may_look_ahead(request: HttpRequest, name: str) -> bool:
    """Whether staff or the holder of a preview link asks for a picture of an unpublished post."""
    if PREVIEW in request.GET:
        post = previewed_post(request.GET[PREVIEW])
        lines = post.pictures.all() if post and post.published_at is None else ()
        return any(name in {line.picture.small.name, line.picture.large.name} for line in lines)
    return request.user.is_staff and request.user.has_perm("news.view_picture")
