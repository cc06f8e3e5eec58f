"""What search engines and other sites read of a post: ``NewsArticle`` of schema.org as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kpuntt.templatetags.addresses import absolute
from news.feeds import PUBLISHER
from news.models import Post

# The three characters with which text could leave the script element (as Django's json_script).
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def news_article(post: Post) -> SafeString:
    """Return the JSON-LD of a published post fetched by ``for_page``, safe inside a script."""
    publisher = {
        "@type": "GovernmentOrganization",
        "name": PUBLISHER,
        "url": absolute(reverse("home")),
    }
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": post.title,
        "description": post.summary,
        "datePublished": post.published_at.isoformat() if post.published_at else None,
        "contentReferenceTime": post.date.isoformat(),
        "inLanguage": "id",
        "mainEntityOfPage": absolute(post.get_absolute_url()),
        "author": {"@type": "Person", "name": post.author} if post.author else publisher,
        "publisher": publisher,
        "articleSection": post.get_category_display(),
        "keywords": [tag.name for tag in post.tags.all()],
        "contentLocation": post.place,
        "image": [absolute(line.picture.large_address) for line in post.pictures.all()],
        "isBasedOn": post.document.title if post.document else None,
        "correction": post.public_note,
    }
    known = {name: value for name, value in content.items() if value}
    text = json.dumps(known, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308 - escaped above
