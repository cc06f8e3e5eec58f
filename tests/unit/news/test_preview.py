from __future__ import annotations

import time
from datetime import timedelta
from unittest import mock

import pytest
from django.core import signing

from news.models import Post
from news.preview import LIFETIME, preview_token, previewed_post

pytestmark = pytest.mark.django_db


def test_a_link_shows_its_own_version_and_no_other(draft_post: Post) -> None:
    assert previewed_post(preview_token(draft_post)) == draft_post


@pytest.mark.parametrize("token", ["", "x", "eyJwb3N0IjoxfQ:1abc:forged", "\0", "a:b:c:d"])
def test_a_forged_link_shows_nothing(db: None, token: str) -> None:
    assert previewed_post(token) is None


def test_a_link_signed_for_something_else_shows_nothing(draft_post: Post) -> None:
    token = signing.TimestampSigner(salt="lain").sign_object({"post": draft_post.pk})
    assert previewed_post(token) is None


def test_a_link_ends_after_a_week(draft_post: Post) -> None:
    token = preview_token(draft_post)
    later = time.time() + LIFETIME.total_seconds()
    with mock.patch("time.time", return_value=later - 60):
        assert previewed_post(token) == draft_post
    with mock.patch("time.time", return_value=later + 60):
        assert previewed_post(token) is None
    assert timedelta(days=7) == LIFETIME
