"""What the pages of the news show, read in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils import timezone

from kpuntt.formatting import month_name
from kpuntt.quality.models import Finding
from kpuntt.quality.selectors import CheckSummary
from kpuntt.search.selectors import page_titles
from news.checks import AREA, post_checks
from news.models import Category, Post, ReadCount, Tag
from news.querysets import PostQuerySet

PER_PAGE = 20
RELATED = 3


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which something was reported."""

    year: int
    month: int
    posts: int

    @property
    def name(self) -> str:
        """The month in words, without its year."""
        return month_name(self.month)

    @property
    def address(self) -> str:
        """The address of its list."""
        return reverse("news:month", args=[self.year, f"{self.month:02}"])


@dataclass(frozen=True, slots=True)
class PostList:
    """One page of a list of posts, newest first, and the ways to all others.

    ``older`` is the day before which the next page goes on; ``None`` on the last page.
    """

    posts: Sequence[Post]
    older: date | None
    months: Sequence[Month]
    categories: Sequence[Category]
    tags: Sequence[Tag]


def post_list(posts: PostQuerySet, before: date | None) -> PostList:
    """Return the newest of ``posts`` that happened before a day.

    A page never ends within a day, so the day alone is a stable address for what comes next.
    """
    posts = posts.published().for_list()
    if before is not None:
        posts = posts.before(before)
    shown = list(posts[: PER_PAGE + 1])
    older = None
    if len(shown) > PER_PAGE:
        last = shown[PER_PAGE - 1].date
        shown = [post for post in shown[:PER_PAGE] if post.date > last]
        shown += posts.filter(date=last)
        older = last if posts.before(last).exists() else None
    months = archive()
    return PostList(
        posts=shown,
        older=older,
        months=months,
        categories=categories_in_use(),
        tags=list(Tag.objects.in_use()[:20]),
    )


def archive() -> list[Month]:
    """Return the months of all published posts, the newest first."""
    counts = (
        Post.objects.published()
        .order_by()
        .values_list(ExtractYear("date"), ExtractMonth("date"))
        .annotate(posts=Count("pk"))
    )
    return [Month(*row) for row in sorted(counts, reverse=True)]


def categories_in_use() -> list[Category]:
    """Return the categories that have a published post, in their own order."""
    used = set(Post.objects.published().order_by().values_list("category", flat=True).distinct())
    return [category for category in Category if category in used]


@dataclass(frozen=True, slots=True)
class RelatedFigure:
    """A page of the portal with figures that a post speaks of."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class PostPage:
    """Everything on the page of one version of a post."""

    post: Post
    figures: Sequence[RelatedFigure]
    related: Sequence[Post]
    checks: CheckSummary | None
    versions: Sequence[Post]
    reads: int
    counted_at: datetime


def post_page(post: Post) -> PostPage:
    """Gather the page of a post that was fetched by ``for_page``."""
    addresses = [page.address for page in post.related_pages.all()]
    titles = page_titles(addresses)
    checks = post_checks(post)
    count = ReadCount.objects.filter(post_slug=post.slug).first()
    return PostPage(
        post=post,
        figures=[RelatedFigure(titles[path], path) for path in addresses if path in titles],
        related=_related(post),
        checks=(
            CheckSummary.of(checks, Finding.objects.about(AREA, post.slug)) if checks else None
        ),
        versions=list(
            Post.objects.readable()
            .filter(slug=post.slug)
            .order_by("-version")
            .only("slug", "version", "date", "public_note", "published_at")
        ),
        reads=count.reads if count else 0,
        counted_at=timezone.now(),
    )


def first_published(posts: Sequence[Post]) -> dict[str, datetime]:
    """Return when each post first became public, by slug, whatever its present version."""
    versions = Post.objects.filter(slug__in=[post.slug for post in posts]).order_by()
    return dict(versions.values_list("slug").annotate(first=Min("published_at")))


def _related(post: Post) -> list[Post]:
    """Return the posts that share most topics, or else the category; the newest among equals."""
    topics = [tag.pk for tag in post.tags.all()]
    shared = Count("tags", filter=Q(tags__in=topics))
    return list(
        Post.objects.published()
        .exclude(slug=post.slug)
        .annotate(shared=shared)
        .filter(Q(shared__gt=0) | Q(category=post.category))
        .order_by("-shared", "-date", "-pk")[:RELATED]
    )


def latest_posts(count: int, region_code: str = "") -> list[Post]:
    """Return the newest posts, of one region if it is named."""
    posts = Post.objects.published().newest_first()
    return list((posts.filter(region=region_code) if region_code else posts)[:count])


def public_addresses() -> list[str]:
    """Return the address of every public page of the news that has a post on it."""
    months = archive()
    regions = Post.objects.published().exclude(region=None).order_by("region_id")
    return [
        *(category.address for category in categories_in_use()),
        *(tag.get_absolute_url() for tag in Tag.objects.in_use()),
        *(
            reverse("news:region", args=[code])
            for code in regions.values_list("region_id", flat=True).distinct()
        ),
        *(
            reverse("news:year", args=[year])
            for year in sorted({month.year for month in months}, reverse=True)
        ),
        *(month.address for month in months),
        *(post.get_absolute_url() for post in Post.objects.published().newest_first()),
    ]
