"""After signing in again one goes on at a page, never at an address that only takes a form."""

from __future__ import annotations

import csv

import pytest
from django.conf import settings
from django.test import RequestFactory

from kpuntt.staff.middleware import return_address

SUBMIT = "/admin/impor/5/ajukan/"
HERE = "http://testserver"


@pytest.mark.parametrize(
    ("referer", "address"),
    [
        (f"{HERE}/admin/impor/5/", "/admin/impor/5/"),
        (f"{HERE}/admin/voters/roll/add/?election=1", "/admin/voters/roll/add/?election=1"),
        (f"{HERE}{SUBMIT}", "/admin/"),
        (f"{HERE}/pemilih/", "/admin/"),
        (f"{HERE}.jahat.example/admin/impor/5/", "/admin/"),
        ("https://testserver/admin/impor/5/", "/admin/"),
        ("https://jahat.example/admin/impor/5/", "/admin/"),
        ("/admin/impor/5/", "/admin/"),
        ("", "/admin/"),
    ],
)
def test_a_form_leads_back_to_the_page_of_ours_that_it_came_from(
    rf: RequestFactory, referer: str, address: str
) -> None:
    assert return_address(rf.post(SUBMIT, headers={"referer": referer})) == address


def test_a_page_leads_back_to_itself(rf: RequestFactory) -> None:
    address = "/admin/voters/roll/?state=draft"
    elsewhere = {"referer": f"{HERE}/admin/impor/5/"}
    assert return_address(rf.get(address, headers=elsewhere)) == address


def test_no_address_that_takes_only_forms_is_returned_to(rf: RequestFactory) -> None:
    with (settings.BASE_DIR / "tests/data/access.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    closed = {
        row["contoh"]
        for row in rows
        if row["metode"] == "GET"
        and row["contoh"].startswith("/admin/")
        and row["admin-sistem"] == "405"
    }
    assert "/admin/impor/0/ajukan/" in closed
    for address in closed:
        assert return_address(rf.get(address)) == "/admin/", address
