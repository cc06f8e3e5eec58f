"""Signing in: a password opens nothing, a code opens the admin, and sessions end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from kpuntt.activity.models import Action, Activity
from kpuntt.staff.services import recovery_codes_left, recovery_codes_renew
from kpuntt.staff.sessions import stamp
from tests.codes import code_of, shown_code, wrong

pytestmark = pytest.mark.django_db

PASSWORD = "pulau-komodo-2026"  # noqa: S105 - of an account that lives in a test
START = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
OPEN = {"login/", "dua-langkah/", "dua-langkah/kode/", "dua-langkah/kode-qr.svg", "sandi/"}

Enter = Callable[[Client, User], Client]


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def rina(db: None) -> User:
    """Rina is staff, may see everything, and has not set up a second factor."""
    return User.objects.create_superuser("rina", "rina@example.go.id", PASSWORD)


@pytest.fixture
def device(rina: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=rina, confirmed=True)


def _password(
    client: Client, password: str = PASSWORD, name: str = "rina", query: str = ""
) -> tuple[int, str]:
    response = client.post(f"/admin/login/{query}", {"username": name, "password": password})
    return response.status_code, response.headers.get("Location", response.content.decode())


def _code(client: Client, code: str) -> tuple[int, str]:
    response = client.post("/admin/dua-langkah/kode/", {"code": code})
    return response.status_code, response.headers.get("Location", response.content.decode())


def _inside(client: Client) -> bool:
    return client.get("/admin/voters/roll/").status_code == 200


def _admin_addresses() -> list[str]:
    """Every address below /admin/, with something in place of its parameters."""
    found = []

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for item in patterns:
            route = prefix + str(item.pattern).lstrip("^").rstrip("$")
            if isinstance(item, URLResolver):
                walk(item.url_patterns, route)
            elif route.startswith("admin/"):
                found.append(route)

    walk(get_resolver().url_patterns, "")
    plain = [re.sub(r"<[^>]*>", "1", re.sub(r"\(\?P<\w+>[^)]*\)", "voters", r)) for r in found]
    return sorted({f"/{route}" for route in plain if "?" not in route and "(" not in route})


def test_a_password_alone_reaches_no_page_of_the_admin(client: Client, device: TOTPDevice) -> None:
    assert _password(client) == (302, "/admin/dua-langkah/")
    addresses = [
        address
        for address in _admin_addresses()
        if address.removeprefix("/admin/") not in OPEN and "undangan" not in address
    ]
    assert len(addresses) > 100
    assert "/admin/voters/rollline/1/change/" in addresses
    for address in addresses:
        if address.startswith("/admin/sandi/"):
            continue
        for response in (client.get(address), client.post(address)):
            assert response.status_code == 302, address
            assert response.headers["Location"].startswith("/admin/"), address
            assert re.match(r"/admin/(login/|$|1/$)", response.headers["Location"]), address
    assert "_auth_user_id" not in client.session


def test_a_password_alone_does_not_make_a_user_for_any_other_page(
    client: Client, device: TOTPDevice
) -> None:
    client.force_login(device.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    stamp(session)
    session.save()
    assert not _inside(client)
    assert not client.get("/admin/").wsgi_request.user.is_authenticated


def test_password_and_code_lead_to_the_page_that_was_asked_for(
    client: Client, device: TOTPDevice
) -> None:
    assert _password(client, query="?next=/admin/voters/roll/") == (302, "/admin/dua-langkah/")
    response = client.get("/admin/dua-langkah/")
    assert response.headers["Location"] == "/admin/dua-langkah/kode/"
    assert _code(client, code_of(device)) == (302, "/admin/voters/roll/")
    assert _inside(client)


def test_an_address_of_somebody_else_is_not_followed(client: Client, device: TOTPDevice) -> None:
    _password(client, query="?next=https://jahat.example/")
    assert _code(client, code_of(device)) == (302, "/admin/")


def test_a_wrong_code_and_a_code_used_twice_are_refused(
    client: Client, device: TOTPDevice, clock: time_machine.Traveller
) -> None:
    _password(client)
    status, page = _code(client, wrong(code_of(device)))
    assert (status, "Kode itu keliru atau sudah dipakai" in page) == (200, True)
    assert not _inside(client)
    assert Activity.objects.get(action=Action.SIGN_IN_FAILED, slug="rina").note == "kode keliru"
    clock.shift(60)
    code = code_of(device)
    assert _code(client, code)[0] == 302
    client.logout()
    _password(client)
    assert "Kode itu keliru atau sudah dipakai" in _code(client, code)[1]
    assert not _inside(client)


def test_wrong_codes_are_throttled_even_against_the_right_one(
    client: Client, device: TOTPDevice, clock: time_machine.Traveller
) -> None:
    _password(client)
    for _attempt in range(4):
        clock.shift(60)
        _code(client, wrong(code_of(device)))
    status, page = _code(client, code_of(device))
    assert (status, "Terlalu banyak kode keliru. Coba lagi setelah pukul" in page) == (200, True)
    clock.shift(60)
    assert _code(client, code_of(device))[0] == 302


def test_a_recovery_code_opens_once(client: Client, device: TOTPDevice, rina: User) -> None:
    first, second, *_rest = recovery_codes_renew(user=rina)
    _password(client)
    assert _code(client, first.upper()) == (302, "/admin/")
    assert "tersisa 9 kode" in client.get("/admin/").content.decode()
    client.logout()
    _password(client)
    assert "Kode itu keliru atau sudah dipakai" in _code(client, first)[1]
    assert not _inside(client)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        assert _code(client, second)[0] == 302


def test_a_code_of_somebody_else_is_refused(
    client: Client, alice: User, device: TOTPDevice
) -> None:
    hers = TOTPDevice.objects.create(user=alice, confirmed=True)
    sheet = recovery_codes_renew(user=alice)
    _password(client)
    for code in (code_of(hers), sheet[0]):
        assert "Kode itu keliru" in _code(client, code)[1]
    assert not _inside(client)


def test_half_a_sign_in_ends_after_ten_minutes_or_with_a_new_password(
    client: Client, device: TOTPDevice, rina: User, clock: time_machine.Traveller
) -> None:
    _password(client)
    clock.shift(601)
    status, address = _code(client, code_of(device))
    assert (status, address.startswith("/admin/login/")) == (302, True)
    _password(client)
    rina.set_password("lain-sekali-2026")
    rina.save()
    assert _code(client, code_of(device))[1].startswith("/admin/login/")


def test_whoever_has_no_application_sets_one_up_and_gets_ten_codes_once(
    client: Client, rina: User
) -> None:
    _password(client)
    page = client.get("/admin/dua-langkah/")
    assert page.headers["Cache-Control"].count("no-store")
    secret = re.search(r'id="kunci" class="secret">([A-Z2-7 ]+)<', page.content.decode())
    assert secret is not None
    picture = client.get("/admin/dua-langkah/kode-qr.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture.headers["Cache-Control"]
    assert b"style" not in picture.content
    code = shown_code(secret[1])
    refused = client.post("/admin/dua-langkah/", {"code": wrong(code)})
    assert "Kode itu tidak cocok" in refused.content.decode()
    assert not TOTPDevice.objects.filter(user=rina).exists()
    done = client.post("/admin/dua-langkah/", {"code": code}).content.decode()
    assert len(set(re.findall(r"<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>", done))) == 10
    assert _inside(client)
    assert client.get("/admin/dua-langkah/kode-qr.svg").status_code == 404
    assert "belum terpakai: 10" in client.get("/admin/dua-langkah/").content.decode()


def test_a_secret_that_another_window_saw_does_not_become_the_application(
    client: Client, rina: User
) -> None:
    pages = []
    for window in (client, Client()):
        _password(window)
        page = window.get("/admin/dua-langkah/").content.decode()
        found = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
        assert found is not None
        pages.append(found[1])
    assert pages[0] != pages[1]
    client.post("/admin/dua-langkah/", {"code": shown_code(pages[0])})
    second = Client()
    _password(second)
    assert second.get("/admin/dua-langkah/").headers["Location"] == "/admin/dua-langkah/kode/"


def test_new_recovery_codes_need_a_code_and_end_the_old_ones(
    client: Client, rina: User, device: TOTPDevice, enter: Enter
) -> None:
    assert client.get("/admin/dua-langkah/pemulihan/").status_code == 302
    old = recovery_codes_renew(user=rina)[0]
    enter(client, rina)
    page = client.post("/admin/dua-langkah/pemulihan/", {"code": "000000"}).content.decode()
    assert "errorlist" in page
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2)):
        client.post("/admin/dua-langkah/pemulihan/", {"code": code_of(device)})
        assert recovery_codes_left(rina) == 10
        fresh = Client()
        _password(fresh)
        assert "keliru" in _code(fresh, old)[1]


def test_an_old_recovery_code_makes_no_new_ones(
    client: Client, rina: User, device: TOTPDevice, enter: Enter
) -> None:
    old = recovery_codes_renew(user=rina)[0]
    enter(client, rina)
    page = client.post("/admin/dua-langkah/pemulihan/", {"code": old}).content.decode()
    assert "hanya kode enam angka dari aplikasi yang berlaku" in page
    assert recovery_codes_left(rina) == 10
    fresh = Client()
    _password(fresh)
    assert _code(fresh, old) == (302, "/admin/")


@pytest.mark.parametrize("name", ["rina", "tidak-ada"])
def test_a_wrong_password_says_the_same_for_every_name_and_locks_after_five(
    client: Client, device: TOTPDevice, name: str, clock: time_machine.Traveller
) -> None:
    pages = [_password(client, "salah", name) for _attempt in range(5)]
    assert [status for status, _page in pages] == [200, 200, 200, 200, 429]
    sentence = "Masukkan nama pengguna"
    assert all(sentence in page for _status, page in pages[:4])
    assert "Tunggu 15 menit" in pages[4][1]
    assert _password(client, PASSWORD, name)[0] == 429
    assert _password(client, "salah", "orang-lain")[0] == 200
    clock.shift(timedelta(minutes=16))
    assert _password(client, PASSWORD, name)[0] == (302 if name == "rina" else 200)


def test_a_lock_counts_the_address_too_and_an_admin_can_open_it(
    client: Client, device: TOTPDevice, enter: Enter
) -> None:
    for _attempt in range(5):
        _password(client, "salah")
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert _password(elsewhere)[0] == 302
    for _attempt in range(5):
        _password(client, "salah")
    assert _password(client)[0] == 429
    chief = enter(Client(), User.objects.create_superuser("ketua"))
    action = {"action": "unlock", "_selected_action": [device.user.pk]}
    chief.post("/admin/auth/user/", action)
    assert _password(client)[0] == 302


def test_a_session_ends_after_half_an_hour_without_a_request(
    client: Client, rina: User, enter: Enter, clock: time_machine.Traveller
) -> None:
    enter(client, rina)
    for _visit in range(3):
        clock.shift(timedelta(minutes=29))
        assert _inside(client)
    clock.shift(timedelta(minutes=31))
    response = client.get("/admin/voters/roll/?state=draft")
    address = response.headers["Location"]
    assert address == "/admin/login/?alasan=diam&next=%2Fadmin%2Fvoters%2Froll%2F%3Fstate%3Ddraft"
    page = client.get(address).content.decode()
    assert "30 menit tanpa kegiatan" in page
    assert 'name="next" value="/admin/voters/roll/?state=draft"' in page
    assert not _inside(client)


def test_a_session_ends_after_eight_hours_however_busy(
    client: Client, rina: User, enter: Enter, clock: time_machine.Traveller
) -> None:
    enter(client, rina)
    for _visit in range(19):
        clock.shift(timedelta(minutes=25))
        assert _inside(client)
    clock.shift(timedelta(minutes=10))
    assert "alasan=lama" in client.get("/admin/").headers["Location"]


AWAKE = "/admin/dua-langkah/terjaga/"


def test_typing_keeps_a_session_awake(
    client: Client, rina: User, enter: Enter, clock: time_machine.Traveller
) -> None:
    page = enter(client, rina).get("/admin/").content.decode()
    assert re.search(rf'js/awake\.js"\s+data-address="{AWAKE}"\s+defer>', page)
    assert "awake.js" not in Client().get("/admin/login/").content.decode()
    for _key in range(2):
        clock.shift(timedelta(minutes=29))
        answer = client.get(AWAKE)
        assert (answer.status_code, answer.content) == (204, b"")
        assert "no-store" in answer.headers["Cache-Control"]
    clock.shift(timedelta(minutes=29))
    assert _inside(client)


def test_typing_does_not_keep_a_session_beyond_eight_hours(
    client: Client, rina: User, enter: Enter, clock: time_machine.Traveller
) -> None:
    enter(client, rina)
    for _key in range(19):
        clock.shift(timedelta(minutes=25))
        assert client.get(AWAKE).status_code == 204
    clock.shift(timedelta(minutes=10))
    assert client.get(AWAKE).headers["Location"] == "/admin/login/?alasan=lama&next=%2Fadmin%2F"
    assert not _inside(client)


def test_a_form_sent_after_the_end_of_a_session_leads_back_to_its_page(
    client: Client, rina: User, enter: Enter, clock: time_machine.Traveller
) -> None:
    enter(client, rina)
    clock.shift(timedelta(minutes=31))
    headers = {"referer": "http://testserver/admin/impor/5/?lembar=2"}
    ended = client.post("/admin/impor/5/ajukan/", headers=headers)
    assert ended.headers["Location"] == (
        "/admin/login/?alasan=diam&next=%2Fadmin%2Fimpor%2F5%2F%3Flembar%3D2"
    )
    again = client.post("/admin/impor/5/ajukan/", headers=headers)
    assert again.headers["Location"] == "/admin/login/?next=/admin/impor/5/%3Flembar%3D2"


def test_a_session_is_written_at_most_once_a_minute(
    client: Client, rina: User, enter: Enter, clock: time_machine.Traveller
) -> None:
    enter(client, rina)
    clock.shift(30)
    assert "sesi" not in client.get("/admin/").cookies
    clock.shift(31)
    assert "sesi" in client.get("/admin/").cookies


def test_a_public_page_never_touches_the_session_of_staff_or_visitors(
    client: Client, rina: User, enter: Enter, clock: time_machine.Traveller
) -> None:
    enter(client, rina)
    clock.shift(120)
    for somebody in (client, Client()):
        response = somebody.get("/pemilih/")
        assert response.status_code == 200
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")


def test_a_disabled_account_loses_its_session_at_once(
    client: Client, rina: User, enter: Enter
) -> None:
    enter(client, rina)
    assert _inside(client)
    User.objects.filter(pk=rina.pk).update(is_active=False)
    assert not _inside(client)


def _account_notes(name: str) -> list[str]:
    rows = Activity.objects.filter(action=Action.ACCOUNT, slug=name, actor__username=name)
    return list(rows.order_by("number").values_list("note", flat=True))


def test_a_new_password_ends_the_other_sessions(client: Client, rina: User, enter: Enter) -> None:
    other = enter(Client(), rina)
    enter(client, rina)
    refused = {"old_password": PASSWORD, "new_password1": "a", "new_password2": "b"}
    client.post("/admin/password_change/", refused)
    assert _account_notes("rina") == []
    response = client.post(
        "/admin/password_change/",
        {
            "old_password": PASSWORD,
            "new_password1": "selat-pukuafu-9",
            "new_password2": "selat-pukuafu-9",
        },
    )
    assert response.status_code == 302
    assert _inside(client)
    assert not _inside(other)
    assert _account_notes("rina") == ["Kata sandi diganti sendiri."]


def test_a_lost_role_counts_from_the_next_request(client: Client, rina: User, enter: Enter) -> None:
    enter(client, rina)
    User.objects.filter(pk=rina.pk).update(is_superuser=False)
    assert client.get("/admin/voters/roll/").status_code == 403


def test_a_forgotten_password_is_set_anew_by_mail_and_still_needs_the_code(
    client: Client, device: TOTPDevice
) -> None:
    answers = [
        client.post("/admin/sandi/", {"email": address})
        for address in ("rina@example.go.id", "tidak-ada@example.go.id")
    ]
    assert {answer.headers["Location"] for answer in answers} == {"/admin/sandi/terkirim/"}
    assert "Jika alamat itu terdaftar" in client.get("/admin/sandi/terkirim/").content.decode()
    (letter,) = mail.outbox
    assert letter.subject == "Sandi baru untuk Data Pemilu NTT"
    link = re.search(r"http://127\.0\.0\.1:8000(/admin/sandi/baru/\S+)", str(letter.body))
    assert link is not None
    form = client.get(link[1]).headers["Location"]
    words = {"new_password1": "selat-pukuafu-9", "new_password2": "selat-pukuafu-9"}
    assert client.post(form, words).headers["Location"] == "/admin/dua-langkah/"
    assert not _inside(client)
    assert _account_notes("rina") == ["Kata sandi disetel lewat tautan surel."]
    assert _code(client, code_of(device)) == (302, "/admin/")
    assert "Tautan ini sudah dipakai" in Client().get(link[1]).content.decode()


def test_a_link_of_a_mail_is_too_old_after_an_hour(
    client: Client, device: TOTPDevice, clock: time_machine.Traveller
) -> None:
    client.post("/admin/sandi/", {"email": "rina@example.go.id"})
    link = re.search(r"/admin/sandi/baru/\S+", str(mail.outbox[0].body))
    assert link is not None
    clock.shift(timedelta(minutes=61))
    assert "lewat satu jam" in client.get(link[0]).content.decode()


def test_without_mail_no_page_promises_any(client: Client, settings: Settings) -> None:
    assert "Lupa sandi?" in client.get("/admin/login/").content.decode()
    settings.RESET_BY_MAIL = False
    assert "Lupa sandi?" not in client.get("/admin/login/").content.decode()


def test_the_secrets_of_applications_have_no_room_in_the_admin() -> None:
    assert TOTPDevice not in admin.site._registry


def test_an_invitation_leads_through_password_and_application_to_the_role(client: Client) -> None:
    printed = StringIO()
    call_command(
        *("invite_staff", "manggarai", "--role", "Operator kabupaten/kota"),
        *("--region", "53.10", "--email", "m@example.go.id"),
        stdout=printed,
    )
    path = printed.getvalue().strip().removeprefix("http://127.0.0.1:8000")
    form = client.get(path).headers["Location"]
    words = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(form, words).headers["Location"] == "/admin/dua-langkah/"
    assert _account_notes("manggarai") == ["Kata sandi disetel lewat tautan undangan."]
    page = client.get("/admin/dua-langkah/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert secret is not None
    client.post("/admin/dua-langkah/", {"code": shown_code(secret[1])})
    assert _inside(client)
    assert client.get("/admin/budget/budgetline/").status_code == 403
