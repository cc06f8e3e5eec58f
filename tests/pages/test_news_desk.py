"""The editors' journey through the admin, step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from kpuntt.activity.models import Activity
from kpuntt.publishing.models import PublicationState
from news.models import Picture, Post, Tag
from tests.pages.forms import Form
from tests.pages.html import Page

pytestmark = pytest.mark.django_db

EMPTY_INLINES = {
    f"{name}-{field}": "0"
    for name in ("pictures", "related_pages")
    for field in ("TOTAL_FORMS", "INITIAL_FORMS")
}
POST = {
    "title": "Pleno PDPB Triwulan I 2026",
    "slug": "pleno-pdpb-triwulan-1-2026",
    "summary": "Rekapitulasi ditetapkan.",
    "body": "<p>Isi <script>alert(1)</script>berita.</p>",
    "date": "2026-04-02",
    "category": "data-pemilih",
    **EMPTY_INLINES,
}


def _may(user: User, *verbs: str, model: str = "post") -> User:
    for verb in verbs:
        user.user_permissions.add(Permission.objects.get(codename=f"{verb}_{model}"))
    return user


@pytest.fixture
def editor(alice: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(Client(), _may(alice, "add", "change", "view"))


@pytest.fixture
def publisher(bob: User, enter: Callable[[Client, User], Client]) -> Client:
    return enter(Client(), _may(bob, "view", "verify", "publish"))


@pytest.fixture
def draft(editor: Client) -> Post:
    response = editor.post("/admin/news/post/add/", POST)
    assert response.status_code == 302, Page(editor, "/admin/news/post/add/").text
    return Post.objects.get(slug=POST["slug"])


def _step(client: Client, post: Post, name: str, **fields: str) -> int:
    form = Form(client, f"/admin/news/post/{post.pk}/langkah/{name}/")
    return int(form.fill(**fields).send().status_code)


def test_an_editor_makes_a_draft_that_is_clean_and_his_own(draft: Post, alice: User) -> None:
    assert draft.state == PublicationState.DRAFT
    assert draft.made_by == alice
    assert draft.body == "<p>Isi berita.</p>"


def test_a_body_of_nothing_but_what_is_taken_out_is_refused(editor: Client) -> None:
    response = editor.post("/admin/news/post/add/", {**POST, "body": "<script>x</script>"})
    assert "Isi berita masih kosong." in response.content.decode()
    assert not Post.objects.filter(slug=POST["slug"]).exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"slug": "kpu-ntt-mengajar"}, "sudah dipakai berita lain. Pilih alamat lain."),
        ({"slug": "Rapat_Pleno"}, "huruf kecil, angka, dan tanda hubung"),
        ({"date": "1825-07-04"}, "paling awal 1 Januari 1999"),
        ({"end_date": "2026-04-01"}, "Hari terakhir harus sesudah tanggal peristiwa."),
        ({"body": "<p>" + "x" * 100_000 + "</p>"}, "100000"),
    ],
)
def test_a_mistake_is_met_with_a_sentence_and_loses_nothing(
    editor: Client, values: dict[str, str], sentence: str
) -> None:
    before = Post.objects.count()
    response = editor.post("/admin/news/post/add/", {**POST, **values})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert POST["summary"] in response.content.decode()
    assert Post.objects.count() == before


def test_a_form_that_is_too_large_is_refused_in_a_sentence(editor: Client) -> None:
    response = editor.post("/admin/news/post/add/", {**POST, "body": "x" * 3_000_000})
    assert response.status_code == 400
    assert "terlalu besar; paling banyak 2,5 megabita" in response.content.decode()


def test_control_characters_that_a_paste_brings_along_are_taken_out(editor: Client) -> None:
    editor.post("/admin/news/post/add/", {**POST, "title": "Pleno\x0bPDPB"})
    assert Post.objects.get(slug=POST["slug"]).title == "Pleno PDPB"


def test_words_that_readers_have_seen_do_not_change_behind_their_back(
    editor: Client, alice: User
) -> None:
    _may(alice, "view", "change", "delete", model="tag")
    tag = Tag.objects.get(slug="pdpb")
    address = f"/admin/news/tag/{tag.pk}"
    change = {"name": "judi", "slug": "judi"}
    assert editor.post(f"{address}/change/", change).status_code == 403
    assert editor.post(f"{address}/delete/", {"post": "yes"}).status_code == 403


def test_from_draft_to_public_by_two_people(
    editor: Client, publisher: Client, draft: Post, bob: User
) -> None:
    assert _step(editor, draft, "ajukan") == 302
    assert _step(publisher, draft, "periksa") == 302
    assert _step(publisher, draft, "terbitkan") == 302
    draft.refresh_from_db()
    assert (draft.state, draft.verified_by) == (PublicationState.PUBLISHED, bob)
    assert Client().get(draft.get_absolute_url()).status_code == 200
    actions = Activity.objects.filter(slug=draft.slug).order_by("pk")
    assert [row.action for row in actions] == ["ajukan", "periksa", "terbitkan"]


@pytest.mark.parametrize("step", ["periksa", "terbitkan", "jadwalkan", "kembalikan", "tarik"])
def test_an_editor_may_not_verify_or_publish(editor: Client, draft: Post, step: str) -> None:
    assert _step(editor, draft, step, reason="x") == 403
    draft.refresh_from_db()
    assert draft.state == PublicationState.DRAFT


def test_the_maker_cannot_verify_his_own_post_whatever_his_rights(
    editor: Client, draft: Post, alice: User
) -> None:
    _may(alice, "verify", "publish")
    _step(editor, draft, "ajukan")
    response = editor.post(
        f"/admin/news/post/{draft.pk}/langkah/periksa/", {"edits": draft.edits}, follow=True
    )
    assert "Pemeriksa tidak boleh sama dengan penyusun." in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == PublicationState.SUBMITTED


def test_a_step_out_of_its_time_is_refused_in_a_sentence(publisher: Client, draft: Post) -> None:
    page = Page(publisher, f"/admin/news/post/{draft.pk}/langkah/terbitkan/")
    assert "Langkah ini tidak terbuka: keadaannya sekarang “Konsep”." in page.text
    response = publisher.post(
        f"/admin/news/post/{draft.pk}/langkah/terbitkan/", {"edits": draft.edits}, follow=True
    )
    assert "Langkah ini hanya untuk keadaan “Diperiksa”" in response.content.decode()


def test_what_was_submitted_can_no_longer_be_edited(editor: Client, draft: Post) -> None:
    _step(editor, draft, "ajukan")
    response = editor.post(
        f"/admin/news/post/{draft.pk}/change/", {**POST, "title": "Diubah diam-diam"}
    )
    assert response.status_code == 403
    draft.refresh_from_db()
    assert draft.title == POST["title"]


def test_nothing_is_deleted(publisher: Client, draft: Post, bob: User) -> None:
    _may(bob, "delete", "change")
    assert (
        publisher.post(f"/admin/news/post/{draft.pk}/delete/", {"post": "yes"}).status_code == 403
    )
    response = publisher.post(
        "/admin/news/post/", {"action": "delete_selected", "_selected_action": draft.pk}
    )
    assert Post.objects.filter(pk=draft.pk).exists()
    assert response.status_code in {200, 302}


def test_a_publisher_schedules_a_verified_post(
    editor: Client, publisher: Client, draft: Post
) -> None:
    _step(editor, draft, "ajukan")
    _step(publisher, draft, "periksa")
    at = timezone.localtime() + timedelta(days=1)
    assert _step(publisher, draft, "jadwalkan", at=f"{at:%Y-%m-%dT%H:%M}") == 302
    draft.refresh_from_db()
    assert draft.publish_at is not None
    assert abs(draft.publish_at - at) < timedelta(minutes=1)
    assert Client().get(draft.get_absolute_url()).status_code == 404


def test_a_published_post_gets_a_correction_and_a_new_address(
    editor: Client, publisher: Client, draft: Post
) -> None:
    for client, step in ((editor, "ajukan"), (publisher, "periksa"), (publisher, "terbitkan")):
        _step(client, draft, step)
    assert _step(publisher, draft, "ganti-alamat", slug="pleno-baru") == 302
    assert _step(editor, draft, "perbaiki", reason="Tanggal keliru.") == 302
    second = Post.objects.get(slug="pleno-baru", version=2)
    without_note = {**POST, "public_note": " ", "edits": "0", "change_reason": "Tanggal keliru."}
    response = editor.post(f"/admin/news/post/{second.pk}/change/", without_note)
    assert "apa yang diperbaiki dan mengapa" in response.content.decode()
    assert (second.state, second.public_note) == (PublicationState.DRAFT, "Tanggal keliru.")
    page = Page(editor, f"/admin/news/post/{second.pk}/change/")
    assert 'name="slug"' not in page.source
    assert 'name="title"' in page.source


def test_a_step_without_its_sentence_is_asked_for_again(
    editor: Client, publisher: Client, draft: Post
) -> None:
    _step(editor, draft, "ajukan")
    assert _step(publisher, draft, "kembalikan", reason=" ") == 200
    draft.refresh_from_db()
    assert draft.state == PublicationState.SUBMITTED


@pytest.mark.parametrize("name", ["lain", "hapus"])
def test_an_unknown_step_is_404(publisher: Client, draft: Post, name: str) -> None:
    assert _step(publisher, draft, name) == 404


# -- Pictures ------------------------------------------------------------------------------------


def _photo(name: str = "foto.jpg") -> SimpleUploadedFile:
    content = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rahasia"
    Image.new("RGB", (1600, 1200), "navy").save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def test_an_upload_becomes_two_small_files_under_random_names(editor: Client, alice: User) -> None:
    _may(alice, "add", "view", "change", model="picture")
    response = editor.post(
        "/admin/news/picture/add/",
        {"file": _photo('"><script>alert(1)</script>.jpg'), "alt": "Ruang pleno", "credit": ""},
    )
    assert response.status_code == 302
    picture = Picture.objects.get()
    assert picture.uploaded_by == alice
    assert (picture.small_width, picture.large_width) == (640, 1280)
    with picture.large.open() as file:
        image = Image.open(file)
        assert (image.format, len(image.getexif())) == ("WEBP", 0)
    page = Page(editor, "/admin/news/picture/")
    assert "<script>alert" not in page.source
    assert picture.original_name.endswith(".jpg")
    assert picture.original_name not in {picture.small.name, picture.large.name}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"GIF89a/*" + b"\x00" * 60 + b"*/=alert(1)", "GIF"),
        (b"", "kosong"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(
    editor: Client, alice: User, content: bytes, sentence: str
) -> None:
    _may(alice, "add", "view", model="picture")
    file = SimpleUploadedFile("foto.jpg", content, "image/jpeg")
    response = editor.post("/admin/news/picture/add/", {"file": file, "alt": "a"})
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not Picture.objects.exists()


def test_a_picture_without_alternative_text_is_refused(editor: Client, alice: User) -> None:
    _may(alice, "add", "view", model="picture")
    assert editor.post("/admin/news/picture/add/", {"file": _photo(), "alt": ""}).status_code == 200
    assert not Picture.objects.exists()
