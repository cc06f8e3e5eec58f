"""The Atom feeds: of all news and of each category (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from kpuntt.templatetags.addresses import absolute
from news.markup import printable
from news.models import Category, Post, PostAddress
from news.selectors import first_published

LENGTH = 30
PUBLISHER = "KPU Provinsi Nusa Tenggara Timur"


def news_feed(path: str, category: Category | None) -> str:
    """Return the feed that stands at ``path``: the newest posts with their summary."""
    published = Post.objects.published().prefetch_related("tags")
    if category is not None:
        published = published.filter(category=category)
    posts = list(published.order_by("-published_at", "-date")[:LENGTH])
    published_first = first_published(posts)
    identities = _identities(posts)
    title = _("Berita KPU Provinsi NTT")
    atom = Atom1Feed(
        title=f"{title}: {category.label}" if category else title,
        link=absolute(category.address if category else reverse("news:newest")),
        description=_("Kabar resmi KPU Provinsi Nusa Tenggara Timur."),
        language="id",
        author_name=PUBLISHER,
        feed_url=absolute(path),
        feed_guid=absolute(path),
    )
    for post in posts:
        atom.add_item(
            title=printable(post.title),
            link=absolute(post.get_absolute_url()),
            description=escape(printable(post.summary)),  # its type in the feed is HTML
            unique_id=absolute(identities[post.slug]),
            pubdate=published_first[post.slug],
            updateddate=post.published_at,
            author_name=printable(post.author) or None,
            categories=[
                str(Category(post.category).label),
                *(printable(tag.name) for tag in post.tags.all()),
            ],
        )
    return str(atom.writeString("utf-8"))


def _identities(posts: Sequence[Post]) -> dict[str, str]:
    """Return the first address of each post: it names the entry for ever (RFC 4287, 4.2.6)."""
    addresses = PostAddress.objects.filter(post_slug__in=[post.slug for post in posts])
    return {
        item.post_slug: reverse("news:post", args=[item.year, item.month, item.slug])
        for item in addresses.order_by("-pk")
    }
