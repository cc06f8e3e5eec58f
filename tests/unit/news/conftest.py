"""What the tests of the news share: a draft, and the way from there to the public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Permission, User

from kpuntt.publishing.services import (
    publication_publish,
    publication_submit,
    publication_verify,
)
from news.models import Category, Post


@pytest.fixture
def draft_post(alice: User) -> Post:
    """A draft by Alice."""
    return Post.objects.create(
        slug="pleno-contoh",
        title="Pleno contoh digelar",
        date=date(2026, 3, 2),
        summary="Ringkasan contoh.",
        body="<p>Isi contoh.</p>",
        category=Category.VOTER_DATA,
        made_by=alice,
    )


@pytest.fixture
def bob(bob: User) -> User:
    """Bob, with the right to publish posts."""
    bob.user_permissions.add(Permission.objects.get(codename="publish_post"))
    return bob


@pytest.fixture
def publish(alice: User, bob: User) -> Callable[[Post], Post]:
    """Take a draft all the way to the public."""

    def run(post: Post) -> Post:
        post = publication_submit(unit=post, actor=alice)
        post = publication_verify(unit=post, actor=bob)
        return publication_publish(unit=post, actor=bob)

    return run
