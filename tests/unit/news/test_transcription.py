"""Every post against a second, independent reading of its source."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings

from kpuntt.formatting import format_weekday
from kpuntt.quality.models import Finding
from news.loaders import news_load
from news.markup import plain_text
from news.models import Post

pytestmark = pytest.mark.django_db


def _second_reading() -> list[list[str]]:
    text = (settings.BASE_DIR / "tests/data/news.txt").read_text(encoding="utf-8")
    return [line.split("|") for line in text.splitlines() if not line.startswith("#")]


SECOND_READING = _second_reading()


@pytest.mark.parametrize(
    ("slug", "day", "last_day", "facts"), SECOND_READING, ids=[row[0] for row in SECOND_READING]
)
def test_a_post_has_the_dates_names_and_figures_of_its_source(
    slug: str, day: str, last_day: str, facts: str
) -> None:
    post = Post.objects.published().get(slug=slug)
    assert post.date == date.fromisoformat(day)
    assert post.end_date == (date.fromisoformat(last_day) if last_day else None)
    words = f"{post.title} {post.summary} {post.place} {plain_text(post.body)}"
    assert [fact for fact in facts.split(";") if fact not in words] == []


def test_every_item_of_the_sources_is_there_and_nothing_else() -> None:
    assert len(SECOND_READING) == 14
    assert set(Post.objects.values_list("slug", flat=True)) == {row[0] for row in SECOND_READING}


def test_every_post_names_its_document_and_was_verified_by_nobody() -> None:
    for post in Post.objects.all():
        assert post.document is not None
        assert (post.made_by, post.verified_by) == (None, None)


def test_loading_again_changes_nothing() -> None:
    before = list(Post.objects.order_by("pk").values_list())
    assert news_load() == 0
    assert list(Post.objects.order_by("pk").values_list()) == before


def test_the_one_weekday_that_contradicts_its_date_is_a_finding() -> None:
    finding = Finding.objects.get(area="news")
    assert finding.subject == "kpu-ntt-mengajar"
    assert (finding.printed_text, finding.computed_text) == ("Selasa", "Kamis")
    assert finding.path == "/berita/2025/07/kpu-ntt-mengajar/"


def test_a_weekday_in_a_body_is_that_of_its_date() -> None:
    for post in Post.objects.exclude(printed_weekday=""):
        if post.printed_weekday != format_weekday(post.date):
            assert post.printed_weekday not in plain_text(post.body)
