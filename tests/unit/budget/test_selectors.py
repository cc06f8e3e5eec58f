from __future__ import annotations

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from budget.models import BudgetLine, BudgetSnapshot, GrantReport
from budget.selectors import (
    absorption_curve,
    budget_headline,
    budget_overview,
    drill_down,
    line_page,
    newest_of_year,
    public_addresses,
    region_grant,
)
from kpuntt.publishing.services import publication_withdraw

pytestmark = pytest.mark.django_db


def _newest() -> BudgetSnapshot:
    snapshot = newest_of_year(2024)
    assert snapshot is not None
    return snapshot


def _month(number: int, realisation: int | None) -> BudgetSnapshot:
    december = _newest()
    month = BudgetSnapshot.objects.create(
        slug=f"realisasi-2024-{number:02}",
        title=f"Bulan {number}",
        year=2024,
        month=number,
        citation=december.citation,
        state="published",
        published_at=december.published_at,
    )
    BudgetLine.objects.create(
        snapshot=month,
        order=1,
        level="total",
        code="TOTAL",
        printed_code="TOTAL",
        ceiling=200,
        realisation=realisation,
        percent=Decimal("12.50"),
        citation=december.citation,
    )
    return month


def test_the_headline_is_the_printed_total_of_the_newest_month() -> None:
    _month(6, 25)
    line = budget_headline()
    assert line is not None
    assert (line.ceiling, line.realisation) == (215_464_527_000, 214_623_011_840)
    assert (line.remaining, str(line.percent)) == (841_515_160, "99.61")
    assert (line.snapshot.month_text, line.citation.document.slug) == ("Desember 2024", "lkj-2024")


def test_nothing_published_means_no_headline_no_year_and_no_grant(alice: User) -> None:
    publication_withdraw(unit=BudgetSnapshot.objects.get(), actor=alice, reason="Keliru.")
    publication_withdraw(unit=GrantReport.objects.get(), actor=alice, reason="Keliru.")
    overview = budget_overview()
    assert (overview.headline, list(overview.years), list(overview.grants)) == (None, [], [])
    assert newest_of_year(2024) is None
    assert region_grant("53.07") is None
    assert public_addresses() == []


def test_a_region_has_its_own_grant_and_a_district_has_none() -> None:
    grant = region_grant("53.07")
    assert grant is not None
    assert (grant.regent, grant.governor, grant.total) == (
        21_739_651_520,
        15_772_949_445,
        37_512_600_965,
    )
    assert grant.report.slug == "hibah-pilkada-2024"
    assert region_grant("53.07.01") is None


def test_both_grants_together_need_both() -> None:
    grant = region_grant("53.07")
    assert grant is not None
    grant.regent = None
    assert grant.total is None


def test_the_drill_down_keeps_the_printed_order_with_the_balancing_line_in_its_place() -> None:
    rows = drill_down(list(_newest().lines.all()), largest_first=False)
    assert len(rows) == 31
    codes = [row.line.code for row in rows]
    assert codes[:9] == [
        "CQ",
        "CQ.6639",
        "CQ.6639.BDB.001",
        "CQ.6709",
        "CQ.6709.QGE.001",
        "CQ.6709.QGE.002",
        "CQ.6709.QGE.003",
        "CQ.6709.tidak-dirinci",
        "CQ.6870",
    ]
    assert [row.depth for row in rows[:4]] == [1, 2, 3, 2]
    assert rows[0].indent == ""
    assert len(rows[2].indent) == 8


def test_the_largest_lines_come_first_among_their_siblings() -> None:
    BudgetLine.objects.filter(code="CQ.6870.QGE.002").update(ceiling=None)
    rows = drill_down(list(_newest().lines.all()), largest_first=True)
    codes = [row.line.code for row in rows]
    assert codes[:2] == ["CQ", "CQ.6639"]
    assert [code for code in codes if code.startswith("CQ.6870.")] == [
        "CQ.6870.QGE.003",
        "CQ.6870.QGE.001",
        "CQ.6870.QGE.002",
    ]
    assert [code for code in codes if code.startswith("CQ.6982.")] == [
        "CQ.6982.QGE.003",
        "CQ.6982.QGE.001",
    ]
    assert codes.index("WA") > codes.index("CQ.6981")
    assert codes.index("CQ.6872") < codes.index("CQ.6982") < codes.index("CQ.6981")


def test_one_month_makes_no_curve_and_two_make_one_from_january_on() -> None:
    months = BudgetSnapshot.objects.published().with_total().newest_first()
    assert absorption_curve(list(months), []) is None
    _month(6, 25)
    _month(3, None)
    curve = absorption_curve(list(months.all()), [])
    assert curve is not None
    assert [str(point.percent) for point in curve.points] == ["12.50", "99.61"]
    assert [point.label for point in curve.points] == ["Juni 2024", "Desember 2024"]


def test_the_overview_shows_the_newest_month_of_a_year_with_printed_decimals() -> None:
    _month(6, 25)
    (year,) = budget_overview().years
    assert (year.month, str(year.total_percent)) == (12, "99.61")


def test_a_bar_never_leaves_its_frame() -> None:
    assert BudgetLine(percent=Decimal("140.00")).bar == 100
    assert BudgetLine(percent=Decimal("28.38")).bar == Decimal("28.38")
    assert BudgetLine(percent=None).bar is None


def test_a_line_page_shows_only_its_own_parts_checks_and_findings() -> None:
    page = line_page(_newest(), "CQ.6709")
    assert page is not None
    assert [row.line.code.rpartition(".")[2] for row in page.rows] == [
        "001",
        "002",
        "003",
        "tidak-dirinci",
    ]
    assert [item.check.where for item in page.checks.differs] == [
        "CQ.6709, pagu",
        "CQ.6709, realisasi",
        "CQ.6709, sisa",
    ]
    assert line_page(_newest(), "CQ.9999") is None


def test_every_public_address_of_the_area_is_listed_once() -> None:
    addresses = public_addresses()
    assert len(addresses) == len(set(addresses)) == 1 + 32 + 1
    assert "/anggaran/2024/CQ.6709.tidak-dirinci/" in addresses
