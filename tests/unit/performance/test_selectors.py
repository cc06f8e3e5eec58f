from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from kpuntt.publishing.services import publication_withdraw
from performance.models import PerformanceReport, Result
from performance.selectors import (
    performance_headline,
    region_legal_documents,
    region_offices,
    report_addresses,
    report_page,
)

pytestmark = pytest.mark.django_db


def test_the_headline_says_how_many_indicators_reached_their_target(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        headline = performance_headline()
    assert headline is not None
    assert (headline.reached, headline.total, headline.year) == (7, 7, 2024)
    assert (headline.address, headline.findings) == ("/kinerja/2024/", 17)
    assert headline.report.document.slug == "lkj-2024"


def test_an_indicator_below_its_agreed_target_is_not_counted() -> None:
    Result.objects.filter(indicator__number=1).update(computed_agreed="99.99")
    headline = performance_headline()
    assert headline is not None
    assert (headline.reached, headline.total) == (6, 7)


def test_the_page_of_the_year_counts_as_the_headline_does() -> None:
    page = report_page(PerformanceReport.objects.for_page().get(slug="lkj-2024"))
    assert (page.reached, len(page.rows)) == (7, 7)


def test_a_region_has_its_office_buildings_and_its_legal_documents() -> None:
    assert [(item.ownership, item.repair) for item in region_offices("53.03")] == [
        ("milik", "rusak-berat"),
        ("pinjam", "rusak-ringan"),
    ]
    assert [(item.physical, item.web) for item in region_legal_documents("53.10")] == [(20, 0)]
    assert region_offices("53.03.01") == []


def test_every_public_address_of_the_reports_is_listed() -> None:
    addresses = report_addresses()
    assert len(addresses) == 1 + 7
    assert addresses[:2] == ["/kinerja/2024/", "/kinerja/2024/kompetensi-pegawai/"]


def test_nothing_of_a_withdrawn_report_is_left(alice: User) -> None:
    report = PerformanceReport.objects.get(slug="lkj-2024")
    publication_withdraw(unit=report, actor=alice, reason="Diperiksa ulang.")
    assert performance_headline() is None
    assert report_addresses() == []
    assert region_offices("53.07") == []
    assert region_legal_documents("53.07") == []
