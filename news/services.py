"""Writing posts, their addresses and pictures beside what publication itself does."""

from __future__ import annotations

import re

from django.contrib.auth.models import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import transaction

from kpuntt.activity.models import Action
from kpuntt.publishing.models import PublicationState
from kpuntt.publishing.services import PublicationError, activity_log, publication_announce
from kpuntt.quality.models import Finding
from news.images import Renditions
from news.models import Picture, Post, PostAddress, ReadCount
from news.models.post import ADDRESS_WORD


@transaction.atomic
def post_address_claim(post: Post) -> None:
    """Reserve the address at which ``post`` becomes public, for ever and for this post alone.

    Runs whenever a post is published or loaded (see ``news.apps``). Raises ``PublicationError``
    if another post was once public at this address.
    """
    year, month = post.month
    address, _created = PostAddress.objects.get_or_create(
        year=year, month=month, slug=post.slug, defaults={"post_slug": post.slug}
    )
    if address.post_slug != post.slug:
        raise PublicationError(
            f"Alamat {year}/{month}/{post.slug} pernah dipakai berita lain dan tetap menuju ke "
            "sana. Pilih alamat lain."
        )


def slug_is_taken(slug: str, *, post: Post) -> bool:
    """Whether another post has, or once was public at, an address that ends with ``slug``."""
    others = Post.objects.exclude(slug=post.slug) if post.slug else Post.objects.all()
    former = PostAddress.objects.filter(slug=slug).exclude(post_slug=post.slug)
    return others.filter(slug=slug).exclude(pk=post.pk).exists() or former.exists()


@transaction.atomic
def post_rename(*, post: Post, slug: str, actor: AbstractBaseUser) -> None:
    """Give all versions of a post a new slug; every address it ever had leads to the new one.

    Raises ``PublicationError`` for a slug that is malformed, long or taken.
    """
    if len(slug) > 80 or not re.fullmatch(ADDRESS_WORD.regex, slug):
        raise PublicationError(f"{ADDRESS_WORD.message} Paling panjang 80.")
    versions = list(Post.objects.select_for_update().filter(slug=post.slug))
    if slug_is_taken(slug, post=post):
        raise PublicationError(f"Alamat “{slug}” sudah dipakai berita lain. Pilih alamat lain.")
    former = post.slug
    Post.objects.filter(slug=former).update(slug=slug)
    PostAddress.objects.filter(post_slug=former).update(post_slug=slug)
    ReadCount.objects.filter(post_slug=former).update(post_slug=slug)
    # They keep what was explained; the checks that follow give them the new address.
    Finding.objects.filter(area=Post.area, subject=former).update(subject=slug)
    for version in versions:
        version.slug = slug
        if version.state == PublicationState.PUBLISHED:
            post_address_claim(version)
            activity_log(unit=version, action=Action.RENAME, actor=actor, note=f"{former} → {slug}")
    publication_announce(area=Post.area)


@transaction.atomic
def picture_save(
    *, picture: Picture, renditions: Renditions, name: str, actor: AbstractBaseUser
) -> None:
    """Keep a new picture in two widths under names that say nothing of the upload ``name``."""
    picture.original_name = name[:200]
    picture.uploaded_by_id = actor.pk
    picture.small_width, picture.small_height = renditions.small.width, renditions.small.height
    picture.large_width, picture.large_height = renditions.large.width, renditions.large.height
    picture.small.save("", ContentFile(renditions.small.content), save=False)
    picture.large.save("", ContentFile(renditions.large.content), save=False)
    picture.save(force_insert=True)
