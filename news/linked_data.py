"""What search engines and other sites read of a post: ``NewsArticle`` of schema.org as JSON-LD."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString

from kpuntt.templatetags.addresses import absolute, linked_data
from news.feeds import PUBLISHER
from news.models import Post


def news_article(post: Post, first_published: datetime) -> SafeString:
    """Return the JSON-LD of a published post fetched by ``for_page``, safe inside a script.

    A correction is a modification of what was first published, as in the feeds.
    """
    publisher = {
        "@type": "GovernmentOrganization",
        "name": PUBLISHER,
        "url": absolute(reverse("home")),
    }
    return linked_data(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": post.title,
            "description": post.summary,
            "datePublished": first_published.isoformat(),
            "dateModified": post.published_at.isoformat() if post.published_at else None,
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
    )
