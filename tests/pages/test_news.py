"""The news as the public reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import feedparser
import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from kpuntt.datasets import CATALOGUE
from kpuntt.publishing.services import (
    publication_amend,
    publication_publish,
    publication_schedule,
    publication_submit,
    publication_verify,
    publication_withdraw,
)
from news.models import Category, Picture, Post, PostPicture, Tag
from news.preview import preview_path
from news.services import post_rename
from tests.pages.html import Page, body_of, decoded

pytestmark = pytest.mark.django_db

HIDDEN_WORD = "RAHASIA-KONSEP"


@pytest.fixture
def make_post(alice: User) -> Callable[..., Post]:
    """Make drafts by Alice; every word a list or file might show carries the secret."""

    def make(slug: str = "konsep-rahasia", **values: object) -> Post:
        defaults: dict[str, object] = {
            "title": f"Judul {HIDDEN_WORD}",
            "date": date(2025, 7, 4),
            "summary": f"Ringkasan {HIDDEN_WORD}.",
            "body": f"<p>Isi {HIDDEN_WORD}.</p>",
            "category": Category.VOTER_DATA,
            "made_by": alice,
        }
        post = Post.objects.create(slug=slug, **defaults | values)
        post.tags.add(Tag.objects.get_or_create(slug="rahasia", defaults={"name": HIDDEN_WORD})[0])
        return post

    return make


@pytest.fixture
def verify(alice: User, bob: User) -> Callable[[Post], Post]:
    def run(post: Post) -> Post:
        return publication_verify(unit=publication_submit(unit=post, actor=alice), actor=bob)

    return run


@pytest.fixture
def publish(verify: Callable[[Post], Post], bob: User) -> Callable[[Post], Post]:
    def run(post: Post) -> Post:
        return publication_publish(unit=verify(post), actor=bob)

    return run


@pytest.fixture(params=["draft", "submitted", "scheduled", "withdrawn"])
def hidden(
    request: pytest.FixtureRequest,
    make_post: Callable[..., Post],
    verify: Callable[[Post], Post],
    bob: User,
) -> Post:
    """A post that the public must not see, for each of the reasons there are."""
    post = make_post()
    if request.param == "submitted":
        return publication_submit(unit=post, actor=bob)
    if request.param == "scheduled":
        return publication_schedule(
            unit=verify(post), actor=bob, at=timezone.now() + timedelta(minutes=1)
        )
    if request.param == "withdrawn":
        post = publication_publish(unit=verify(post), actor=bob)
        return publication_withdraw(unit=post, actor=bob, reason="Foto keliru.")
    return post


# -- What is not published is nowhere -------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/berita/",
        "/berita/2025/",
        "/berita/2025/07/",
        "/berita/kategori/data-pemilih/",
        "/",
        "/wilayah/53/",
    ],
)
def test_a_hidden_post_is_in_no_list(reader: Client, hidden: Post, address: str) -> None:
    page = Page(reader, address)
    assert page.response.status_code == 200
    assert HIDDEN_WORD not in page.source


def test_the_topic_of_hidden_posts_alone_is_no_page(reader: Client, hidden: Post) -> None:
    assert reader.get("/berita/topik/rahasia/").status_code == 404


def test_a_hidden_post_has_no_page(reader: Client, hidden: Post) -> None:
    for address in (hidden.get_absolute_url(), f"{hidden.get_absolute_url()}versi/1/"):
        response = reader.get(address)
        assert response.status_code == (410 if hidden.state == "withdrawn" else 404)
        assert HIDDEN_WORD not in response.content.decode()


def test_a_withdrawn_post_says_why(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post], bob: User
) -> None:
    post = publish(make_post())
    assert reader.get(post.get_absolute_url()).status_code == 200
    publication_withdraw(unit=post, actor=bob, reason="Foto keliru.")
    assert "Alasan: Foto keliru." in Page(reader, post.get_absolute_url()).text


def test_withdrawing_a_corrected_post_takes_its_old_versions_and_pictures_too(
    reader: Client,
    picture: Picture,
    make_post: Callable[..., Post],
    publish: Callable[[Post], Post],
    bob: User,
) -> None:
    draft = make_post()
    PostPicture.objects.create(post=draft, picture=picture)
    first = publish(draft)
    maker = first.made_by
    assert maker is not None
    second = publish(publication_amend(unit=first, actor=maker, public_note="Salah tik."))
    old = f"{first.get_absolute_url()}versi/1/"
    assert HIDDEN_WORD in Page(reader, old).source
    publication_withdraw(unit=second, actor=bob, reason="Foto keliru.")
    page = Page(reader, old)
    assert page.response.status_code == 410
    assert HIDDEN_WORD not in page.source
    assert reader.get(picture.small_address).status_code == 404


def test_a_withdrawn_post_comes_back_as_a_correction_at_its_old_address(
    reader: Client,
    make_post: Callable[..., Post],
    publish: Callable[[Post], Post],
    alice: User,
    bob: User,
) -> None:
    post = publish(make_post())
    post = publication_withdraw(unit=post, actor=bob, reason="Foto keliru.")
    publish(publication_amend(unit=post, actor=alice, public_note="Foto diganti."))
    assert "Perbaikan: Foto diganti." in Page(reader, post.get_absolute_url()).text


def test_a_hidden_post_is_in_no_feed(reader: Client, hidden: Post) -> None:
    for address in ("/berita/umpan/", "/berita/umpan/data-pemilih/"):
        assert HIDDEN_WORD not in decoded(reader.get(address))


def test_a_hidden_post_is_not_in_the_sitemap(reader: Client, hidden: Post) -> None:
    sitemap = decoded(reader.get("/sitemap.xml"))
    assert hidden.slug not in sitemap
    assert "rahasia" not in sitemap


def test_a_hidden_post_is_not_found(reader: Client, hidden: Post) -> None:
    page = Page(reader, f"/cari/?q={HIDDEN_WORD.lower()}")
    assert hidden.slug not in page.source
    assert "Judul" not in page.text


def test_a_hidden_post_is_not_in_the_json(reader: Client, hidden: Post) -> None:
    assert HIDDEN_WORD not in decoded(reader.get("/data/berita.json"))


def test_a_hidden_post_is_in_no_file_of_the_dataset(reader: Client, hidden: Post) -> None:
    rows = [str(row) for row in CATALOGUE["berita"].iterate()]
    assert len(rows) == 14
    assert not [row for row in rows if HIDDEN_WORD in row]


def test_a_published_post_is_everywhere_at_once(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post]
) -> None:
    places = [
        "/berita/",
        "/berita/2025/07/",
        "/berita/kategori/data-pemilih/",
        "/berita/topik/rahasia/",
        "/berita/umpan/",
        "/berita/umpan/data-pemilih/",
        f"/cari/?q={HIDDEN_WORD.lower()}",
        "/data/berita.json",
        "/data/berita.csv",
        "/wilayah/53.07/",
        "/",
    ]
    before = {place: decoded(reader.get(place)) for place in places}
    post = publish(make_post(region_id="53.07", date=date(2025, 12, 1)))
    places.remove("/berita/2025/07/")
    places.append("/berita/2025/12/")
    for place in places:
        assert HIDDEN_WORD not in before.get(place, ""), place
        assert post.slug in decoded(reader.get(place)), place
    assert post.get_absolute_url() in decoded(reader.get("/sitemap.xml"))


# -- Lists ---------------------------------------------------------------------------------------


def test_the_list_has_every_item_of_the_sources_newest_first(reader: Client) -> None:
    links = re.findall(
        r'<h2><a href="(/berita/[0-9]{4}/[0-9]{2}/[a-z0-9-]+/)">', Page(reader, "/berita/").source
    )
    assert len(links) == 14
    assert links[0].startswith("/berita/2025/10/")
    assert links[-1] == "/berita/2021/11/rencana-desa-peduli-pemilu/"
    for link in links:
        assert reader.get(link).status_code == 200


def test_paging_goes_by_date_and_never_ends_within_a_day(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post]
) -> None:
    for number in range(12):
        publish(make_post(f"contoh-{number}", title="Contoh", date=date(2026, 1, 1 + number // 4)))
    first = Page(reader, "/berita/")
    older = re.search(r'href="\?sebelum=([0-9-]+)"', first.source)
    assert older is not None
    second = Page(reader, f"/berita/?sebelum={older[1]}")
    found = [
        re.findall(r'<h2><a href="(/berita/[0-9]{4}/[^"]+)">', page.source)
        for page in (first, second)
    ]
    assert len(found[0]) >= 20
    assert len(found[0]) + len(found[1]) == 26
    assert not set(found[0]) & set(found[1])
    assert 'rel="next"' not in second.source
    publish(make_post("paling-baru", title="Contoh", date=date(2026, 2, 1)))
    again = Page(reader, f"/berita/?sebelum={older[1]}")
    assert re.findall(r'<h2><a href="(/berita/[0-9]{4}/[^"]+)">', again.source) == found[1]


@pytest.mark.parametrize("value", ["kemarin", "2025-13-01", "20250704", "", "2025-07-04%00"])
def test_a_day_that_is_none_is_refused_in_a_sentence(reader: Client, value: str) -> None:
    page = Page(reader, f"/berita/?sebelum={value}")
    assert page.response.status_code == 400
    assert "misalnya 2025-07-04" in page.text


@pytest.mark.parametrize(
    "address",
    [
        "/berita/2019/",
        "/berita/0000/",
        "/berita/2025/08/",
        "/berita/2025/13/",
        "/berita/kategori/gosip/",
        "/berita/umpan/gosip/",
        "/berita/topik/tidak-ada/",
        "/berita/wilayah/53.99/",
        "/berita/2025/07/tidak-ada/",
        "/berita/2025/08/pleno-pdpb-semester-pertama/",
        "/berita/pratinjau/palsu/",
        "/media/" + "0" * 32 + ".webp",
    ],
)
def test_what_does_not_exist_is_404(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_a_region_without_news_says_so(reader: Client) -> None:
    assert "Belum ada berita di sini." in Page(reader, "/berita/wilayah/53.20/").text


def test_lists_cost_the_same_number_of_queries_however_long(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post]
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(address).status_code == 200
        return len(captured)

    before = queries("/berita/"), queries("/berita/umpan/")
    for number in range(4):
        publish(make_post(f"contoh-{number}"))
    assert (queries("/berita/"), queries("/berita/umpan/")) == before


# -- The post ------------------------------------------------------------------------------------


def test_the_plenary_post_has_its_figures_and_leads_to_them(reader: Client) -> None:
    page = Page(reader, "/berita/2025/07/pleno-pdpb-semester-pertama/")
    for figure in ("4.062.328", "3.988.372", "116.497", "42.541", "117.602", "97,62 persen"):
        assert figure in page.text
    assert '<a href="/pemilih/pdpb-2025-semester-1/">PDPB Semester I 2025</a>' in page.source
    assert "Sumber: KPU Provinsi NTT Gelar Rapat Pleno Terbuka PDPB" in page.text


def test_a_weekday_that_contradicts_its_date_is_shown_at_the_post(reader: Client) -> None:
    text = Page(reader, "/berita/2025/07/kpu-ntt-mengajar/").text
    assert "Tercetak Selasa, terhitung Kamis" in text


def test_the_reads_that_a_source_prints_stand_beside_our_own(reader: Client) -> None:
    text = Page(reader, "/berita/2021/11/rencana-desa-peduli-pemilu/").text
    assert "Telah dilihat 0 kali" in text
    assert "Di situs asalnya tercatat 395 kali." in text


def test_a_correction_is_said_and_the_old_version_stays(
    reader: Client, alice: User, publish: Callable[[Post], Post]
) -> None:
    post = Post.objects.get(slug="pleno-pdpb-semester-pertama")
    draft = publication_amend(unit=post, actor=alice, public_note="Jam mulai diperbaiki.")
    Post.objects.filter(pk=draft.pk).update(title="Judul baru")
    publish(draft)
    page = Page(reader, post.get_absolute_url())
    assert "Perbaikan: Jam mulai diperbaiki." in page.text
    assert "<h1>Judul baru</h1>" in page.source
    old = Page(reader, f"{post.get_absolute_url()}versi/1/")
    assert f"<h1>{post.title}</h1>" in old.source
    assert "yang sudah digantikan" in old.text
    assert 'content="noindex"' in old.source


def test_every_former_address_leads_to_the_present_one(
    reader: Client, bob: User, alice: User, publish: Callable[[Post], Post]
) -> None:
    post = Post.objects.get(slug="pleno-pdpb-semester-pertama")
    post_rename(post=post, slug="pleno-baru", actor=bob)
    response = reader.get("/berita/2025/07/pleno-pdpb-semester-pertama/")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/berita/2025/07/pleno-baru/",
    )
    post.refresh_from_db()
    draft = publication_amend(unit=post, actor=alice, public_note="Tanggal salah.")
    Post.objects.filter(pk=draft.pk).update(date=date(2025, 8, 4))
    publish(draft)
    for former in ("pleno-pdpb-semester-pertama", "pleno-baru"):
        response = reader.get(f"/berita/2025/07/{former}/")
        assert response.headers["Location"] == "/berita/2025/08/pleno-baru/"
    response = reader.get("/berita/2025/07/pleno-pdpb-semester-pertama/versi/1/")
    assert (response.status_code, response.headers["Location"]) == (
        301,
        "/berita/2025/07/pleno-baru/versi/1/",
    )
    old = Page(reader, response.headers["Location"])
    assert "Ini versi 1, yang sudah digantikan." in old.text


def test_a_correction_says_when_the_post_was_first_published_and_when_corrected(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post], alice: User
) -> None:
    first = publish(make_post())
    Post.objects.filter(pk=first.pk).update(published_at="2026-02-03T04:00Z")
    second = publish(publication_amend(unit=first, actor=alice, public_note="Salah tik."))
    Post.objects.filter(pk=second.pk).update(published_at="2026-03-04T05:00Z")
    page = Page(reader, second.get_absolute_url())
    assert "Terbit di portal 3 Februari 2026, diperbaiki 4 Maret 2026." in page.text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.source)
    assert found is not None
    article = json.loads(found[1])
    assert article["datePublished"].startswith("2026-02-03")
    assert article["dateModified"].startswith("2026-03-04")


def test_a_post_tells_other_sites_what_it_is(reader: Client) -> None:
    page = Page(reader, "/berita/2025/07/pleno-pdpb-semester-pertama/")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.source)
    assert found is not None
    article = json.loads(found[1])
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == "Pemilih NTT bertambah menjadi 4.062.328 orang"
    assert article["mainEntityOfPage"] == (
        "http://127.0.0.1:8000/berita/2025/07/pleno-pdpb-semester-pertama/"
    )
    assert '<meta property="og:type" content="article">' in page.source


def test_words_cannot_leave_the_linked_data(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post]
) -> None:
    post = publish(make_post(title="</script><script>alert(1)</script>&"))
    page = Page(reader, post.get_absolute_url())
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.source)
    assert found is not None
    assert json.loads(found[1])["headline"] == "</script><script>alert(1)</script>&"
    assert "<script>alert" not in page.source


def test_a_feed_entry_keeps_its_identity_and_carries_words_not_markup(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post], bob: User
) -> None:
    publish(make_post(title="A\x0bB", summary="A <b>x</b> <img src=x onerror=y>"))
    post = Post.objects.get(slug="konsep-rahasia")

    def entry() -> feedparser.FeedParserDict:
        parsed = feedparser.parse(decoded(reader.get("/berita/umpan/")), sanitize_html=False)
        assert not parsed.bozo
        return next(entry for entry in parsed.entries if entry.title == "A B")

    before = entry()
    assert before.summary == "A &lt;b&gt;x&lt;/b&gt; &lt;img src=x onerror=y&gt;"
    assert before.published_parsed <= before.updated_parsed
    post_rename(post=post, slug="pindah", actor=bob)
    after = entry()
    assert after.id == before.id
    assert after.link != before.link


def test_a_feed_is_well_formed_atom_with_all_that_rfc_4287_asks_for(reader: Client) -> None:
    for address, length in (("/berita/umpan/", 14), ("/berita/umpan/kelembagaan/", None)):
        response = reader.get(address)
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        parsed = feedparser.parse(decoded(response))
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.version == "atom10"
        assert parsed.feed.id == f"http://127.0.0.1:8000{address}"
        assert {link.rel: link.href for link in parsed.feed.links}["self"] == parsed.feed.id
        assert parsed.feed.updated_parsed
        assert parsed.feed.author
        assert length in {None, len(parsed.entries)}
        assert len({entry.id for entry in parsed.entries}) == len(parsed.entries) > 0
        for entry in parsed.entries:
            assert entry.link.startswith("http://127.0.0.1:8000/berita/20")
            assert entry.title
            assert entry.summary
            assert entry.updated_parsed


# -- Reads ---------------------------------------------------------------------------------------


def test_the_counting_picture_is_kept_by_the_browser_and_not_by_caches_in_between(
    reader: Client,
) -> None:
    response = reader.get("/berita/dilihat/pleno-pdpb-semester-pertama.gif")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/gif"
    assert response.headers["Cache-Control"] == "private, max-age=1800"
    assert Image.open(BytesIO(response.content)).size == (1, 1)


def test_reading_a_post_never_counts_by_the_page_itself(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted: list[str] = []
    monkeypatch.setattr("news.reads.read_note", noted.append)
    browser = {"user-agent": "Mozilla/5.0 Firefox/130.0"}
    reader.get("/berita/2025/07/pleno-pdpb-semester-pertama/", headers=browser)
    assert noted == []
    reader.head("/berita/dilihat/pleno-pdpb-semester-pertama.gif", headers=browser)
    assert noted == []
    reader.get("/berita/dilihat/tidak-ada.gif", headers=browser)
    assert noted == []
    reader.get("/berita/dilihat/pleno-pdpb-semester-pertama.gif", headers=browser)
    assert noted == ["pleno-pdpb-semester-pertama"]


# -- Previews and pictures -----------------------------------------------------------------------


@pytest.fixture
def picture(alice: User) -> Picture:
    content = BytesIO()
    Image.new("RGB", (300, 200), "navy").save(content, "WEBP")
    picture = Picture(
        alt="Ruang pleno",
        original_name="a.jpg",
        uploaded_by=alice,
        small_width=300,
        small_height=200,
        large_width=300,
        large_height=200,
    )
    picture.small.save("", ContentFile(content.getvalue()), save=False)
    picture.large.save("", ContentFile(content.getvalue()), save=False)
    picture.save()
    return picture


def test_a_preview_ends_with_publication(
    reader: Client, make_post: Callable[..., Post], publish: Callable[[Post], Post], bob: User
) -> None:
    draft = make_post()
    link = preview_path(draft)
    post = publish(draft)
    response = reader.get(link)
    assert (response.status_code, response.headers["Location"]) == (302, post.get_absolute_url())
    publication_withdraw(unit=post, actor=bob, reason="Foto keliru.")
    response = reader.get(link, follow=True)
    assert response.status_code == 410
    assert HIDDEN_WORD not in response.content.decode()


def test_a_preview_shows_a_draft_to_whoever_has_the_link_and_to_no_cache(
    reader: Client, make_post: Callable[..., Post]
) -> None:
    response = reader.get(preview_path(make_post()))
    assert HIDDEN_WORD in response.content.decode()
    assert "belum terbit" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "dilihat/" not in response.content.decode()


def test_a_picture_is_public_only_while_its_post_is(
    reader: Client,
    picture: Picture,
    make_post: Callable[..., Post],
    publish: Callable[[Post], Post],
    bob: User,
) -> None:
    post = make_post()
    PostPicture.objects.create(post=post, picture=picture, caption="Pleno")
    assert reader.get(picture.small_address).status_code == 404

    preview = reader.get(preview_path(post)).content.decode()
    for address in re.findall(r'(/media/[^" ]+)', preview):
        response = reader.get(address)
        assert body_of(response)[8:12] == b"WEBP"
        assert response.headers["Cache-Control"] == "private, no-store"

    post = publish(post)
    page = Page(reader, post.get_absolute_url())
    assert 'alt="Ruang pleno"' in page.source
    response = reader.get(picture.large_address)
    assert response.headers["Content-Type"] == "image/webp"
    assert body_of(response)[8:12] == b"WEBP"
    publication_withdraw(unit=post, actor=bob, reason="Foto keliru.")
    assert reader.get(picture.small_address).status_code == 404


def test_staff_who_may_see_pictures_see_those_of_drafts(
    client: Client, picture: Picture, alice: User, enter: Callable[[Client, User], Client]
) -> None:
    enter(client, alice)
    assert client.get(picture.small_address).status_code == 404
    enter(client, User.objects.create_superuser("ketua"))
    assert body_of(client.get(picture.small_address))[8:12] == b"WEBP"


def test_a_picture_whose_file_is_gone_is_404(
    client: Client,
    picture: Picture,
    make_post: Callable[..., Post],
    publish: Callable[[Post], Post],
) -> None:
    post = make_post()
    PostPicture.objects.create(post=post, picture=picture)
    publish(post)
    default_storage.delete(picture.small_address.removeprefix("/media/"))
    assert client.get(picture.small_address).status_code == 404
