"""From published posts to checks."""

from __future__ import annotations

from kpuntt.quality.services import CheckedSubject
from kpuntt.reconciliation import Check
from news.models import Post
from news.rules import weekday_check

AREA = Post.area


def post_checks(post: Post) -> list[Check]:
    """Return the checks of a post; there are none where its source prints no weekday."""
    if not post.printed_weekday:
        return []
    return [weekday_check(day=post.date, printed=post.printed_weekday, region_code=post.region_id)]


def checked_subjects() -> list[CheckedSubject]:
    """Return every published post with its checks."""
    return [
        CheckedSubject(post.slug, post.title, post.get_absolute_url(), post_checks(post))
        for post in Post.objects.published()
    ]
