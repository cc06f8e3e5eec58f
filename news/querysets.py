"""Reads of the news, as chainable queryset methods."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Prefetch, Q

from kpuntt.publishing.models import PublicationQuerySet, PublicationState

if TYPE_CHECKING:
    from news.models import Picture, Post, Tag  # noqa: F401 - named in bases below


class PostQuerySet(PublicationQuerySet["Post"]):
    """Reads of posts."""

    def newest_first(self) -> Self:
        """Order by the date of the event; within a day the latest entered comes first."""
        return self.order_by("-date", "-pk")

    def before(self, day: date) -> Self:
        """Return the posts about events before ``day``."""
        return self.filter(date__lt=day)

    def for_list(self) -> Self:
        """Fetch what a list of posts shows, in a constant number of queries."""
        return self.select_related("region").prefetch_related(_pictures(self.model)).newest_first()

    def for_page(self) -> Self:
        """Fetch all that the page of a post shows, in a constant number of queries."""
        return self.select_related("region", "document").prefetch_related(
            _pictures(self.model), "tags", "related_pages"
        )


def _pictures(model: type[Post]) -> Prefetch:  # type: ignore[type-arg]
    lines = model._meta.get_field("pictures").related_model
    return Prefetch("pictures", lines._default_manager.select_related("picture"))


class PictureQuerySet(models.QuerySet["Picture"]):
    """Reads of pictures."""

    def named(self, name: str) -> Self:
        """Return the picture that has a file of this name."""
        return self.filter(Q(small=name) | Q(large=name))


class TagQuerySet(models.QuerySet["Tag"]):
    """Reads of tags."""

    def in_use(self) -> Self:
        """Return the tags of published posts with their number of posts, the most used first."""
        published = Q(posts__state=PublicationState.PUBLISHED)
        return (
            self.filter(published)
            .annotate(post_count=Count("posts", filter=published, distinct=True))
            .order_by("-post_count", "name")
        )
