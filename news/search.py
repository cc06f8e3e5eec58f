"""What can be found of the news: every published post."""

from __future__ import annotations

from collections.abc import Iterator

from kpuntt.search.documents import SearchDocument, SearchKind
from news.markup import plain_text
from news.models import Post


def search_documents() -> Iterator[SearchDocument]:
    """Yield the current version of every post."""
    posts = Post.objects.published().select_related("region").prefetch_related("tags")
    for post in posts.newest_first():
        topics = " ".join(tag.name for tag in post.tags.all())
        region = post.region.full_name if post.region else ""
        yield SearchDocument(
            key=post.slug,
            kind=SearchKind.NEWS,
            title=post.title,
            summary=post.summary,
            address=post.get_absolute_url(),
            text=f"{plain_text(post.body)} {topics} {post.place} {region}".strip(),
            date=post.date,
        )
