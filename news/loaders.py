"""Loading the posts retold from source documents in ``fixtures/news/``.

A post that is already there is left alone, whatever its version: corrections go through people.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from kpuntt.fixture_files import read_tables
from kpuntt.provenance.models import Document
from kpuntt.publishing.history import unrecorded
from kpuntt.publishing.services import publication_load
from news.models import Post, RelatedPage, Tag

NOTE = "Dimuat dari salinan dokumen sumber oleh perintah load_news."


@transaction.atomic
@unrecorded()
def news_load() -> int:
    """Load what is not there yet, oldest first; return how many posts were added."""
    there = set(Post.objects.values_list("slug", flat=True))
    tables = [
        table for table in read_tables("news/posts.toml", "post") if table["slug"] not in there
    ]
    for table in sorted(tables, key=lambda table: (table["date"], table["slug"])):
        _load(dict(table))
    return len(tables)


def _load(values: dict[str, Any]) -> None:
    tags = [_tag(name) for name in values.pop("tags")]
    related = values.pop("related")
    document = Document.objects.get(slug=values.pop("document"))
    region = values.pop("region") or None
    post = Post.objects.create(document=document, region_id=region, **values)
    post.tags.set(tags)
    RelatedPage.objects.bulk_create(RelatedPage(post=post, address=path) for path in related)
    publication_load(unit=post, note=NOTE)


def _tag(name: str) -> Tag:
    tag, _created = Tag.objects.get_or_create(slug=slugify(name), defaults={"name": name})
    return tag
