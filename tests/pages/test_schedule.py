"""The release calendar: what the public reads, and who may change it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from icalendar import Calendar

from kpuntt.caching.services import generation_bump
from kpuntt.schedule import selectors
from kpuntt.schedule.models import DateChange, DatePrecision, PlannedRelease
from kpuntt.schedule.services import (
    planned_release_add,
    planned_release_cancel,
    planned_release_mark_published,
    planned_release_move,
)
from kpuntt.staff.roles import RoleName
from tests.pages.forms import Form
from tests.pages.html import Page, body_of, decoded

pytestmark = pytest.mark.django_db

PAGE, FEED = "/rilis/jadwal/", "/rilis/jadwal.ics"
LIST = "/admin/schedule/plannedrelease/"
REASON = "Pleno ditunda karena cuaca."
RIGHTS = (
    *("schedule.view_plannedrelease", "schedule.view_datechange"),
    *("schedule.add_plannedrelease", "schedule.change_plannedrelease"),
)
Enter = Callable[[Client, User], Client]
StaffClient = Callable[..., Client]


@pytest.fixture
def plan() -> PlannedRelease:
    return PlannedRelease.objects.get(slug="pdpb-2026-triwulan-4")


@pytest.fixture
def planner(staff_client: StaffClient) -> Client:
    return staff_client("perencana", *RIGHTS)


def _step(plan: PlannedRelease, name: str) -> str:
    return f"{LIST}{plan.pk}/langkah/{name}/"


def test_the_page_shows_what_comes_next_with_its_certainty_and_its_rule(reader: Client) -> None:
    text = Page(reader, PAGE).text
    assert (
        "PDPB Triwulan IV 2026: kabupaten/kota Desember 2026 sementara Pemilih Dasar: KPU "
        "kabupaten/kota merekap PDPB setiap triwulan" in text
    )
    assert text.index("PDPB Triwulan IV 2026") < text.index("Laporan Kinerja 2026")
    assert "Belum ada tanggal yang diubah." in text
    assert "Sudah terbit" not in text


def test_a_day_stands_before_the_month_it_lies_in(reader: Client, alice: User) -> None:
    plan = PlannedRelease.objects.get(slug="rilis-2026-12")
    planned_release_move(
        plan=plan, day=date(2026, 12, 31), precision=DatePrecision.DAY, reason=REASON, actor=alice
    )
    upcoming = [plan.slug for plan in selectors.upcoming_plans()]
    assert upcoming[:2] == ["rilis-2026-12", "pdpb-2026-triwulan-4"]


def test_a_moved_date_is_shown_with_its_reason_and_without_who_moved_it(
    reader: Client, alice: User, plan: PlannedRelease
) -> None:
    assert REASON not in Page(reader, PAGE).text
    planned_release_move(
        plan=plan, day=date(2027, 1, 6), precision=DatePrecision.DAY, reason=REASON, actor=alice
    )
    page = Page(reader, PAGE)
    assert f"Semula Desember 2026, menjadi 6 Januari 2027. Alasan: {REASON}" in page.text
    assert '<time datetime="2027-01-06">6 Januari 2027</time>' in page.source
    assert "alice" not in page.source


def test_a_cancelled_plan_leaves_the_list_and_its_reason_stays(
    reader: Client, alice: User, plan: PlannedRelease
) -> None:
    planned_release_cancel(plan=plan, reason=REASON, actor=alice)
    coming, _, changed = Page(reader, PAGE).text.partition("Perubahan jadwal")
    assert plan.title not in coming.partition("Akan terbit")[2]
    assert f"{plan.title} Semula Desember 2026, sekarang batal. Alasan: {REASON}" in changed


def test_what_came_out_links_to_its_page(reader: Client, alice: User) -> None:
    plan = planned_release_add(
        slug="pdpb-2025-semester-1",
        title="PDPB Semester I 2025",
        area="voters",
        day=date(2025, 7, 4),
        precision=DatePrecision.DAY,
        note="",
        actor=alice,
    )
    path = "/pemilih/pdpb-2025-semester-1/"
    planned_release_mark_published(plan=plan, day=plan.date, path=path, actor=alice)
    page = Page(reader, PAGE)
    assert f'4 Juli 2025</time>: <a href="{path}">PDPB Semester I 2025</a>' in page.source


def test_an_empty_calendar_says_so(reader: Client) -> None:
    PlannedRelease.objects.all().delete()
    generation_bump(area="schedule")
    text = Page(reader, PAGE).text
    assert "Tidak ada jadwal." in text
    assert "Jadwal rilis KPU Provinsi NTT: tidak ada jadwal." in text


def test_long_lists_of_the_past_say_what_they_leave_out(
    reader: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "SHOWN", 2)
    for plan in PlannedRelease.objects.all()[:3]:
        planned_release_cancel(plan=plan, reason=REASON, actor=alice)
    text = Page(reader, PAGE).text
    assert text.count(f"Alasan: {REASON}") == 2
    assert "1 perubahan yang lebih lama ada dalam berkas iCal." in text


def test_the_feed_holds_the_same_plans_and_is_found_from_the_page(reader: Client) -> None:
    response = reader.get(FEED)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(body_of(response)).walk("VEVENT")
    assert len(events) == PlannedRelease.objects.count()
    source = Page(reader, PAGE).source
    assert f'href="{FEED}"' in source
    assert 'href="webcal://127.0.0.1:8000/rilis/jadwal.ics"' in source


def test_the_catalogue_leads_to_the_calendar(reader: Client) -> None:
    assert f'href="{PAGE}"' in Page(reader, "/data/").source


@pytest.mark.parametrize("address", [PAGE, FEED])
def test_it_is_revalidated_until_a_plan_changes(
    reader: Client, alice: User, plan: PlannedRelease, address: str
) -> None:
    etag = reader.get(address).headers["ETag"]
    assert reader.get(address, headers={"if-none-match": etag}).status_code == 304
    planned_release_cancel(plan=plan, reason=REASON, actor=alice)
    response = reader.get(address, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert REASON in decoded(response).replace("\r\n ", "")


def test_staff_announce_a_release(planner: Client, reader: Client) -> None:
    response = Form(planner, f"{LIST}add/").fill(
        title="Hibah Pilkada", slug="hibah-uji", area="budget", date="2027-03-17", precision="bulan"
    )
    assert response.send().status_code == 302
    plan = PlannedRelease.objects.get(slug="hibah-uji")
    assert (plan.date, plan.status) == (date(2027, 3, 1), "sementara")
    assert "Hibah Pilkada Maret 2027 sementara Anggaran" in Page(reader, PAGE).text


def test_a_code_that_is_taken_is_refused_in_the_form(planner: Client) -> None:
    form = Form(planner, f"{LIST}add/").fill(
        title="Lagi", slug="lkj-2026", area="budget", date="2027-03-17", precision="bulan"
    )
    assert "Rencana rilis dengan Kode telah ada." in decoded(form.send())


def test_a_move_without_a_reason_is_refused_and_keeps_what_was_typed(
    planner: Client, plan: PlannedRelease
) -> None:
    form = Form(planner, _step(plan, "pindahkan")).fill(day="2027-01-06", precision="hari")
    response = form.fill(reason="Ditunda.").send()
    assert response.status_code == 422
    assert 'value="2027-01-06"' in decoded(response)
    assert not DateChange.objects.exists()


def test_staff_take_a_plan_through_its_steps(
    planner: Client, reader: Client, plan: PlannedRelease
) -> None:
    steps = {
        "pindahkan": {"day": "2025-07-04", "precision": "bulan", "reason": REASON},
        "pastikan": {"day": "2025-07-04"},
        "terbit": {"day": "2025-07-04", "path": "/pemilih/pdpb-2025-semester-1/"},
        "tulisan": {"title": "PDPB terbit", "note": ""},
    }
    for name, values in steps.items():
        assert Form(planner, _step(plan, name)).fill(**values).send().status_code == 302, name
    assert "4 Juli 2025 : PDPB terbit" in Page(reader, PAGE).text
    refused = Form(planner, _step(plan, "batalkan")).fill(reason=REASON).send()
    assert "sudah terbit tidak dapat diubah" in decoded(refused)


def test_the_second_of_two_people_is_told_so(planner: Client, plan: PlannedRelease) -> None:
    first = Form(planner, _step(plan, "batalkan")).fill(reason=REASON)
    second = Form(planner, _step(plan, "pastikan")).fill(day="2026-12-07")
    assert first.send().status_code == 302
    assert "baru saja diubah orang lain" in decoded(second.send())


def test_the_list_leads_to_the_steps_that_are_open(
    planner: Client, alice: User, plan: PlannedRelease
) -> None:
    assert _step(plan, "pindahkan") in decoded(planner.get(LIST))
    planned_release_cancel(plan=plan, reason=REASON, actor=alice)
    listed = decoded(planner.get(LIST))
    assert _step(plan, "pindahkan") not in listed
    assert _step(plan, "tulisan") in listed
    assert REASON in decoded(planner.get(f"{LIST}{plan.pk}/change/"))


def test_an_unknown_step_or_plan_is_not_found(planner: Client, plan: PlannedRelease) -> None:
    assert planner.get(_step(plan, "hapus")).status_code == 404
    assert planner.get(f"{LIST}0/langkah/batalkan/").status_code == 404


@pytest.mark.parametrize("role", list(RoleName))
def test_only_the_publisher_changes_the_calendar(
    enter: Enter, plan: PlannedRelease, role: RoleName
) -> None:
    user = User.objects.create_user("petugas", is_staff=True)
    user.groups.add(Group.objects.get(name=role.value))
    client = enter(Client(), user)
    may = role == RoleName.PUBLISHER
    assert client.get(f"{LIST}add/").status_code == (200 if may else 403)
    data = {"seen": plan.sequence, "reason": REASON}
    assert client.post(_step(plan, "batalkan"), data).status_code == (302 if may else 403)
    plan.refresh_from_db()
    assert (plan.status == "batal") is may
    sees = role != RoleName.SYSTEM_ADMIN
    response = client.get(LIST)
    assert response.status_code == (200 if sees else 403)
    assert ("/langkah/" in decoded(response)) is may
    assert client.post(f"{LIST}{plan.pk}/delete/", {"post": "yes"}).status_code == 403
