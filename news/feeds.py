"""The Atom feeds: of all news and of each category (RFC 4287)."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from kpuntt.templatetags.addresses import absolute
from news.models import Category, Post

LENGTH = 30
PUBLISHER = "KPU Provinsi Nusa Tenggara Timur"


def news_feed(path: str, category: Category | None) -> str:
    """Return the feed that stands at ``path``: the newest posts with their summary and body."""
    posts = Post.objects.published().prefetch_related("tags").order_by("-published_at", "-date")
    if category is not None:
        posts = posts.filter(category=category)
    title = _("Berita KPU Provinsi NTT")
    atom = Atom1Feed(
        title=f"{title}: {category.label}" if category else title,
        link=absolute(category.address if category else "/berita/"),
        description=_("Kabar resmi KPU Provinsi Nusa Tenggara Timur."),
        language="id",
        author_name=PUBLISHER,
        feed_url=absolute(path),
        feed_guid=absolute(path),
    )
    for post in posts[:LENGTH]:
        address = absolute(post.get_absolute_url())
        atom.add_item(
            title=post.title,
            link=address,
            description=post.summary,
            unique_id=address,
            pubdate=timezone.make_aware(datetime.combine(post.date, time(12))),
            updateddate=post.published_at,
            author_name=post.author or None,
            categories=(str(Category(post.category).label), *(tag.name for tag in post.tags.all())),
        )
    return str(atom.writeString("utf-8"))
