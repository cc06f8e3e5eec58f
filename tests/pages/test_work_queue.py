"""The first page of the admin, for people with different rights."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kpuntt.imports.models import ImportBatch
from kpuntt.publishing.models import PublicationState
from kpuntt.publishing.services import publication_publish, publication_submit, publication_verify
from kpuntt.quality.models import Finding, FindingStatus
from kpuntt.queue import work_queue
from news.models import Post
from news.services import post_rename
from voters.models import Submission, SubmissionDeadline

pytestmark = pytest.mark.django_db

StaffClient = Callable[..., Client]
CORRECTED = {"budget": "budgetline", "news": "post", "performance": "result"}
DESK = ("news.view_post", "news.verify_post", "news.publish_post", "news.change_post")


def _post(maker: User, number: int = 1) -> Post:
    return Post.objects.create(
        title=f"Berita uji {number}",
        slug=f"berita-uji-{number}",
        summary="x",
        body="<p>x</p>",
        date=date(2026, 4, 2),
        category="data-pemilih",
        made_by=maker,
    )


def _block(client: Client, heading: str) -> str:
    content = client.get("/admin/").content.decode()
    assert heading in content
    found = content.split(heading, 2)[-1].split("</section>")[0]
    return " ".join(found.split())


def test_a_submitted_unit_waits_for_the_verifier_but_not_for_its_maker(
    staff_client: StaffClient, alice: User
) -> None:
    verifier = staff_client("pemeriksa", *DESK)
    publication_submit(unit=_post(alice), actor=alice)
    assert "Periksa: Berita uji 1" in _block(verifier, "Menunggu Anda")
    assert "disusun oleh alice" in _block(verifier, "Menunggu Anda")
    own = _post(User.objects.get(username="pemeriksa"), 2)
    publication_submit(unit=own, actor=own.made_by)  # type: ignore[arg-type]
    assert "Berita uji 2" not in _block(verifier, "Menunggu Anda")


def test_a_verified_unit_waits_for_the_publisher_only(
    staff_client: StaffClient, alice: User, bob: User
) -> None:
    post = publication_submit(unit=_post(alice), actor=alice)
    publication_verify(unit=post, actor=bob)
    publisher = staff_client("penerbit", "news.view_post", "news.publish_post")
    verifier = staff_client("pemeriksa", "news.view_post", "news.verify_post")
    assert "Terbitkan: Berita uji 1" in _block(publisher, "Menunggu Anda")
    assert "Tidak ada yang menunggu" in _block(verifier, "Menunggu Anda")


def test_a_unit_that_waits_for_its_time_waits_for_nobody(
    staff_client: StaffClient, alice: User, bob: User
) -> None:
    post = publication_verify(unit=publication_submit(unit=_post(alice), actor=alice), actor=bob)
    Post.objects.filter(pk=post.pk).update(publish_at="2030-01-01T00:00Z", scheduled_by=bob)
    publisher = staff_client("penerbit", *DESK)
    assert "Berita uji" not in _block(publisher, "Menunggu Anda")


def test_drafts_are_listed_for_their_maker_only(staff_client: StaffClient) -> None:
    maker, other = staff_client("penyusun", *DESK), staff_client("lain", *DESK)
    _post(User.objects.get(username="penyusun"))
    assert "Berita uji 1" in _block(maker, "Konsep Anda")
    assert "Anda tidak punya konsep" in _block(other, "Konsep Anda")


def test_the_last_publications_say_who_and_when(
    staff_client: StaffClient, alice: User, bob: User
) -> None:
    post = publication_submit(unit=_post(alice), actor=alice)
    publication_publish(unit=publication_verify(unit=post, actor=bob), actor=bob)
    block = _block(staff_client("pembaca", *DESK), "Terbit terakhir")
    first, *rest = block.split("</li>")
    assert "Berita uji 1" in first
    assert "oleh bob" in first
    assert len(rest) == 10
    assert "dimuat dari dokumen sumber" in rest[0]
    post_rename(post=post, slug="alamat-lain", actor=bob)
    first = _block(staff_client("lain", *DESK), "Terbit terakhir").split("</li>")[0]
    assert "Berita uji 1" in first
    assert "dimuat" not in first


def test_what_has_a_state_and_a_maker_but_is_no_unit_is_no_desk(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = admin.ModelAdmin(ImportBatch, admin.site)
    monkeypatch.setattr(room, "get_queryset", lambda _request: pytest.fail("read as a desk"))
    rooms: dict[Any, Any] = admin.site._registry
    monkeypatch.setitem(rooms, ImportBatch, room)
    request = rf.get("/admin/")
    request.user = User.objects.create_superuser("ketua")
    assert work_queue(request).publications


def test_whoever_may_see_nothing_is_shown_nothing(staff_client: StaffClient, alice: User) -> None:
    publication_submit(unit=_post(alice), actor=alice)
    content = staff_client("baru").get("/admin/").content.decode()
    for sentence in (
        "Tidak ada yang menunggu pemeriksaan atau penerbitan oleh Anda.",
        "Anda tidak punya konsep yang belum diajukan.",
        "Belum ada terbitan yang dapat Anda lihat.",
    ):
        assert sentence in content
    for word in ("Berita uji", "Belum melapor", "Temuan tanpa penjelasan"):
        assert word not in content


def test_regencies_without_a_report_are_named_with_the_deadline(
    staff_client: StaffClient,
) -> None:
    client = staff_client("operator", "voters.view_submission")
    assert "semua 22 kabupaten/kota sudah melapor. Batas waktu belum dicatat." in _block(
        client, "Belum melapor"
    )
    Submission.objects.filter(region__in=["53.01", "53.71"]).update(plenary_date=None)
    SubmissionDeadline.objects.create(
        period_kind="semester",
        period_number=1,
        year=2025,
        last_day=date(2025, 7, 5),
        source="Surat uji",
    )
    block = _block(client, "Belum melapor")
    assert "Semester I 2025: 2 dari 22 kabupaten/kota belum melapor. Batas waktu: 5 Juli 2025." in (
        block
    )
    assert "Kabupaten Kupang" in block
    assert "Kota Kupang" in block
    assert "Isi laporan satu periode" not in block


def test_without_any_period_the_page_says_so(staff_client: StaffClient) -> None:
    Submission.objects.all().delete()
    client = staff_client("operator", "voters.view_submission")
    assert "Belum ada periode yang dicatat." in _block(client, "Belum melapor")


def test_open_findings_are_counted_by_area_and_lead_to_where_they_are_explained(
    staff_client: StaffClient,
) -> None:
    explaining = ("quality.view_finding", "quality.explain_finding")
    explainer = staff_client(
        "penjelas", *explaining, *(f"{area}.change_{unit}" for area, unit in CORRECTED.items())
    )
    block = _block(explainer, "Temuan tanpa penjelasan")
    assert "26 temuan: Anggaran 8, Berita 1, Kinerja 17." in block
    assert block.count("/jelaskan/") == 10
    own = Finding.objects.filter(area="budget")
    Finding.objects.filter(pk__in=own[:3]).update(first_seen_at=timezone.now() + timedelta(1))
    treasurer = staff_client("bendahara", *explaining, "budget.change_budgetline")
    newest = _block(treasurer, "Temuan tanpa penjelasan")
    shown = Finding.objects.order_by("-first_seen_at", "-pk")[:10]
    for finding in shown:
        leads = f"/admin/quality/finding/{finding.pk}/jelaskan/" in newest
        assert leads == (finding.area == "budget")
    assert {finding.area for finding in shown} > {"budget"}
    reader = staff_client("pembaca", "quality.view_finding")
    assert "/jelaskan/" not in _block(reader, "Temuan tanpa penjelasan")
    Finding.objects.update(status=FindingStatus.EXPLAINED)
    assert "Semua temuan sudah dijelaskan." in _block(reader, "Temuan tanpa penjelasan")


def test_the_rooms_follow_below(staff_client: StaffClient) -> None:
    content = staff_client("pembaca", *DESK).get("/admin/").content.decode()
    assert content.index("Terbit terakhir") < content.index("Semua ruang")
    assert 'href="/admin/news/post/"' in content


def test_the_page_takes_the_same_number_of_queries_however_much_there_is(
    client: Client, enter: Callable[[Client, User], Client], alice: User, bob: User
) -> None:
    enter(client, User.objects.create_superuser("ketua"))
    client.get("/admin/")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get("/admin/").status_code == 200
        return len(captured)

    before = queries()
    for number in range(6):
        post = _post(alice, number)
        if number % 3:
            post = publication_submit(unit=post, actor=alice)
        if number % 3 == 2:
            post = publication_verify(unit=post, actor=bob)
        if number == 5:
            publication_publish(unit=post, actor=bob)
    Submission.objects.update(plenary_date=None)
    assert queries() == before
    assert before <= 30
    assert Post.objects.filter(state=PublicationState.SUBMITTED).count() == 2


def test_a_visitor_is_asked_to_sign_in_first() -> None:
    response = Client().get("/admin/")
    assert response.status_code == 302
    assert response.headers["Location"] == "/admin/login/?next=/admin/"
