"""A second transcription of the report's tables, compared cell by cell with what is held."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from budget.models import BudgetLine, BudgetSnapshot, GrantLine, GrantReport, LineKind
from kpuntt.formatting import parse_count, parse_decimal
from kpuntt.regions.models import Region, RegionLevel

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
MISPLACED = {"W.3360": "WA.3360", "3361.EBA.994": "WA.3360.EBA.994"}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", strict=True))


def _full_code(printed: str) -> str:
    """The full code of a printed one, by the codes alone: an output names its activity."""
    if printed in MISPLACED:
        return MISPLACED[printed]
    programme = "WA." if printed.startswith("3355.") else "CQ."
    return programme + printed if printed[0].isdigit() else printed


def test_the_printed_budget_table_is_held_cell_by_cell_in_its_order() -> None:
    rows = _rows("realisasi-anggaran-2024.txt")
    lines = list(BudgetLine.objects.filter(kind=LineKind.PRINTED).order_by("order"))
    assert len(rows) == len(lines) == 31
    for number, (row, line) in enumerate(zip(rows, lines, strict=True), start=1):
        assert {
            "KODE": line.printed_code,
            "PAGU": line.ceiling,
            "JUMLAH REALISASI": line.realisation,
            "SISA PAGU": line.remaining,
            "% REALISASI": line.percent,
        } == {
            "KODE": row["KODE"],
            "PAGU": parse_count(row["PAGU"]),
            "JUMLAH REALISASI": parse_count(row["JUMLAH REALISASI"]),
            "SISA PAGU": parse_count(row["SISA PAGU"]),
            "% REALISASI": parse_decimal(row["% REALISASI"]),
        }, row["KODE"]
        assert line.order == number
        assert line.code == _full_code(row["KODE"])
        assert line.citation.row == f"baris {row['KODE']}"


def test_the_one_blank_cell_is_missing_and_not_zero() -> None:
    (line,) = BudgetLine.objects.filter(realisation=None)
    assert (line.code, line.ceiling, line.remaining) == ("CQ.6981.QGE.001", 2_000, 2_000)
    assert not BudgetLine.objects.filter(ceiling=None).exists()


def test_the_snapshot_says_no_more_than_its_source() -> None:
    snapshot = BudgetSnapshot.objects.get()
    assert (snapshot.year, snapshot.month) == (2024, 12)
    assert (snapshot.basis, snapshot.revision) == ("tidak-disebut", None)
    assert snapshot.citation.document.slug == "lkj-2024"
    assert str(snapshot.as_of) == "2024-12-31"


def test_every_line_lies_below_the_line_that_its_code_names() -> None:
    for line in BudgetLine.objects.select_related("parent"):
        if line.level == "total":
            assert line.parent is None
            continue
        assert line.parent is not None
        if line.level == "program":
            assert line.parent.code == "TOTAL"
        else:
            assert line.code.startswith(f"{line.parent.code}."), line


def test_the_printed_grants_are_held_cell_by_cell_in_their_order() -> None:
    rows = _rows("hibah-pilkada-2024.txt")
    lines = list(GrantLine.objects.order_by("order"))
    assert len(rows) == len(lines) == 24
    for row, line in zip(rows, lines, strict=True):
        assert {
            "KAB/KOTA": line.printed_name,
            "ANGGARAN PILBUP": line.regent,
            "ANGGARANAN PILGUB": line.governor,
        } == {
            "KAB/KOTA": row["KAB/KOTA"],
            "ANGGARAN PILBUP": parse_count(row["ANGGARAN PILBUP"]),
            "ANGGARANAN PILGUB": parse_count(row["ANGGARANAN PILGUB"]),
        }, row["KAB/KOTA"]
        assert line.citation.row == f"baris {row['NO'].rstrip('.') or 'JUMLAH'}"
        assert line.is_total == (row["KAB/KOTA"] == "JUMLAH")


def test_every_government_of_the_province_has_one_row_of_grants() -> None:
    governments = Region.objects.filter(level__in=[RegionLevel.PROVINCE, RegionLevel.REGENCY])
    held = GrantLine.objects.filter(is_total=False).values_list("region", flat=True)
    assert sorted(held) == sorted(governments.values_list("code", flat=True))
    assert len(held) == 23


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Jupang", "53.01"),
        ("Negekeo", "53.16"),
        ("Kota Kupang", "53.71"),
        ("Flores Timur", "53.06"),
    ],
)
def test_a_misprinted_name_is_kept_and_means_its_region(printed: str, code: str) -> None:
    assert GrantLine.objects.get(printed_name=printed).region_id == code


def test_the_dash_of_the_province_is_zero() -> None:
    province = GrantLine.objects.get(region="53")
    assert (province.regent, province.governor) == (0, 70_322_533_315)
    assert GrantReport.objects.get().year == 2024
