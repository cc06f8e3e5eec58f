"""Links that show a post before it is published, to whoever has them, for a week."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from news.models import Post

LIFETIME = timedelta(days=7)
_SALT = "news.preview"


def preview_token(post: Post) -> str:
    """Return the signed token of one version of a post."""
    return signing.TimestampSigner(salt=_SALT).sign_object({"post": post.pk})


def preview_path(post: Post) -> str:
    """Return the path of the preview of one version of a post."""
    return reverse("news-files:preview", args=[preview_token(post)])


def previewed_post(token: str) -> Post | None:
    """Return the post that ``token`` shows, or ``None`` if it is forged, cut or too old."""
    try:
        content = signing.TimestampSigner(salt=_SALT).unsign_object(token, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return Post.objects.for_page().filter(pk=content["post"]).first()
