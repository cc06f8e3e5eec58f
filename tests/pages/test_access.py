"""Who may ask for what: every address of the portal, by GET and POST, for every role.

``tests/data/access.csv`` holds an example of each pattern of the URLconf and the answers; a pattern
without a row fails. After reading the difference, ``--write-access`` writes the answers anew.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kpuntt.management.roles import ROLES
from kpuntt.staff.models import StaffProfile
from kpuntt.staff.roles import RoleName
from news.models import Post
from news.preview import preview_token
from tests.pages.html import body_of

pytestmark = pytest.mark.django_db

MATRIX: Path = settings.BASE_DIR / "tests/data/access.csv"
METHODS = ("GET", "POST")
ANONYMOUS = "anonim"
COLUMNS = {
    "operator-kabupaten": RoleName.OPERATOR_REGENCY,
    "operator-pemilih": RoleName.OPERATOR_VOTERS,
    "editor": RoleName.NEWS_EDITOR,
    "pemeriksa": RoleName.VERIFIER,
    "penerbit": RoleName.PUBLISHER,
    "admin-sistem": RoleName.SYSTEM_ADMIN,
}
PEOPLE = (ANONYMOUS, *COLUMNS)
FIELDS = ("pola", "contoh", "metode", *PEOPLE)

Enter = Callable[[Client, User], Client]
Rows = list[dict[str, str]]


def _patterns(items: Sequence[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """Yield every address as the URLconf writes it."""
    for item in items:
        pattern = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from _patterns(item.url_patterns, pattern)
        else:
            yield pattern


PATTERNS = sorted(set(_patterns(get_resolver().url_patterns)))


def _matrix() -> Rows:
    with MATRIX.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _example(pattern: str, known: dict[str, str]) -> str:
    """Return the example of a pattern: the one that is noted, or that of an admin page."""
    if pattern in known:
        return known[pattern]
    return "/" + pattern.replace("<path:object_id>", "{pk}").replace("<int:pk>", "{pk}")


def _address(example: str) -> str:
    """Fill in what only the database knows."""
    found = re.match(r"/admin/([a-z]+)/([a-z]+)/.*\{pk\}", example)
    if found:
        row = apps.get_model(found[1], found[2])._default_manager.order_by("pk").first()
        example = example.replace("{pk}", str(row.pk if row else 0))
    post = Post.objects.get(slug="pleno-pdpb-semester-pertama")
    return example.replace("{token}", preview_token(post))


def _client(person: str, enter: Enter) -> Client:
    """Somebody who has this role and no other, signed in."""
    client = Client(headers={"host": "127.0.0.1"})
    if person == ANONYMOUS:
        return client
    user = User.objects.create_user(person, is_staff=True)
    user.groups.add(Group.objects.get(name=COLUMNS[person].value))
    region = "53.07" if person == "operator-kabupaten" else None
    StaffProfile.objects.update_or_create(user=user, defaults={"region_id": region})
    return enter(client, user)


def _answers(person: str, enter: Enter, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Ask for each method and example in turn; none leaves anything behind for the next."""
    User.objects.create_user("seseorang", is_staff=True)  # the account that others look at
    client = _client(person, enter)
    cookies = client.cookies.output(header="", sep=";")
    for method, example in rows:
        client.cookies = SimpleCookie(cookies)
        address = _address(example)
        with transaction.atomic():
            response = client.generic(method, address)
            body_of(response)
            transaction.set_rollback(True)
        yield str(response.status_code)


def test_every_address_has_its_row_and_no_row_is_left_over(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--write-access"):
        pytest.skip("being written")
    rows = _matrix()
    assert [(row["pola"], row["metode"]) for row in rows] == [
        (pattern, method) for pattern in PATTERNS for method in METHODS
    ]
    assert len(PATTERNS) > 200


def test_every_role_of_the_matrix_is_set_up() -> None:
    assert {role.value for role in COLUMNS.values()} <= set(ROLES)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_role_reaches_what_it_should_and_nothing_else(
    request: pytest.FixtureRequest, enter: Enter, person: str
) -> None:
    if request.config.getoption("--write-access"):
        _write(person, enter)
        return
    rows = _matrix()
    answers = _answers(person, enter, ((row["metode"], row["contoh"]) for row in rows))
    wrong = [
        f"{row['metode']} {row['contoh']}: {found}, not {row[person]}"
        for row, found in zip(rows, answers, strict=True)
        if found != row[person]
    ]
    assert wrong == []


def test_what_the_public_reads_answers_all_alike() -> None:
    for row in _matrix():
        if not row["contoh"].startswith(("/admin", "/media", "/pola/")):
            assert len({row[person] for person in PEOPLE}) == 1, row


def test_nobody_reaches_a_staff_page_without_signing_in() -> None:
    before = {"/admin/login/", "/admin/jsi18n/"}
    for row in _matrix():
        if row["contoh"].startswith("/admin/") and row["contoh"] not in before:
            assert row[ANONYMOUS] in {"200", "302", "403", "404", "405"}, row
            if row[ANONYMOUS] == "200":
                assert row["contoh"].startswith(("/admin/sandi/", "/admin/undangan/")), row


def _write(person: str, enter: Enter) -> None:
    before = _matrix()
    known = {row["pola"]: row["contoh"] for row in before}
    kept = {(row["pola"], row["metode"]): row for row in before}
    places = [
        {"pola": pattern, "contoh": _example(pattern, known), "metode": method}
        for pattern in PATTERNS
        for method in METHODS
    ]
    answers = _answers(person, enter, ((place["metode"], place["contoh"]) for place in places))
    rows = [
        {**kept.get((place["pola"], place["metode"]), {}), **place, person: found}
        for place, found in zip(places, answers, strict=True)
    ]
    with MATRIX.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
