from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from kpuntt.activity.models import Activity
from kpuntt.checks import area_reconcile
from kpuntt.management.commands import publish_due
from kpuntt.publishing.models import PublicationState
from kpuntt.publishing.selectors import publications_due
from kpuntt.publishing.services import (
    PublicationError,
    publication_amend,
    publication_return,
    publication_schedule,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from kpuntt.quality.models import Finding
from news.models import Post, PostAddress, ReadCount, RelatedPage, Tag
from news.services import post_rename

pytestmark = pytest.mark.django_db


def _verified(post: Post, alice: User, bob: User) -> Post:
    post = publication_submit(unit=post, actor=alice)
    return publication_verify(unit=post, actor=bob)


def test_the_body_is_cleaned_whoever_saves_it(draft_post: Post) -> None:
    draft_post.body = "<p>a<script>x()</script></p>"
    draft_post.save(update_fields=["body"])
    assert draft_post.body == "<p>a</p>"
    assert Post.objects.get(pk=draft_post.pk).body == "<p>a</p>"
    Post.objects.bulk_create(
        [
            Post(
                slug="lain",
                title="Lain",
                date=date(2026, 1, 1),
                summary="L.",
                body="<img src=x onerror=y>b",
                category="pengumuman",
            )
        ]
    )
    assert Post.objects.get(slug="lain").body == "b"


def test_a_correction_keeps_topics_and_related_pages(
    draft_post: Post, publish: Callable[[Post], Post], alice: User
) -> None:
    draft_post.tags.add(Tag.objects.create(slug="pleno", name="pleno"))
    RelatedPage.objects.create(post=draft_post, address="/pemilih/dpt-pilkada-2024/")
    second = publication_amend(unit=publish(draft_post), actor=alice, public_note="Salah tik.")
    assert [tag.slug for tag in second.tags.all()] == ["pleno"]
    assert [page.address for page in second.related_pages.all()] == ["/pemilih/dpt-pilkada-2024/"]
    assert draft_post.related_pages.count() == 1


def test_an_address_once_public_belongs_to_its_post_for_ever(
    draft_post: Post, publish: Callable[[Post], Post], alice: User, bob: User
) -> None:
    post = publish(draft_post)
    post_rename(post=post, slug="pleno-baru", actor=bob)
    other = Post.objects.create(
        slug="pleno-contoh",
        title="Berita lain",
        date=date(2026, 3, 9),
        summary="L.",
        body="<p>b</p>",
        category="pengumuman",
        made_by=alice,
    )
    with pytest.raises(PublicationError, match="pernah dipakai berita lain"):
        publish(other)
    assert Post.objects.get(pk=other.pk).state == PublicationState.VERIFIED


def test_renaming_moves_all_versions_addresses_and_counts(
    draft_post: Post, publish: Callable[[Post], Post], alice: User, bob: User
) -> None:
    first = publish(draft_post)
    ReadCount.objects.create(post_slug="pleno-contoh", reads=7)
    publish(publication_amend(unit=first, actor=alice, public_note="Salah tik."))
    post_rename(post=first, slug="pleno-baru", actor=bob)
    assert set(Post.objects.filter(slug="pleno-baru").values_list("version", flat=True)) == {1, 2}
    assert set(
        PostAddress.objects.filter(post_slug="pleno-baru").values_list("slug", flat=True)
    ) == {
        "pleno-contoh",
        "pleno-baru",
    }
    assert ReadCount.objects.get().reads == 7
    assert Activity.objects.filter(action="ganti alamat", note="pleno-contoh → pleno-baru").exists()


def test_a_post_may_take_its_own_former_address_again(
    draft_post: Post, publish: Callable[[Post], Post], bob: User
) -> None:
    post = publish(draft_post)
    post_rename(post=post, slug="pleno-baru", actor=bob)
    post.refresh_from_db()
    post_rename(post=post, slug="pleno-contoh", actor=bob)
    assert Post.objects.filter(slug="pleno-contoh").exists()


def test_renaming_keeps_what_was_explained_of_a_finding(bob: User) -> None:
    finding = Finding.objects.get(area="news")
    Finding.objects.filter(pk=finding.pk).update(explanation="Salah tik.", status="dijelaskan")
    post = Post.objects.published().get(slug=finding.subject)
    post_rename(post=post, slug="alamat-lain", actor=bob)
    area_reconcile("news")
    (kept,) = Finding.objects.current().filter(area="news")
    assert (kept.subject, kept.explanation) == ("alamat-lain", "Salah tik.")
    assert kept.path.endswith("/alamat-lain/")


@pytest.mark.parametrize("slug", ["", "Pleno", "pleno--baru", "pleno/baru", "-a", "x" * 81])
def test_a_malformed_address_is_refused(draft_post: Post, bob: User, slug: str) -> None:
    with pytest.raises(PublicationError, match="huruf kecil, angka, dan tanda hubung"):
        post_rename(post=draft_post, slug=slug, actor=bob)


def test_an_address_in_use_is_refused(draft_post: Post, bob: User) -> None:
    taken = Post.objects.published().newest_first()[0].slug
    with pytest.raises(PublicationError, match="sudah dipakai berita lain"):
        post_rename(post=draft_post, slug=taken, actor=bob)


def test_a_scheduled_post_is_published_when_its_time_has_come(
    draft_post: Post, alice: User, bob: User
) -> None:
    post = _verified(draft_post, alice, bob)
    post = publication_schedule(unit=post, actor=bob, at=timezone.now() + timedelta(hours=1))
    out = StringIO()
    call_command("publish_due", stdout=out)
    post.refresh_from_db()
    assert (post.state, out.getvalue()) == (PublicationState.VERIFIED, "")

    Post.objects.filter(pk=post.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    call_command("publish_due", stdout=out)
    post.refresh_from_db()
    assert post.state == PublicationState.PUBLISHED
    assert post.publish_at is None
    assert out.getvalue() == "Terbit: Pleno contoh digelar (pleno-contoh versi 1)\n"
    assert Activity.objects.filter(action="terbitkan", slug=post.slug, actor=bob).exists()


def test_a_time_that_has_passed_is_refused(draft_post: Post, alice: User, bob: User) -> None:
    post = _verified(draft_post, alice, bob)
    with pytest.raises(PublicationError, match="sudah lewat"):
        publication_schedule(unit=post, actor=bob, at=timezone.now())


def test_a_post_sent_back_waits_for_no_timer_any_more(
    draft_post: Post, alice: User, bob: User
) -> None:
    post = _verified(draft_post, alice, bob)
    post = publication_schedule(unit=post, actor=bob, at=timezone.now() + timedelta(hours=1))
    post = publication_return(unit=post, actor=bob, reason="Foto kurang jelas.")
    assert (post.state, post.publish_at) == (PublicationState.DRAFT, None)


def test_only_a_verified_post_can_be_scheduled(draft_post: Post, bob: User) -> None:
    at = timezone.now() + timedelta(hours=1)
    with pytest.raises(PublicationError, match="Diperiksa"):
        publication_schedule(unit=draft_post, actor=bob, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=draft_post.pk).update(publish_at=at, scheduled_by=bob)


def test_withdrawing_a_post_stops_its_scheduled_correction(
    draft_post: Post, publish: Callable[[Post], Post], alice: User, bob: User
) -> None:
    first = publish(draft_post)
    second = publication_amend(unit=first, actor=alice, public_note="Salah tik.")
    at = timezone.now() + timedelta(hours=1)
    publication_schedule(unit=_verified(second, alice, bob), actor=bob, at=at)
    publication_withdraw(unit=first, actor=bob, reason="Foto keliru.")
    second.refresh_from_db()
    assert (second.state, second.publish_at) == (PublicationState.VERIFIED, None)


def test_a_scheduler_who_lost_his_account_publishes_nothing(
    draft_post: Post, alice: User, bob: User
) -> None:
    post = _verified(draft_post, alice, bob)
    publication_schedule(unit=post, actor=bob, at=timezone.now() + timedelta(hours=1))
    Post.objects.exclude(publish_at=None).update(publish_at=timezone.now())
    User.objects.filter(pk=bob.pk).update(is_active=False)
    with pytest.raises(CommandError, match="tidak lagi berhak"):
        call_command("publish_due")
    post.refresh_from_db()
    assert post.state == PublicationState.VERIFIED


def test_a_fault_in_one_post_does_not_hold_up_the_others(
    draft_post: Post, alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = _verified(draft_post, alice, bob)
    publication_schedule(unit=post, actor=bob, at=timezone.now() + timedelta(hours=1))
    Post.objects.exclude(publish_at=None).update(publish_at=timezone.now())
    monkeypatch.setattr(publish_due, "publication_publish", lambda **_: 1 / 0)
    with pytest.raises(CommandError, match=r"pleno-contoh versi 1\): kesalahan portal"):
        call_command("publish_due")


@pytest.mark.parametrize(
    "decide",
    [
        lambda post, bob: publication_return(unit=post, actor=bob, reason="Foto keliru."),
        lambda post, bob: publication_schedule(
            unit=post, actor=bob, at=timezone.now() + timedelta(days=1)
        ),
        lambda post, _bob: Post.objects.filter(pk=post.pk).update(
            publish_at=None, scheduled_by=None
        ),
    ],
    ids=["sent back", "set anew", "stopped with the withdrawal of the former version"],
)
def test_a_decision_made_while_the_timer_works_holds(
    draft_post: Post,
    alice: User,
    bob: User,
    monkeypatch: pytest.MonkeyPatch,
    decide: Callable[[Post, User], object],
) -> None:
    post = _verified(draft_post, alice, bob)
    publication_schedule(unit=post, actor=bob, at=timezone.now() + timedelta(hours=1))
    Post.objects.exclude(publish_at=None).update(publish_at=timezone.now())

    def look_then_let_somebody_decide(*, now: datetime) -> object:
        due = publications_due(now=now)
        decide(post, bob)
        return due

    monkeypatch.setattr(publish_due, "publications_due", look_then_let_somebody_decide)
    out = StringIO()
    call_command("publish_due", stdout=out)
    post.refresh_from_db()
    assert post.published_at is None
    assert out.getvalue().startswith("Dilewati: Pleno contoh digelar (pleno-contoh versi 1): ")


@pytest.mark.parametrize(
    "values", [{"slug": "Rapat_Pleno"}, {"slug": "-"}, {"date": date(25, 7, 4)}]
)
def test_the_database_refuses_what_no_address_could_carry(
    draft_post: Post, values: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=draft_post.pk).update(**values)


def test_one_post_that_cannot_be_published_does_not_hold_up_the_others(
    draft_post: Post, publish: Callable[[Post], Post], alice: User, bob: User
) -> None:
    taken = Post.objects.published().newest_first()[0]
    PostAddress.objects.create(year="2026", month="03", slug="pleno-contoh", post_slug=taken.slug)
    other = Post.objects.create(
        slug="berita-kedua",
        title="Berita kedua",
        date=date(2026, 3, 9),
        summary="L.",
        body="<p>b</p>",
        category="pengumuman",
        made_by=alice,
    )
    for post in (draft_post, other):
        verified = _verified(post, alice, bob)
        publication_schedule(unit=verified, actor=bob, at=timezone.now() + timedelta(hours=1))
    Post.objects.exclude(publish_at=None).update(publish_at=timezone.now())
    out = StringIO()
    with pytest.raises(CommandError, match=r"Pleno contoh digelar .*pernah dipakai"):
        call_command("publish_due", stdout=out)
    assert out.getvalue().startswith("Terbit: Berita kedua")
